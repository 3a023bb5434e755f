package org.twinloop.network.build;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Travel;
import org.twinloop.network.road.Landing;
import org.twinloop.network.road.Road;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.road.TurnBan;

/** The roads of a network as the tables tell them, read apart from the service. */
final class StoredRoads {

    final RoadTable table = new RoadTable();
    final List<TurnBan> bans = new ArrayList<>();

    StoredRoads(int build) throws SQLException {
        try (Connection owner = TestNetworks.owner()) {
            try (PreparedStatement sql = owner.prepareStatement(
                    "select e.*, st_x(st_startpoint(geom)) as x1, st_y(st_startpoint(geom)) as y1, "
                            + "st_x(st_endpoint(geom)) as x2, st_y(st_endpoint(geom)) as y2, "
                            + "coalesce(speed_backward_kmh, speed_kmh) as back_kmh "
                            + "from network.road_edge e where build = ? order by id")) {
                sql.setInt(1, build);
                ResultSet row = sql.executeQuery();
                while (row.next()) {
                    table.add(road(row));
                }
            }
            try (PreparedStatement sql =
                    owner.prepareStatement("select * from network.turn_ban where build = ? order by id")) {
                sql.setInt(1, build);
                ResultSet row = sql.executeQuery();
                while (row.next()) {
                    bans.add(ban(row));
                }
            }
        }
    }

    private static Road road(ResultSet row) throws SQLException {
        Map<Mode, Travel> travel = new EnumMap<>(Mode.class);
        Map<Mode, Boolean> main = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            String word = mode.name().toLowerCase(Locale.ROOT);
            Access access = Access.valueOf(row.getString(word + "_access").toUpperCase(Locale.ROOT));
            boolean forward = mode == Mode.CAR || row.getBoolean(word + "_forward");
            boolean backward = mode == Mode.CAR ? !row.getBoolean("oneway") : row.getBoolean(word + "_backward");
            travel.put(mode, Travel.of(access, forward, backward));
            main.put(mode, row.getBoolean(word + "_main"));
        }
        return new Road(
                row.getInt("id"),
                row.getInt("from_node"),
                row.getInt("to_node"),
                row.getString("name_zh"),
                row.getString("name_en"),
                row.getString("road_class"),
                false,
                row.getDouble("length_m"),
                row.getInt("speed_kmh"),
                row.getInt("back_kmh"),
                travel,
                main,
                new double[] {row.getDouble("x1"), row.getDouble("y1"), row.getDouble("x2"), row.getDouble("y2")});
    }

    private static TurnBan ban(ResultSet row) throws SQLException {
        Integer[] edges = (Integer[]) row.getArray("edges").getArray();
        Boolean[] forward = (Boolean[]) row.getArray("forward").getArray();
        int[] numbers = new int[edges.length];
        boolean[] ways = new boolean[edges.length];
        for (int i = 0; i < edges.length; i++) {
            numbers[i] = edges[i];
            ways[i] = forward[i];
        }
        List<Mode> modes = new ArrayList<>();
        if (row.getBoolean("car")) {
            modes.add(Mode.CAR);
        }
        if (row.getBoolean("bike")) {
            modes.add(Mode.BIKE);
        }
        return new TurnBan(modes, numbers, ways);
    }

    /** Adds restrictions over two roads and three, for cars and bicycles, wherever they fall. */
    void forbid(int count, Random random) {
        Map<Integer, List<Integer>> beginning = new HashMap<>();
        for (int code = 0; code < 2 * table.size(); code++) {
            beginning.computeIfAbsent(end(code ^ 1), key -> new ArrayList<>()).add(code);
        }
        for (int i = 0; i < count; i++) {
            int[] edges = new int[2 + random.nextInt(2)];
            boolean[] forward = new boolean[edges.length];
            int code = random.nextInt(2 * table.size());
            for (int at = 0; at < edges.length; at++) {
                edges[at] = table.id(code / 2);
                forward[at] = code % 2 == 0;
                List<Integer> next = beginning.get(end(code));
                code = next.get(random.nextInt(next.size()));
            }
            bans.add(new TurnBan(List.of(Mode.CAR, Mode.BIKE), edges, forward));
        }
    }

    /** The junction at the end of a road in one direction: 2 × row, plus 1 backward. */
    private int end(int code) {
        return code % 2 == 0 ? table.to(code / 2) : table.from(code / 2);
    }

    /** Roads of the main part of a mode. */
    List<Integer> main(Mode mode) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            if (table.isMain(row, mode) && (table.isOpen(row, mode, true) || table.isOpen(row, mode, false))) {
                rows.add(row);
            }
        }
        return rows;
    }

    static Landing draw(List<Integer> rows, Random random) {
        return new Landing(rows.get(random.nextInt(rows.size())), random.nextDouble(), 0);
    }

    /** All beginnings and ends of roads of a mode at a junction. */
    List<Landing> at(int junction, Mode mode) {
        List<Landing> ends = new ArrayList<>();
        for (int row : main(mode)) {
            if (table.from(row) == junction) {
                ends.add(new Landing(row, 0, 0));
            }
            if (table.to(row) == junction) {
                ends.add(new Landing(row, 1, 0));
            }
        }
        return ends;
    }
}
