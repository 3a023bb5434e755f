package org.twinloop.trip.fact;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.telematics.ride.Bounds;
import org.twinloop.telematics.ride.DistanceRule;
import org.twinloop.telematics.ride.Energy;
import org.twinloop.telematics.ride.Gap;
import org.twinloop.telematics.ride.Measured;
import org.twinloop.telematics.ride.OdometerState;

/** The SQL of trip facts, in the caller's act. */
@ApplicationScoped
class FactRepository {

    private static final String LEG = "leg_id, trip_id, unit_id, vehicle_id, started_at, ended_at, route_m";
    private static final String FACT = LEG + ", version, measured_at, from_at, to_at, unlocked_at, locked_at, "
            + "left_open, early_s, late_s, reports, fixes, fixes_refused, odometer_m, odometer_state, gps_m, "
            + "matched_m, covered_percent, rule, gaps::text, soc_from, soc_to, used_wh, charged_wh";
    private static final String TAKE =
            """
            with due as (
                select leg_id from trip.fact_due
                where due_at <= $1 and (leased_until is null or leased_until <= $2)
                order by due_at, leg_id limit $4 for update skip locked
            ), taken as (
                update trip.fact_due d set leased_until = $3 from due where d.leg_id = due.leg_id returning d.*)
            """ + "select " + LEG + ", due_at, looks, tries, told_m from taken order by due_at, leg_id";
    private static final String INSERT = """
            insert into trip.leg_fact (leg_id, trip_id, unit_id, vehicle_id, started_at, ended_at, route_m, version,
                measured_at, from_at, to_at, unlocked_at, locked_at, left_open, early_s, late_s, reports, fixes,
                fixes_refused, odometer_m, odometer_state, gps_m, matched_m, covered_percent, rule, gaps, soc_from,
                soc_to, used_wh, charged_wh, chosen, chosen_m)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                $23, $24, $25, cast($26::text as jsonb), $27, $28, $29, $30, $31, $32)""";

    private final Database database;
    private final StoredJson json;

    FactRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    Uni<Void> expect(RiddenLeg leg, Long toldM, Instant dueAt) {
        return database.sql(
                        "insert into trip.fact_due (" + LEG + ", due_at, told_m) "
                                + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
                        leg.legId(),
                        leg.tripId(),
                        leg.unitId(),
                        leg.vehicleId(),
                        leg.startedAt(),
                        leg.endedAt(),
                        leg.routeM(),
                        dueAt,
                        toldM)
                .replaceWithVoid();
    }

    /**
     * Takes what is due, the longest waiting first; another instance passes over it until the lease is over.
     *
     * @param now city time
     * @param at real time, as {@code leasedUntil}
     */
    Uni<List<Due>> take(Instant now, Instant at, Instant leasedUntil, int limit) {
        return database.rows(TAKE, now, at, leasedUntil, limit)
                .map(rows -> rows.stream()
                        .map(row -> new Due(
                                leg(row), row.instant(7), (int) row.whole(8), (int) row.whole(9), whole(row, 10)))
                        .toList());
    }

    /** Whether it is still due as it was read; then it is locked until the end of the act. */
    Uni<Boolean> lock(Due due) {
        return database.row(
                        "select leg_id from trip.fact_due where leg_id = $1 and due_at = $2 and looks = $3 "
                                + "for update skip locked",
                        due.leg().legId(),
                        due.dueAt(),
                        due.looks())
                .map(Optional::isPresent);
    }

    Uni<Void> again(Due due, Instant at) {
        return database.sql(
                        "update trip.fact_due set due_at = $2, looks = looks + 1, tries = 0, problem = null, "
                                + "leased_until = null "
                                + "where leg_id = $1",
                        due.leg().legId(),
                        at)
                .replaceWithVoid();
    }

    Uni<Void> done(Due due) {
        return database.sql(
                        "delete from trip.fact_due where leg_id = $1", due.leg().legId())
                .replaceWithVoid();
    }

    /**
     * Answers whether it was still due as it was read.
     *
     * @param again null to give it up
     */
    Uni<Boolean> miss(Due due, String problem, Instant again) {
        return database.sql(
                        "update trip.fact_due set tries = tries + 1, problem = $2, due_at = $3, "
                                + "leased_until = null "
                                + "where leg_id = $1 and due_at = $4",
                        due.leg().legId(),
                        problem,
                        again,
                        due.dueAt())
                .map(rows -> rows == 1);
    }

