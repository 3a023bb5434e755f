package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.base.Chords;

/**
 * What is driven between cars and the stops where they end: one stretch, or with points on the way one to each of them
 * and one from the last. Times come from matrices, metres are asked for once each.
 */
final class Stretches {
    /** Roads as stored may be this much shorter than the straight line. */
    static final double STRAIGHT = 0.95;

    private static final int UNKNOWN = -1;

    private final Travel travel;
    private final List<Stretch> all = new ArrayList<>();

    /** Ways from each of some points to each of others, which are kept by their places in the lists. */
    static final class Stretch {
        private final Travel travel;
        private final List<GeoPoint> from;
        private final List<GeoPoint> to;
        private final int[][] seconds;
        private final int[][] metres;
        private final Chords starts;
        private final Chords ends;

        Stretch(Travel travel, List<GeoPoint> from, List<GeoPoint> to) {
            this(travel, from, to, travel.driveSeconds(from, to));
        }

        private Stretch(Travel travel, List<GeoPoint> from, List<GeoPoint> to, int[][] seconds) {
            this.travel = travel;
            this.from = from;
            this.to = to;
            this.seconds = seconds;
            metres = new int[from.size()][to.size()];
            starts = new Chords(from);
            ends = new Chords(to);
            for (int row = 0; row < metres.length; row++) {
                Arrays.fill(metres[row], UNKNOWN);
            }
        }

        /** The same ways to some of the places they lead to. */
        Stretch onlyTo(int[] columns) {
            int[][] some = new int[seconds.length][];
            for (int row = 0; row < some.length; row++) {
                int[] all = seconds[row];
                some[row] = Arrays.stream(columns).map(column -> all[column]).toArray();
            }
            return new Stretch(
                    travel, from, Arrays.stream(columns).mapToObj(to::get).toList(), some);
        }

        List<GeoPoint> from() {
            return from;
        }

        List<GeoPoint> to() {
            return to;
        }

        GeoPoint from(int row) {
            return from.get(row);
        }

        GeoPoint to(int column) {
            return to.get(column);
        }

        int rows() {
            return from.size();
        }

        int columns() {
            return to.size();
        }

        /** Or {@link Travel#NO_WAY}. */
        int seconds(int row, int column) {
            return seconds[row][column];
        }

        double straightM(int row, int column) {
            return from.get(row).distanceM(to.get(column));
        }

        /** Of the chord below that line. */
        double chordM(int row, int column) {
            return starts.metres(row, ends, column);
        }

        /** Of the road; asked only where there is a way. */
        int metres(int row, int column) {
            if (metres[row][column] == UNKNOWN) {
                metres[row][column] = travel.driveMetres(from.get(row), to.get(column));
            }
            return metres[row][column];
        }

        /** What the road has at least: its metres where they are known, else what the straight line shows. */
        int leastMetres(int row, int column) {
            return metres[row][column] != UNKNOWN ? metres[row][column] : leastAnyMetres(row, column);
        }

        /** What any road has at least, however long it takes. */
        int leastAnyMetres(int row, int column) {
            return (int) (STRAIGHT * chordM(row, column));
        }
    }

    /** The points without repetition, each with its place. */
    static Map<GeoPoint, Integer> places(List<GeoPoint> points) {
        Map<GeoPoint, Integer> places = new LinkedHashMap<>();
        points.forEach(point -> places.putIfAbsent(point, places.size()));
        return places;
    }

    Stretches(Travel travel, Wish wish, List<GeoPoint> starts, List<GeoPoint> ends) {
        this.travel = travel;
        List<GeoPoint> from = starts;
        for (Wish.Via via : wish.via()) {
            List<GeoPoint> to = List.of(via.at());
            all.add(new Stretch(travel, from, to));
            from = to;
        }
        all.add(new Stretch(travel, from, ends));
    }

    int count() {
        return all.size();
    }

    Stretch get(int number) {
        return all.get(number);
    }

    /** Place of a start in the list of a stretch; behind the first there is but one. */
    int row(int number, int start) {
        return number == 0 ? start : 0;
    }

    /** Place of an end in the list of a stretch; before the last there is but one. */
    int column(int number, int end) {
        return number == all.size() - 1 ? end : 0;
    }

    /** Of all stretches together, or {@link Travel#NO_WAY}. */
    int seconds(int start, int end) {
        int sum = 0;
        for (int i = 0; i < all.size(); i++) {
            int seconds = seconds(i, start, end);
            if (seconds == Travel.NO_WAY) {
                return Travel.NO_WAY;
            }
            sum += seconds;
        }
        return sum;
    }

    int seconds(int number, int start, int end) {
        return all.get(number).seconds(row(number, start), column(number, end));
    }

    int metres(int number, int start, int end) {
        return all.get(number).metres(row(number, start), column(number, end));
    }

    int leastMetres(int number, int start, int end) {
        return all.get(number).leastMetres(row(number, start), column(number, end));
    }

    /** What any road between the two has at least, also one by way of other places. */
    int leastAnyMetres(int number, int start, int end) {
        return all.get(number).leastAnyMetres(row(number, start), column(number, end));
    }

    /** Ways on this road network between other points. */
    Stretch between(List<GeoPoint> from, List<GeoPoint> to) {
        return new Stretch(travel, from, to);
    }
}
