package org.twinloop.network.build;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Plain Dijkstra over the roads of a network as the tables tell them, with forbidden sequences kept exactly: a state is
 * the road arrived by and how much of each forbidden sequence lies just behind. Slow and easy to believe.
 */
final class TurnAwareDijkstra {

    /** A road in one direction. */
    private record Arc(int edge, boolean forward, int to, long millis) {}

    /**
     * Arrived by an arc, with the sequences that have begun, each as its number and how many of its roads are behind.
     */
    private record State(Arc arc, Set<Long> begun) {}

    private record Entry(long millis, State state) {}

    /** A forbidden sequence; a step is twice the edge, and one more when it is used backward. */
    private record Ban(int[] steps) {}

    private final Map<Integer, List<Arc>> leaving = new HashMap<>();
    private final List<Ban> bans = new ArrayList<>();
    private final Map<Integer, List<Integer>> bansByFirst = new HashMap<>();

    TurnAwareDijkstra(int build) throws SQLException {
        try (Connection owner = TestNetworks.owner()) {
            try (PreparedStatement sql = owner.prepareStatement("select id, from_node, to_node, length_m, speed_kmh, "
                    + "coalesce(speed_backward_kmh, speed_kmh), oneway from network.road_edge "
                    + "where build = ? and car_access <> 'no'")) {
                sql.setInt(1, build);
                ResultSet row = sql.executeQuery();
                while (row.next()) {
                    add(row.getInt(1), true, row.getInt(2), row.getInt(3), row.getDouble(4), row.getInt(5));
                    if (!row.getBoolean(7)) {
                        add(row.getInt(1), false, row.getInt(3), row.getInt(2), row.getDouble(4), row.getInt(6));
                    }
                }
            }
            try (PreparedStatement sql = owner.prepareStatement(
                    "select edges, forward from network.turn_ban where build = ? and car order by id")) {
                sql.setInt(1, build);
                ResultSet row = sql.executeQuery();
                while (row.next()) {
                    ban((Integer[]) row.getArray(1).getArray(), (Boolean[])
                            row.getArray(2).getArray());
                }
            }
        }
    }

    int bans() {
        return bans.size();
    }

    /** Milliseconds of the quickest way that takes no forbidden sequence. */
    OptionalLong quickest(int from, int to) {
        if (from == to) {
            return OptionalLong.of(0);
        }
        Map<State, Long> best = new HashMap<>();
        PriorityQueue<Entry> queue = new PriorityQueue<>((a, b) -> Long.compare(a.millis, b.millis));
        for (Arc arc : leaving.getOrDefault(from, List.of())) {
            push(best, queue, arc.millis, next(new State(null, Set.of()), arc));
        }
        while (!queue.isEmpty()) {
            Entry least = queue.poll();
            if (least.millis > best.get(least.state)) {
                continue;
            }
            if (least.state.arc.to == to) {
                return OptionalLong.of(least.millis);
            }
            for (Arc arc : leaving.getOrDefault(least.state.arc.to, List.of())) {
                push(best, queue, least.millis + arc.millis, next(least.state, arc));
            }
        }
        return OptionalLong.empty();
    }

    private static void push(Map<State, Long> best, PriorityQueue<Entry> queue, long millis, State state) {
        if (state != null && millis < best.getOrDefault(state, Long.MAX_VALUE)) {
            best.put(state, millis);
            queue.add(new Entry(millis, state));
        }
    }

    /** The state after an arc, or null where that would complete a forbidden sequence. */
    private State next(State state, Arc arc) {
        int step = step(arc.edge, arc.forward);
        Set<Long> begun = new HashSet<>();
        for (long ban : state.begun) {
            int number = (int) (ban >> 32);
            int behind = (int) ban;
            int[] steps = bans.get(number).steps;
            if (steps[behind] == step) {
                if (behind + 1 == steps.length) {
                    return null;
                }
                begun.add((long) number << 32 | behind + 1);
            }
        }
        for (int number : bansByFirst.getOrDefault(step, List.of())) {
            begun.add((long) number << 32 | 1);
        }
        return new State(arc, begun);
    }

    private void add(int edge, boolean forward, int from, int to, double lengthM, int kmh) {
        long millis = Math.max(1, Math.round(lengthM * 3600 / kmh));
        leaving.computeIfAbsent(from, key -> new ArrayList<>()).add(new Arc(edge, forward, to, millis));
    }

    private void ban(Integer[] edges, Boolean[] forward) {
        int[] steps = new int[edges.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = step(edges[i], forward[i]);
        }
        bansByFirst.computeIfAbsent(steps[0], key -> new ArrayList<>()).add(bans.size());
        bans.add(new Ban(steps));
    }

    private static int step(int edge, boolean forward) {
        return 2 * edge + (forward ? 0 : 1);
    }
}
