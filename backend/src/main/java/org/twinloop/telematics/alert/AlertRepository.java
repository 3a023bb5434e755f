package org.twinloop.telematics.alert;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** SQL of alerts, in the caller's act. The questions of the rules are theirs; what is done with the answers is here. */
@ApplicationScoped
class AlertRepository {

    static final String LOW_CHARGE_BEGINS = """
            select l.vehicle_no, l.id, l.unit_id, l.operator_id, l.event_time, json_build_object('reservationId',
                s.reservation_id, 'startsAt', s.starts_at, 'needWh', s.need_wh, 'haveWh', greatest(s.have_wh, 0))::text
            from vehicle.short_of_charge($1, $2, $3) s join vehicle.live l on l.vehicle_no = s.vehicle_no
            """;

    static final String LOW_CHARGE_ENDS = """
            select o.vehicle_no, $1::timestamptz from telematics.occurrence o
            where o.rule = 'low-charge' and o.ended_at is null and not exists (
                select from vehicle.short_of_charge($1, $2, $3) s where s.vehicle_no = o.vehicle_no)
            """;

    private final Database database;

    AlertRepository(Database database) {
        this.database = database;
    }

    /** A car of which a rule is true. */
    record Sighting(int vehicleNo, UUID vehicleId, UUID unitId, UUID operatorId, Instant at, String facts) {}

    /** An occurrence that has ended and has not been told as such. */
    record Ended(
            UUID id, String rule, UUID vehicleId, UUID unitId, UUID operatorId, Instant beganAt, Instant endedAt) {}

    /** An occurrence as the desk sees it. */
    record Alert(UUID id, UUID vehicleId, String plate, String rule, Instant beganAt, Instant endedAt, String facts) {}

    /** False while another instance looks; held until the transaction ends. */
    Uni<Boolean> takeTurn() {
        return database.row("select pg_try_advisory_xact_lock(hashtext('telematics.alert'))")
                .map(row -> row.orElseThrow().flag(0));
    }

    Uni<List<Sighting>> sightings(AlertRule.Question begins) {
        return database.rows(begins.sql(), begins.values())
                .map(rows -> rows.stream().map(AlertRepository::sighting).toList());
    }

