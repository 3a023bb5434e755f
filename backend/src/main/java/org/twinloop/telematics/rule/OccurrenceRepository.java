package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.telematics.Car;

/** SQL beside the bulk path: cars by the views of vehicle and occurrences. In the caller's act. */
@ApplicationScoped
class OccurrenceRepository {

    private static final String CAR = "l.vehicle_no, l.id, l.calendar = 'OURS', l.unit_id, l.operator_id";

    private final Database database;

    OccurrenceRepository(Database database) {
        this.database = database;
    }

    /** A car and when it was heard last. */
    record Silent(Car car, Instant heardAt) {}

    /** Whether somebody has an order for the car at that time, or has it out under one. */
    Uni<Boolean> isOrdered(Car car, Instant at) {
        return database.row("select vehicle.ordered($1, $2)", car.id(), at)
                .map(row -> row.orElseThrow().flag(0));
    }

    /** What is written of where a car stands; held until the act ends. */
    Uni<Optional<Car.Stood>> stood(Car car) {
        return database.row(
                        "select state, lon, lat, changed_at from telematics.standing where vehicle_no = $1 for update",
                        car.no())
                .map(row -> row.map(OccurrenceRepository::stood));
    }

    /** What is written of where a car stands, and whether somebody has an order for it at that time. */
    record Asked(Car.Stood stood, boolean ordered) {}

    Uni<Optional<Asked>> standsAndIsOrdered(Car car, Instant at) {
        return database.row(
                        "select state, lon, lat, changed_at, vehicle.ordered($2, $3) from telematics.standing "
                                + "where vehicle_no = $1",
                        car.no(),
                        car.id(),
                        at)
                .map(row -> row.map(one -> new Asked(stood(one), one.flag(4))));
    }

    private static Car.Stood stood(Row row) {
        return new Car.Stood(
                Car.Stood.State.valueOf(row.text(0)), new GeoPoint(row.number(1), row.number(2)), row.instant(3));
    }

    Uni<Integer> stand(Car car, Car.Stood stood) {
        return database.sql(
                "insert into telematics.standing as s (vehicle_no, state, lon, lat, changed_at) "
                        + "values ($1, $2, $3, $4, $5) on conflict (vehicle_no) do update set "
                        + "state = excluded.state, lon = excluded.lon, lat = excluded.lat, "
                        + "changed_at = excluded.changed_at where excluded.changed_at > s.changed_at",
                car.no(),
                stood.state().name(),
                stood.place().lon(),
                stood.place().lat(),
                stood.changedAt());
    }

    /** Cars in service that are silent since before a time and not noted as such. */
    Uni<List<Silent>> silent(String rule, Instant since, int limit) {
        return database.rows(
                        "select " + CAR + ", l.received_at from vehicle.live l where l.duty = 'IN_SERVICE' "
                                + "and l.received_at < $2 and not exists (select from telematics.occurrence o "
                                + "where o.vehicle_no = l.vehicle_no and o.rule = $1 and o.ended_at is null) "
                                + "order by l.vehicle_no limit $3",
                        rule,
                        since,
                        limit)
                .map(rows -> rows.stream()
                        .map(row -> new Silent(car(row), row.instant(5)))
                        .toList());
    }

    /** Ends what was noted of cars that were heard again. */
    Uni<Integer> endHeard(String rule) {
        return database.sql(
                "update telematics.occurrence o set ended_at = l.received_at from vehicle.live l "
                        + "where o.rule = $1 and o.ended_at is null and l.vehicle_no = o.vehicle_no "
                        + "and l.received_at > o.began_at",
                rule);
    }

    /** False when the same is noted already and goes on. */
    Uni<Boolean> open(UUID id, Car car, String rule, Instant at, String facts) {
        return database.sql(
                        "insert into telematics.occurrence (id, vehicle_no, rule, began_at, facts) "
                                + "values ($1, $2, $3, $4, cast($5::text as jsonb)) on conflict do nothing",
                        id,
                        car.no(),
                        rule,
                        at,
                        facts)
                .map(rows -> rows == 1);
    }

    /** Whether what began at that time is known to have ended after it. */
    Uni<Boolean> isOver(Car car, String rule, Instant at) {
        return database.row(
                        "select exists (select from telematics.occurrence where vehicle_no = $1 and rule = $2 "
                                + "and ended_at > $3)",
                        car.no(),
                        rule,
                        at)
                .map(row -> row.orElseThrow().flag(0));
    }

    /**
     * Notes as over what was so at a time; false when it goes on or is noted of a time near it, which then is its end.
     */
    Uni<Boolean> openPast(UUID id, Car car, String rule, Instant at, Duration apart, String facts) {
        return database.sql(
                        "with near as (update telematics.occurrence set ended_at = greatest(ended_at, $4) "
                                + "where vehicle_no = $2 and rule = $3 and began_at <= $6 and ended_at >= $7 "
                                + "returning 1) "
                                + "insert into telematics.occurrence "
                                + "(id, vehicle_no, rule, began_at, ended_at, end_told, facts) "
                                + "select $1, $2, $3, $4, $4, true, cast($5::text as jsonb) "
                                + "where not exists (select from near) and not exists (select "
                                + "from telematics.occurrence where vehicle_no = $2 and rule = $3 "
                                + "and ended_at is null)",
                        id,
                        car.no(),
                        rule,
                        at,
                        facts,
                        at.plus(apart),
                        at.minus(apart))
                .map(rows -> rows == 1);
    }

    /** Ends what goes on, unless it began later. */
    Uni<Integer> end(Car car, String rule, Instant at) {
        return database.sql(
                "update telematics.occurrence set ended_at = $3 "
                        + "where vehicle_no = $1 and rule = $2 and ended_at is null and began_at <= $3",
                car.no(),
                rule,
                at);
    }

    /**
     * The loop of each car of ours in service, by the car's number; null as loop of all others.
     *
     * @param no of one car, null for all
     */
    Uni<Map<Integer, String>> loops(Integer no) {
        return database.rows(
                        "select l.vehicle_no, case when l.calendar = 'OURS' and l.duty = 'IN_SERVICE' then l.loop end "
                                + "from vehicle.live l where $1::int is null or l.vehicle_no = $1",
                        no)
                .map(rows -> {
                    Map<Integer, String> loops = new HashMap<>();
                    rows.forEach(row -> loops.put((int) row.whole(0), row.text(1)));
                    return loops;
                });
    }

    Uni<Set<Integer>> going(String rule) {
        return database.rows("select vehicle_no from telematics.occurrence where rule = $1 and ended_at is null", rule)
                .map(rows -> rows.stream().map(row -> (int) row.whole(0)).collect(Collectors.toSet()));
    }

    private static Car car(Row row) {
        return new Car((int) row.whole(0), row.uuid(1), row.flag(2), row.uuid(3), row.uuid(4), null);
    }
}
