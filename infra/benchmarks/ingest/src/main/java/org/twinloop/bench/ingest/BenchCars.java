package org.twinloop.bench.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** Cars with a terminal that only the benchmark drives: T900001 and on, of an operator's calendar. */
public final class BenchCars {
    /** The id before the first of them. */
    public static final String BEFORE = "T900000";

    private static final String VEHICLES = "insert into vehicle.vehicle (id, asset_no, vin, plate, model_code, "
            + "calendar, loop, operator_id, device_id, registered_at) select gen_random_uuid(), label, "
            + "'LB9' || lpad(i::text, 14, '0'), '试' || i, 'ROEWE-EI5', 'OPERATOR', 'OUTER', "
            + "(select operator_id from vehicle.vehicle where operator_id is not null limit 1), "
            + "'T' || (900000 + i), '2026-01-01' from unnest(?::text[]) with ordinality u(label, i)";

    private BenchCars() {}

    /** Registers so many, each with a first state, since a terminal is told where its car stands. */
    public static void register(Target target, int count) throws SQLException {
        String[] labels = new String[count];
        Arrays.setAll(labels, i -> label(90_000_000 + i));
        try (Connection connection = target.connect();
                PreparedStatement insert = connection.prepareStatement(VEHICLES)) {
            insert.setArray(1, connection.createArrayOf("text", labels));
            insert.executeUpdate();
        }
        target.execute(
                "insert into device.device (device_id, kind, subject_id, operator_id, registered_at) "
                        + "select device_id, 'TERMINAL', id, operator_id, registered_at from vehicle.vehicle "
                        + "where device_id > '" + BEFORE + "'",
                "insert into vehicle.newest_state (vehicle_no, event_time, boot, seq, received_at, geom, position_at, "
                        + "odometer_m, soc_percent) select vehicle_no, '2020-01-01', 0, 0, '2020-01-01', "
                        + "st_setsrid(st_makepoint(121.47, 31.23), 4326), '2020-01-01', 0, 80 from vehicle.vehicle "
                        + "where device_id > '" + BEFORE + "'");
    }

    /** The number on a car's label: eight digits and the check digit over GF(32) of the service's {@code AssetNo}. */
    private static String label(int number) {
        String digits = Integer.toString(number);
        int check = 0;
        int weight = 1;
        for (int i = 0; i < digits.length(); i++) {
            weight = times(weight, 2);
            check ^= times(weight, digits.charAt(i) - '0');
        }
        return "TL" + digits + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(check);
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = a;
        for (int rest = b; rest != 0; rest >>= 1) {
            product ^= (rest & 1) != 0 ? shifted : 0;
            shifted <<= 1;
            shifted ^= (shifted & 0b10_0000) != 0 ? 0b10_0101 : 0;
        }
        return product;
    }
}
