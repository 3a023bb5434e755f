package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.trip.inspection.Damage.Side;
import org.twinloop.trip.inspection.Inspection.Phase;

/** The SQL of inspections and marks of damage, in the caller's act. */
@ApplicationScoped
class InspectionRepository {

    private static final String TRIP = """
            select t.id, t.unit_id, t.traveller_id, t.actor_id, t.state, b.vehicle_id, t.window_from, t.ended_at,
                coalesce((select l.speed_kmh <= 3 from vehicle.live l where l.id = b.vehicle_id), false)
            from trip.trip t left join trip.booking b on b.trip_id = t.id and b.kind = 'CAR' and not b.replaced
            where t.id = $1""";
    private static final String PRECEDING = """
            select t.id from trip.booking own
            join trip.booking b on b.vehicle_id = own.vehicle_id and b.kind = 'CAR' and not b.replaced
            join trip.trip t on t.id = b.trip_id and t.started_at is not null and t.ended_at is not null
                and t.id <> own.trip_id
            where own.trip_id = $1 and own.kind = 'CAR' and not own.replaced
            order by t.ended_at desc, t.id desc limit 1""";
    private static final String INSPECTION =
            "select id, trip_id, vehicle_id, person_id, phase, note, body_hash, inspected_at from trip.inspection ";
    private static final String DAMAGE = "select id, side, kind, x_permille, y_permille, words, photo_id, "
            + "inspection_id, phase, reported_at, repaired_at from trip.damage ";

    private final Database database;

    InspectionRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<InspectedTrip>> trip(UUID id) {
        return database.row(TRIP, id).map(row -> row.map(InspectionRepository::trip));
    }

    /** The same, and nobody else writes of its inspections until the act ends. */
    Uni<Optional<InspectedTrip>> lock(UUID id) {
        return database.row(TRIP + " for no key update of t", id).map(row -> row.map(InspectionRepository::trip));
    }

    /** The trip that had the car of a trip last, of those that are over. */
    Uni<Optional<UUID>> preceding(UUID tripId) {
        return database.row(PRECEDING, tripId).map(row -> row.map(found -> found.uuid(0)));
    }

    Uni<Optional<Inspection>> find(UUID id) {
        return database.row(INSPECTION + "where id = $1", id).map(row -> row.map(InspectionRepository::inspection));
    }

    Uni<Integer> count(UUID tripId, Phase phase) {
        return database.rows(
                        "select count(*) from trip.inspection where trip_id = $1 and phase = $2", tripId, phase.name())
                .map(rows -> (int) rows.get(0).whole(0));
    }

    Uni<Void> insert(Inspection inspection, UUID unitId) {
        return database.sql(
                        "insert into trip.inspection (id, trip_id, unit_id, vehicle_id, person_id, phase, note, "
                                + "body_hash, inspected_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        inspection.id(),
                        inspection.tripId(),
                        unitId,
                        inspection.vehicleId(),
                        inspection.personId(),
                        inspection.phase().name(),
                        inspection.note(),
                        inspection.bodyHash(),
                        inspection.inspectedAt())
                .replaceWithVoid();
    }

    Uni<List<Inspection>> ofTrip(UUID tripId) {
        return database.rows(INSPECTION + "where trip_id = $1 order by id", tripId)
                .map(rows -> rows.stream().map(InspectionRepository::inspection).toList());
    }

    /** Newest first, before an id. */
    Uni<List<Inspection>> ofVehicle(UUID vehicleId, UUID before, int limit) {
        return database.rows(
                        INSPECTION
                                + "where vehicle_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3",
                        vehicleId,
                        before,
                        limit)
                .map(rows -> rows.stream().map(InspectionRepository::inspection).toList());
    }

