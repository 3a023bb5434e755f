package org.twinloop.telematics.ride;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;

/** SQL of a ride's reports, in the caller's act. */
@ApplicationScoped
class ReadingRepository {

    private static final double DIGITS = 1000;

    private final Database database;

    ReadingRepository(Database database) {
        this.database = database;
    }

    /** Reports of a car in the order of their own times, both ends included. */
    Uni<List<Reading>> of(int vehicleNo, Instant from, Instant to, int limit) {
        return database.rows(
                        "select event_time, lon, lat, accuracy_m, odometer_m, soc_percent, locked, plugged "
                                + "from telematics.report where vehicle_no = $1 and event_time >= $2 "
                                + "and event_time <= $3 order by event_time, boot, seq limit $4",
                        vehicleNo,
                        from,
                        to,
                        limit)
                .map(rows -> rows.stream().map(ReadingRepository::reading).toList());
    }

    private static Reading reading(Row row) {
        return new Reading(
                row.instant(0),
                row.isNull(1) ? null : new GeoPoint(row.number(1), row.number(2)),
                number(row, 3),
                row.isNull(4) ? null : row.whole(4),
                number(row, 5),
                row.isNull(6) ? null : row.flag(6),
                row.isNull(7) ? null : row.flag(7));
    }

    /** Kept with the precision of a float, which has digits behind it as a double. */
    private static Double number(Row row, int column) {
        return row.isNull(column) ? null : Math.round(row.number(column) * DIGITS) / DIGITS;
    }
}
