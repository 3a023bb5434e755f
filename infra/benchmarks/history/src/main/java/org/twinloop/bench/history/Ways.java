package org.twinloop.bench.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.ingest.Target;

/** Ways through the city as positions ten seconds apart, from the service's own routes, kept in a table. */
final class Ways {
    /** Positions of a way: fifty minutes of driving. */
    static final int POSITIONS = 300;

    private static final double POLYLINE_UNIT = 1e-5;
    private static final double STEP_M = 100;
    private static final double METRES_PER_DEGREE = 111_195;

    private final Api api;
    private final List<double[]> ends = new ArrayList<>();
    private final SplittableRandom dice = new SplittableRandom(7);

    Ways(Api api, String token) throws IOException, InterruptedException {
        this.api = api;
        for (JsonNode stop : api.get("/stops", token).get("items")) {
            ends.add(new double[] {stop.get("lon").asDouble(), stop.get("lat").asDouble()});
        }
    }

    void write(Target target, String token, int count) throws IOException, InterruptedException, SQLException {
        target.execute("create table public.bench_way (way integer, n integer, lon double precision, "
                + "lat double precision, primary key (n, way))");
        try (Connection connection = target.connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into public.bench_way values (?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int way = 0; way < count; way++) {
                List<double[]> positions = positions(token);
                for (int n = 0; n < positions.size(); n++) {
                    insert.setInt(1, way);
                    insert.setInt(2, n);
                    insert.setDouble(3, positions.get(n)[0]);
                    insert.setDouble(4, positions.get(n)[1]);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
        target.execute("analyze public.bench_way");
    }

    /** From stop to stop until the time is over. */
    private List<double[]> positions(String token) throws IOException, InterruptedException {
        List<double[]> positions = new ArrayList<>();
        double[] from = anyEnd();
        while (positions.size() < POSITIONS) {
            double[] to = anyEnd();
            if (to == from) {
                continue;
            }
            JsonNode way = api.get(
                            "/routes?from=" + from[0] + "," + from[1] + "&to=" + to[0] + "," + to[1] + "&mode=CAR",
                            token)
                    .get("items")
                    .get(0);
            along(decoded(way.get("geometry").asText()), positions);
            from = to;
        }
        return positions.subList(0, POSITIONS);
    }

    private double[] anyEnd() {
        return ends.get(dice.nextInt(ends.size()));
    }

    private static void along(List<double[]> line, List<double[]> positions) {
        double leftM = 0;
        for (int i = 1; i < line.size(); i++) {
            double[] one = line.get(i - 1);
            double[] next = line.get(i);
            double eastM = (next[0] - one[0]) * METRES_PER_DEGREE * Math.cos(Math.toRadians(one[1]));
            double lengthM = Math.hypot(eastM, (next[1] - one[1]) * METRES_PER_DEGREE);
            for (double at = leftM; at < lengthM; at += STEP_M) {
                double share = at / lengthM;
                positions.add(new double[] {one[0] + (next[0] - one[0]) * share, one[1] + (next[1] - one[1]) * share});
                leftM = at + STEP_M;
            }
            leftM = Math.max(0, leftM - lengthM);
        }
    }

    /** The encoded polyline format, five decimals. */
    private static List<double[]> decoded(String text) {
        List<double[]> line = new ArrayList<>();
        int at = 0;
        long[] last = new long[2];
        while (at < text.length()) {
            for (int axis = 0; axis < 2; axis++) {
                long value = 0;
                int shift = 0;
                int digit;
                do {
                    digit = text.charAt(at++) - 63;
                    value |= (long) (digit & 0x1f) << shift;
                    shift += 5;
                } while (digit >= 0x20);
                last[axis] += (value & 1) != 0 ? ~(value >> 1) : value >> 1;
            }
            line.add(new double[] {last[1] * POLYLINE_UNIT, last[0] * POLYLINE_UNIT});
        }
        return line;
    }
}