    /** What sent inspections have photos of, of this car and taken near enough to its pick-up or return. */
    Uni<Set<Photo.Subject>> seen(UUID tripId, UUID vehicleId, Phase phase, Duration ahead, Instant now) {
        return database.rows(
                        "select distinct p.subject from trip.photo p join trip.trip t on t.id = p.trip_id "
                                + "where p.trip_id = $1 and p.vehicle_id = $2 and p.phase = $3 "
                                + "and p.inspection_id is not null and p.sent_at >= case p.phase "
                                + "when 'BEFORE' then t.window_from else $5::timestamptz end - $4::interval",
                        tripId,
                        vehicleId,
                        phase.name(),
                        ahead,
                        now)
                .map(rows -> rows.stream()
                        .map(row -> Photo.Subject.valueOf(row.text(0)))
                        .collect(Collectors.toSet()));
    }

    /**
     * Those of a car that are not repaired, newest first.
     *
     * @param limit most
     */
    Uni<List<Damage>> standing(UUID vehicleId, int limit) {
        return database.rows(
                        DAMAGE + "where vehicle_id = $1 and repaired_at is null order by id desc limit $2",
                        vehicleId,
                        limit)
                .map(rows -> rows.stream().map(InspectionRepository::damage).toList());
    }

    Uni<List<Damage>> ofInspections(Collection<UUID> inspections) {
        return database.rows(
                        DAMAGE + "where inspection_id = any($1) order by id", (Object) inspections.toArray(UUID[]::new))
                .map(rows -> rows.stream().map(InspectionRepository::damage).toList());
    }

    /**
     * Adds a mark; false when the id is taken.
     *
     * @param unitId of the car, null for a shared one
     * @param operatorId of the car
     */
    Uni<Boolean> add(Damage damage, UUID vehicleId, UUID unitId, UUID operatorId) {
        return database.sql(
                        "insert into trip.damage (id, vehicle_id, unit_id, operator_id, inspection_id, photo_id, "
                                + "phase, side, kind, x_permille, y_permille, words, reported_at) "
                                + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
                                + "on conflict do nothing",
                        damage.id(),
                        vehicleId,
                        unitId,
                        operatorId,
                        damage.inspectionId(),
                        damage.photoId(),
                        damage.phase().name(),
                        damage.side().name(),
                        damage.kind().name(),
                        damage.xPermille(),
                        damage.yPermille(),
                        damage.words(),
                        damage.reportedAt())
                .map(rows -> rows == 1);
    }

    Uni<Optional<Damage>> damage(UUID id) {
        return database.row(DAMAGE + "where id = $1", id).map(row -> row.map(InspectionRepository::damage));
    }

    /** Whether it was there and not repaired, and is now; a car of others is not touched. */
    Uni<Boolean> repaired(UUID id, UUID by, String because, Instant at) {
        return database.sql(
                        "update trip.damage set repaired_at = $4, repaired_by = $2, repaired_because = $3 "
                                + "where id = $1 and repaired_at is null and common.allowed(unit_id, operator_id)",
                        id,
                        by,
                        because,
                        at)
                .map(rows -> rows == 1);
    }

    /** Inspections of which nothing is left but words, and damages repaired long ago. */
    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql(
                        "delete from trip.inspection where id in (select i.id from trip.inspection i "
                                + "where i.inspected_at < $1 and not exists (select from trip.photo p "
                                + "where p.inspection_id = i.id) order by i.inspected_at limit $2)",
                        before,
                        max)
                .chain(inspections -> database.sql(
                                "delete from trip.damage where id in (select id from trip.damage "
                                        + "where repaired_at < $1 order by repaired_at limit $2)",
                                before,
                                max - inspections)
                        .map(damages -> inspections + damages));
    }

    private static InspectedTrip trip(Row r) {
        return new InspectedTrip(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                r.text(4),
                r.uuid(5),
                r.instant(6),
                r.instant(7),
                r.flag(8));
    }

    private static Inspection inspection(Row r) {
        return new Inspection(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                Phase.valueOf(r.text(4)),
                r.text(5),
                r.text(6),
                r.instant(7),
                List.of(),
                List.of());
    }

    private static Damage damage(Row r) {
        return new Damage(
                r.uuid(0),
                Side.valueOf(r.text(1)),
                Damage.Kind.valueOf(r.text(2)),
                (int) r.whole(3),
                (int) r.whole(4),
                r.text(5),
                r.uuid(6),
                r.uuid(7),
                Phase.valueOf(r.text(8)),
                r.instant(9),
                r.instant(10));
    }
}
