package org.twinloop.trip.planning.search.base;

import java.util.Arrays;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Finds the points near a point: a grid of square cells, so that a search looks at its neighbourhood alone. */
public final class PointIndex {
    private static final double CELL_M = 500;
    private static final double M_PER_DEGREE = 111_195;
    private static final int SIDE_MAX = 1_000;

    private final List<GeoPoint> points;
    private final double west;
    private final double south;
    private final double cellLon;
    private final double cellLat;
    private final int columns;
    private final int rows;
    /** By cell: where its points begin in {@link #members}; one more at the end. */
    private final int[] first;

    private final int[] members;

    public PointIndex(List<GeoPoint> points) {
        this.points = List.copyOf(points);
        west = points.stream().mapToDouble(GeoPoint::lon).min().orElse(0);
        south = points.stream().mapToDouble(GeoPoint::lat).min().orElse(0);
        double east = points.stream().mapToDouble(GeoPoint::lon).max().orElse(0);
        double north = points.stream().mapToDouble(GeoPoint::lat).max().orElse(0);
        double shrink = Math.max(0.1, Math.cos(Math.toRadians((south + north) / 2)));
        cellLat = Math.max(CELL_M / M_PER_DEGREE, (north - south) / SIDE_MAX);
        cellLon = Math.max(CELL_M / M_PER_DEGREE / shrink, (east - west) / SIDE_MAX);
        columns = (int) ((east - west) / cellLon) + 1;
        rows = (int) ((north - south) / cellLat) + 1;
        first = new int[columns * rows + 1];
        for (GeoPoint point : this.points) {
            first[cell(point) + 1]++;
        }
        for (int cell = 0; cell < columns * rows; cell++) {
            first[cell + 1] += first[cell];
        }
        int[] next = Arrays.copyOf(first, columns * rows);
        members = new int[this.points.size()];
        for (int i = 0; i < members.length; i++) {
            members[next[cell(this.points.get(i))]++] = i;
        }
    }

    /** The points within a distance in metres, nearest first, of equals the lower number first. */
    public int[] within(GeoPoint point, double metres) {
        double dLat = metres / M_PER_DEGREE * 1.01;
        double dLon = dLat / Math.max(0.1, Math.cos(Math.toRadians(Math.min(89, Math.abs(point.lat()) + dLat))));
        int left = (int) Math.floor((point.lon() - dLon - west) / cellLon);
        int right = (int) Math.floor((point.lon() + dLon - west) / cellLon);
        int bottom = (int) Math.floor((point.lat() - dLat - south) / cellLat);
        int top = (int) Math.floor((point.lat() + dLat - south) / cellLat);
        long[] found = new long[16];
        double[] distances = new double[16];
        int count = 0;
        for (int row = Math.max(0, bottom); row <= Math.min(rows - 1, top); row++) {
            for (int column = Math.max(0, left); column <= Math.min(columns - 1, right); column++) {
                int cell = row * columns + column;
                for (int at = first[cell]; at < first[cell + 1]; at++) {
                    double away = points.get(members[at]).distanceM(point);
                    if (away <= metres) {
                        if (count == found.length) {
                            found = Arrays.copyOf(found, 2 * count);
                            distances = Arrays.copyOf(distances, 2 * count);
                        }
                        found[count] = members[at];
                        distances[count++] = away;
                    }
                }
            }
        }
        return sorted(found, distances, count);
    }

    /** The nearest point within a distance in metres, of equals the lower number; −1 where there is none. */
    public int nearest(GeoPoint point, double metres) {
        for (double radius = CELL_M; ; radius *= 2) {
            int[] found = within(point, Math.min(radius, metres));
            if (found.length > 0 || radius >= metres) {
                return found.length > 0 ? found[0] : -1;
            }
        }
    }

    private static int[] sorted(long[] found, double[] distances, int count) {
        Integer[] order = new Integer[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> {
            int nearer = Double.compare(distances[a], distances[b]);
            return nearer != 0 ? nearer : Long.compare(found[a], found[b]);
        });
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (int) found[order[i]];
        }
        return numbers;
    }

    private int cell(GeoPoint point) {
        int column = Math.min(columns - 1, (int) ((point.lon() - west) / cellLon));
        int row = Math.min(rows - 1, (int) ((point.lat() - south) / cellLat));
        return row * columns + column;
    }
}
