package org.twinloop.network.draft;

import java.util.Arrays;

/** Cuts a line of points, which are longitude and latitude by turns in 1e-7 degrees. */
final class Points {

    private Points() {}

    /** Two lines that meet at a distance from the beginning; 0 &lt; {@code atM} &lt; length. */
    static int[][] split(int[] points, double atM) {
        double behindM = 0;
        for (int i = 0; i + 3 < points.length; i += 2) {
            double stepM = DraftEdge.lengthM(Arrays.copyOfRange(points, i, i + 4));
            if (behindM + stepM >= atM || i + 4 == points.length) {
                double part = Math.max(0, Math.min(1, (atM - behindM) / stepM));
                int lon = between(points[i], points[i + 2], part);
                int lat = between(points[i + 1], points[i + 3], part);
                return new int[][] {head(points, i + 2, lon, lat), tail(points, i + 2, lon, lat)};
            }
            behindM += stepM;
        }
        throw new IllegalArgumentException("a line of one point cannot be cut");
    }

    private static int[] head(int[] points, int count, int lon, int lat) {
        int[] head = Arrays.copyOf(points, count + 2);
        head[count] = lon;
        head[count + 1] = lat;
        return head;
    }

    private static int[] tail(int[] points, int first, int lon, int lat) {
        int[] tail = new int[points.length - first + 2];
        tail[0] = lon;
        tail[1] = lat;
        System.arraycopy(points, first, tail, 2, points.length - first);
        return tail;
    }

    private static int between(int a, int b, double part) {
        return (int) Math.round(a + ((double) b - a) * part);
    }
}