    /** Those of rides that ended before an instant, the oldest first. */
    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql(
                "delete from trip.leg_fact where (leg_id, version) in (select leg_id, version from trip.leg_fact "
                        + "where ended_at < $1 order by ended_at limit $2)",
                before,
                max);
    }

    /** Rides that were given up, of those that ended before an instant. */
    Uni<Integer> dropGivenUpBefore(Instant before, int max) {
        return database.sql(
                "delete from trip.fact_due where leg_id in (select leg_id from trip.fact_due "
                        + "where due_at is null and ended_at < $1 order by ended_at limit $2)",
                before,
                max);
    }

    Uni<Optional<LegFact>> newest(RiddenLeg leg) {
        return database.row(
                        "select " + FACT + " from trip.leg_fact where leg_id = $1 order by version desc limit 1",
                        leg.legId())
                .map(row -> row.map(this::fact));
    }

    /** Every version of a trip's legs, newest first. */
    Uni<List<LegFact>> ofTrip(UUID tripId) {
        return database.rows(
                        "select " + FACT + " from trip.leg_fact where trip_id = $1 order by leg_id, version desc",
                        tripId)
                .map(rows -> rows.stream().map(this::fact).toList());
    }

    /** When facts of a trip are looked for next. */
    Uni<Optional<Instant>> nextLook(UUID tripId) {
        return database.rows("select min(due_at) from trip.fact_due where trip_id = $1", tripId)
                .map(rows -> Optional.ofNullable(rows.get(0).instant(0)));
    }

    /** @param personId whose trip it has to be; null for anybody's */
    Uni<Boolean> hasTrip(UUID tripId, UUID personId) {
        return database.row(
                        "select id from trip.trip where id = $1 and ($2::uuid is null or traveller_id = $2 "
                                + "or actor_id = $2)",
                        tripId,
                        personId)
                .map(Optional::isPresent);
    }

    Uni<Void> insert(LegFact fact) {
        RiddenLeg leg = fact.leg();
        Measured measured = fact.measured();
        Bounds bounds = measured.bounds();
        DistanceRule.Source source = measured.rule().source();
        return database.sql(
                        INSERT,
                        leg.legId(),
                        leg.tripId(),
                        leg.unitId(),
                        leg.vehicleId(),
                        leg.startedAt(),
                        leg.endedAt(),
                        leg.routeM(),
                        fact.version(),
                        fact.measuredAt(),
                        bounds.from(),
                        bounds.to(),
                        bounds.unlockedAt(),
                        bounds.lockedAt(),
                        bounds.leftOpen(),
                        bounds.early().toSeconds(),
                        bounds.late().toSeconds(),
                        measured.reports(),
                        measured.fixes(),
                        measured.fixesRefused(),
                        measured.odometerM(),
                        measured.odometerState().name(),
                        measured.gpsM(),
                        measured.matchedM(),
                        measured.coveredPercent(),
                        measured.rule().name(),
                        json.write(measured.gaps()),
                        measured.energy().socFrom(),
                        measured.energy().socTo(),
                        measured.energy().usedWh(),
                        measured.energy().chargedWh(),
                        source == null ? null : source.name(),
                        measured.chosenM())
                .replaceWithVoid();
    }

    private static RiddenLeg leg(Row row) {
        return new RiddenLeg(
                row.uuid(0), row.uuid(1), row.uuid(2), row.uuid(3), row.instant(4), row.instant(5), row.whole(6));
    }

    private LegFact fact(Row row) {
        Bounds bounds = new Bounds(
                row.instant(9),
                row.instant(10),
                row.instant(11),
                row.instant(12),
                row.flag(13),
                Duration.ofSeconds(row.whole(14)),
                Duration.ofSeconds(row.whole(15)));
        Measured measured = new Measured(
                bounds,
                (int) row.whole(16),
                (int) row.whole(17),
                (int) row.whole(18),
                whole(row, 19),
                OdometerState.valueOf(row.text(20)),
                whole(row, 21),
                whole(row, 22),
                row.number(23),
                DistanceRule.valueOf(row.text(24)),
                json.read(row.text(25), new TypeReference<List<Gap>>() {}),
                new Energy(number(row, 26), number(row, 27), whole(row, 28), whole(row, 29)));
        return new LegFact(leg(row), (int) row.whole(7), row.instant(8), measured);
    }

    private static Long whole(Row row, int column) {
        return row.isNull(column) ? null : Long.valueOf(row.whole(column));
    }

    private static Double number(Row row, int column) {
        return row.isNull(column) ? null : Double.valueOf(row.number(column));
    }
}
