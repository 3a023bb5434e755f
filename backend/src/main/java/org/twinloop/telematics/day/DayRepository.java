package org.twinloop.telematics.day;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;

/** SQL of a car's day, in the caller's act. */
@ApplicationScoped
class DayRepository {

    private final Database database;

    DayRepository(Database database) {
        this.database = database;
    }

    /** Reports of a car in the order of their times, by the key of the two partitions a day of the city lies in. */
    Uni<List<Told>> reports(int vehicleNo, Instant from, Instant to, int limit) {
        return database.rows(
                        "select event_time, lon, lat, accuracy_m, speed_kmh, odometer_m, soc_percent, plugged "
                                + "from telematics.report where vehicle_no = $1 and event_time >= $2 "
                                + "and event_time < $3 order by event_time, boot, seq limit $4",
                        vehicleNo,
                        from,
                        to,
                        limit)
                .map(rows -> rows.stream().map(DayRepository::told).toList());
    }

    /** What is left of the UTC days that touch a time and whose raw reports are gone. */
    Uni<List<DaySummary>> summaries(int vehicleNo, Instant from, Instant to) {
        return database.rows(
                        "select day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC', reports, "
                                + "positions, first_at, last_at, odometer_least_m, odometer_most_m, soc_least_percent, "
                                + "soc_most_percent, speed_most_kmh from telematics.day_summary "
                                + "where vehicle_no = $1 and day between $2 and $3 order by day",
                        vehicleNo,
                        LocalDate.ofInstant(from, ZoneOffset.UTC),
                        LocalDate.ofInstant(to.minusNanos(1), ZoneOffset.UTC))
                .map(rows -> rows.stream().map(DayRepository::summary).toList());
    }

    private static DaySummary summary(Row row) {
        return new DaySummary(
                row.instant(0),
                row.instant(1),
                row.whole(2),
                row.whole(3),
                row.instant(4),
                row.instant(5),
                row.isNull(6) ? null : row.whole(6),
                row.isNull(7) ? null : row.whole(7),
                number(row, 8),
                number(row, 9),
                number(row, 10));
    }

    /** When alerts of a car were open within a time; those that still are last to its end. */
    Uni<List<DayLooks.Shown>> alerts(int vehicleNo, Instant from, Instant to) {
        return database.rows(
                        "select greatest(began_at, $2), least(coalesce(ended_at, $3), $3) from telematics.occurrence "
                                + "where vehicle_no = $1 and began_at < $3 and coalesce(ended_at, $3) >= $2",
                        vehicleNo,
                        from,
                        to)
                .map(rows -> rows.stream()
                        .map(row -> new DayLooks.Shown(row.instant(0), row.instant(1)))
                        .toList());
    }

    private static Told told(Row row) {
        return new Told(
                row.instant(0),
                row.isNull(1) ? null : new GeoPoint(row.number(1), row.number(2)),
                number(row, 3),
                number(row, 4),
                row.isNull(5) ? null : row.whole(5),
                number(row, 6),
                row.isNull(7) ? null : row.flag(7));
    }

    /** Kept with the precision of a float, which has digits behind it as a double. */
    private static Double number(Row row, int column) {
        return row.isNull(column) ? null : Math.round(row.number(column) * 1000) / 1000.0;
    }
}
