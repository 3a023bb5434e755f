package org.twinloop.bench.ingest;

import java.sql.SQLException;

/** Cars with a terminal that only the benchmark drives: T900001 and on, of an operator's calendar. */
public final class BenchCars {
    /** The id before the first of them. */
    public static final String BEFORE = "T900000";

    private BenchCars() {}

    /** Registers so many, each with a first state, since a terminal is told where its car stands. */
    public static void register(Target target, int count) throws SQLException {
        String numbers = "generate_series(1, " + count + ") i";
        target.execute(
                "insert into vehicle.vehicle (id, asset_no, vin, plate, model_code, calendar, loop, operator_id, "
                        + "device_id, registered_at) select gen_random_uuid(), 'TL9' || lpad(i::text, 8, '0'), "
                        + "'LB9' || lpad(i::text, 14, '0'), '试' || i, 'ROEWE-EI5', 'OPERATOR', 'OUTER', "
                        + "(select operator_id from vehicle.vehicle where operator_id is not null limit 1), "
                        + "'T' || 900000 + i, '2026-01-01' from " + numbers,
                "insert into device.device (device_id, kind, subject_id, operator_id, registered_at) "
                        + "select device_id, 'TERMINAL', id, operator_id, registered_at from vehicle.vehicle "
                        + "where device_id > '" + BEFORE + "'",
                "insert into vehicle.newest_state (vehicle_no, event_time, boot, seq, received_at, geom, position_at, "
                        + "odometer_m, soc_percent) select vehicle_no, '2020-01-01', 0, 0, '2020-01-01', "
                        + "st_setsrid(st_makepoint(121.47, 31.23), 4326), '2020-01-01', 0, 80 from vehicle.vehicle "
                        + "where device_id > '" + BEFORE + "'");
    }
}
