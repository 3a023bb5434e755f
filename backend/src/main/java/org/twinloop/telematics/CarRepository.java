package org.twinloop.telematics;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** SQL beside the bulk path: cars by the views of vehicle, occurrences, days of history. In the caller's act. */
@ApplicationScoped
class CarRepository {

    private static final String CAR = "l.vehicle_no, l.id, l.calendar = 'OURS', l.unit_id, l.operator_id";

    private final Database database;

    CarRepository(Database database) {
        this.database = database;
    }

    /** A car and when it was heard last. */
    record Silent(Car car, Instant heardAt) {}

    /** Whether somebody has an order for the car at that time, or has it out under one. */
    Uni<Boolean> isOrdered(Car car, Instant at) {
        return database.row("select vehicle.ordered($1, $2)", car.id(), at)
                .map(row -> row.orElseThrow().flag(0));
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

    Uni<Integer> end(Car car, String rule, Instant at) {
        return database.sql(
                "update telematics.occurrence set ended_at = greatest($3, began_at) "
                        + "where vehicle_no = $1 and rule = $2 and ended_at is null",
                car.no(),
                rule,
                at);
    }

    /** Makes the history partition of a day. */
    Uni<Boolean> addDay(LocalDate day) {
        return database.row("select telematics.add_day($1)", day)
                .map(row -> row.orElseThrow().flag(0));
    }

    /** Drops history partitions of days before the one given, some at a time. */
    Uni<Long> dropDays(LocalDate keptFrom) {
        return database.row("select telematics.drop_days($1)", keptFrom)
                .map(row -> row.orElseThrow().whole(0));
    }

    private static Car car(Row row) {
        return new Car((int) row.whole(0), row.uuid(1), row.flag(2), row.uuid(3), row.uuid(4));
    }
}