    /** Ends what is open of a rule for the cars a question answers; answers how many. */
    Uni<Integer> endAll(String rule, AlertRule.Question ends) {
        return database.rows(ends.sql(), ends.values()).chain(rows -> {
            if (rows.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            Integer[] cars = rows.stream().map(row -> (int) row.whole(0)).toArray(Integer[]::new);
            Instant[] at = rows.stream().map(row -> row.instant(1)).toArray(Instant[]::new);
            return database.sql(
                    "update telematics.occurrence o set ended_at = greatest(e.at, o.began_at) "
                            + "from unnest($2::int[], $3::timestamptz[]) as e(no, at) "
                            + "where o.vehicle_no = e.no and o.rule = $1 and o.ended_at is null",
                    rule,
                    cars,
                    at);
        });
    }

    /**
     * Notes an occurrence; false when it is open already.
     *
     * @param endedAt null while it goes on; the end of a moment, which is its begin, is told with it
     */
    Uni<Boolean> open(UUID id, String rule, Sighting seen, Instant endedAt) {
        return database.sql(
                        "insert into telematics.occurrence (id, vehicle_no, rule, began_at, ended_at, end_told, facts) "
                                + "values ($1, $2, $3, $4, $6::timestamptz, coalesce($6::timestamptz = $4, false), "
                                + "cast($5::text as jsonb)) on conflict do nothing",
                        id,
                        seen.vehicleNo(),
                        rule,
                        seen.at(),
                        seen.facts(),
                        endedAt)
                .map(rows -> rows == 1);
    }

    /** A car by its id, with the time and facts of what it told itself. */
    Uni<Optional<Sighting>> car(UUID vehicleId, Instant at, String facts) {
        return database.row(
                        "select l.vehicle_no, l.id, l.unit_id, l.operator_id, $2::timestamptz, $3::text "
                                + "from vehicle.live l where l.id = $1",
                        vehicleId,
                        at,
                        facts)
                .map(row -> row.map(AlertRepository::sighting));
    }

    /**
     * When a sign was taken back last, with this time; holds other signs of the car and rule back until the act ends.
     *
     * @param at null only asks
     */
    Uni<Optional<Instant>> takenBack(int vehicleNo, String rule, Instant at) {
        return database.row(
                        "insert into telematics.sign_over as o (vehicle_no, rule, over_at) "
                                + "values ($1, $2, $3::timestamptz) on conflict (vehicle_no, rule) "
                                + "do update set over_at = greatest(o.over_at, excluded.over_at) returning o.over_at",
                        vehicleNo,
                        rule,
                        at)
                .map(row -> row.map(one -> one.instant(0)));
    }

    /** Whether an occurrence of the rule began at that moment, was told so, or is known to have ended after it. */
    Uni<Boolean> isKnown(int vehicleNo, String rule, Instant at, Instant toldAt) {
        return database.row(
                        "select exists (select from telematics.occurrence where vehicle_no = $1 and rule = $2 "
                                + "and (began_at = $3 or ended_at > $3 or facts->>'toldAt' = $4))",
                        vehicleNo,
                        rule,
                        at,
                        toldAt.toString())
                .map(row -> row.orElseThrow().flag(0));
    }

    Uni<Integer> end(int vehicleNo, String rule, Instant at) {
        return database.sql(
                "update telematics.occurrence set ended_at = $3 where vehicle_no = $1 and rule = $2 "
                        + "and ended_at is null and began_at <= $3",
                vehicleNo,
                rule,
                at);
    }

    /** Takes ends that the journal has not been told of. */
    Uni<List<Ended>> takeEnded(int limit) {
        return database.rows(
                        "with told as (update telematics.occurrence set end_told = true where id in (select id "
                                + "from telematics.occurrence where ended_at is not null and not end_told "
                                + "order by ended_at limit $1 for update skip locked) "
                                + "returning id, rule, vehicle_no, began_at, ended_at) "
                                + "select t.id, t.rule, l.id, l.unit_id, l.operator_id, t.began_at, t.ended_at "
                                + "from told t "
                                + "join vehicle.live l on l.vehicle_no = t.vehicle_no order by t.ended_at, t.id",
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new Ended(
                                row.uuid(0),
                                row.text(1),
                                row.uuid(2),
                                row.uuid(3),
                                row.uuid(4),
                                row.instant(5),
                                row.instant(6)))
                        .toList());
    }

    /** Newest first, before an id; null means any rule, any vehicle, open or not. */
    Uni<List<Alert>> list(UUID before, String rule, UUID vehicleId, Boolean open, int limit) {
        return database.rows(
                        "select o.id, l.id, l.plate, o.rule, o.began_at, o.ended_at, o.facts::text "
                                + "from telematics.occurrence o join vehicle.live l on l.vehicle_no = o.vehicle_no "
                                + "where o.id < $1 and ($2::text is null or o.rule = $2) "
                                + "and ($3::uuid is null or l.id = $3) "
                                + "and ($4::boolean is null or $4 = (o.ended_at is null)) "
                                + "order by o.id desc limit $5",
                        before,
                        rule,
                        vehicleId,
                        open,
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new Alert(
                                row.uuid(0),
                                row.uuid(1),
                                row.text(2),
                                row.text(3),
                                row.instant(4),
                                row.instant(5),
                                row.text(6)))
                        .toList());
    }

    private static Sighting sighting(Row row) {
        return new Sighting((int) row.whole(0), row.uuid(1), row.uuid(2), row.uuid(3), row.instant(4), row.text(5));
    }
}
