package org.twinloop.network.road;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;

/**
 * The oracle of road searches: plain Dijkstra whose states are the last roads driven, over the table of roads itself.
 * Slow and easy to believe; it shares nothing with the search but the table.
 */
public final class PlainWays {

    public static final long NEVER = Long.MAX_VALUE / 4;

    /** A road in one direction: 2 × row, plus 1 backward. */
    private final RoadTable roads;

    private final Mode mode;
    private final Pace pace;
    /** Sequences of roads that are forbidden, by the last of them. */
    private final Map<Integer, List<List<Integer>>> bansEndingWith = new HashMap<>();

    private final Map<Integer, List<Integer>> leaving = new HashMap<>();
    private final int longest;
    /** Milliseconds along whole roads by code, where they are not those of free flow. */
    private final IntUnaryOperator times;

    private record Entry(long millis, List<Integer> behind) {}

    public PlainWays(RoadTable roads, Mode mode, Pace pace, List<TurnBan> bans) {
        this(roads, mode, pace, bans, null);
    }

    /** @param times milliseconds along whole roads by 2 × row, plus 1 backward; a negative number where it is closed */
    public PlainWays(RoadTable roads, Mode mode, Pace pace, List<TurnBan> bans, IntUnaryOperator times) {
        this.times = times;
        this.roads = roads;
        this.mode = mode;
        this.pace = pace;
        int most = 2;
        for (TurnBan ban : bans) {
            if (ban.modes().contains(mode)) {
                List<Integer> sequence = new ArrayList<>();
                for (int i = 0; i < ban.edges().length; i++) {
                    sequence.add(2 * roads.row(ban.edges()[i]) + (ban.forward()[i] ? 0 : 1));
                }
                bansEndingWith
                        .computeIfAbsent(sequence.get(sequence.size() - 1), key -> new ArrayList<>())
                        .add(sequence);
                most = Math.max(most, sequence.size());
            }
        }
        longest = most - 1;
        for (int row = 0; row < roads.size(); row++) {
            for (int code = 2 * row; code <= 2 * row + 1; code++) {
                if (isOpen(code)) {
                    leaving.computeIfAbsent(tail(code), key -> new ArrayList<>())
                            .add(code);
                }
            }
        }
    }

    private boolean isOpen(int code) {
        int row = code >> 1;
        return roads.isMain(row, mode) && roads.isOpen(row, mode, code % 2 == 0);
    }

    private int tail(int code) {
        return code % 2 == 0 ? roads.from(code >> 1) : roads.to(code >> 1);
    }

    private int head(int code) {
        return tail(code ^ 1);
    }

    private boolean isClosed(int code) {
        return times != null && times.applyAsInt(code) < 0;
    }

    private long whole(int code) {
        return times == null ? free(code) : times.applyAsInt(code);
    }

    private long free(int code) {
        int row = code >> 1;
        double kmh = mode == Mode.FOOT ? pace.walkKmh() : mode == Mode.BIKE ? pace.bikeKmh() : 0;
        if (mode == Mode.CAR || roads.isFerry(row)) {
            kmh = roads.speedKmh(row, code % 2 == 0);
        } else if (roads.access(row, mode) == Access.DISMOUNT) {
            kmh = pace.walkKmh();
        }
        return Math.max(1, (long) Math.rint(roads.lengthM(row) * 3600 / kmh));
    }

    private long passed(Landing landing, int code) {
        return Math.round((code % 2 == 0 ? landing.along() : 1 - landing.along()) * whole(code));
    }

    private boolean isRestricted(int code) {
        Access access = roads.access(code >> 1, mode);
        return access == Access.PRIVATE || access == Access.DESTINATION;
    }

    /** What going on from one road into another costs beside both, with the allowance against short cuts. */
    long turnCost(int before, int code) {
        boolean deadEnd = leaving.get(head(before)).size() == 1;
        long round = before == (code ^ 1) && !deadEnd && mode == Mode.CAR ? pace.uTurnMillis() : 0;
        return round + (isRestricted(code) && !isRestricted(before) ? pace.gateMillis() : 0);
    }

    /** When each direction of each road can be entered at its beginning, by code. */
    public Map<Integer, Long> entered(Landing from) {
        Map<Integer, Long> entered = new HashMap<>();
        Map<List<Integer>, Long> best = new HashMap<>();
        PriorityQueue<Entry> queue = new PriorityQueue<>((a, b) -> Long.compare(a.millis, b.millis));
        for (int code = 2 * from.row(); code <= 2 * from.row() + 1; code++) {
            if (isOpen(code) && !isClosed(code)) {
                push(best, queue, from.millis() + whole(code) - passed(from, code), List.of(code));
            }
        }
        while (!queue.isEmpty()) {
            Entry least = queue.poll();
            if (least.millis > best.get(least.behind)) {
                continue;
            }
            int before = least.behind.get(least.behind.size() - 1);
            for (int code : leaving.getOrDefault(head(before), List.of())) {
                List<Integer> way = new ArrayList<>(least.behind);
                way.add(code);
                if (isForbidden(way) || isClosed(code)) {
                    continue;
                }
                long there = least.millis + turnCost(before, code);
                entered.merge(code, there, Math::min);
                push(
                        best,
                        queue,
                        there + whole(code),
                        List.copyOf(way.subList(Math.max(0, way.size() - longest), way.size())));
            }
        }
        return entered;
    }

    /** The least cost from one point to another, the allowance included, or {@link #NEVER}. */
    public long cost(Landing from, Landing to, Map<Integer, Long> entered) {
        long least = NEVER;
        for (int code = 2 * to.row(); code <= 2 * to.row() + 1; code++) {
            if (isOpen(code) && !isClosed(code)) {
                if (from.row() == to.row() && !isBehind(to, from, code)) {
                    least = Math.min(least, from.millis() + passed(to, code) - passed(from, code) + to.millis());
                }
                least = Math.min(least, entered.getOrDefault(code, NEVER) + passed(to, code) + to.millis());
            }
        }
        return least;
    }

    /** By the place itself: two places less than half a millisecond apart are still one behind the other. */
    private static boolean isBehind(Landing landing, Landing other, int code) {
        return code % 2 == 0 ? landing.along() < other.along() : landing.along() > other.along();
    }

    private boolean isForbidden(List<Integer> way) {
        return bansEndingWith.getOrDefault(way.get(way.size() - 1), List.of()).stream()
                .anyMatch(ban ->
                        ban.size() <= way.size() && ban.equals(way.subList(way.size() - ban.size(), way.size())));
    }

    private static void push(
            Map<List<Integer>, Long> best, PriorityQueue<Entry> queue, long millis, List<Integer> behind) {
        if (millis < best.getOrDefault(behind, Long.MAX_VALUE)) {
            best.put(behind, millis);
            queue.add(new Entry(millis, behind));
        }
    }
}
