package org.twinloop.network.snap;

import java.util.Arrays;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;

/**
 * The roads to snap to, as they are read: numbers, shapes and who may use them. About 12 bytes a point and 13 a road.
 */
public final class RoadLines {

    private static final double UNITS_PER_DEGREE = 1e7;
    private static final int MODES = Mode.values().length;

    private int[] edges = new int[256];
    private int[] firstPoint = new int[257];
    private short[] uses = new short[256];
    private int[] points = new int[2048];
    private int size;
    /** The uses of all roads together. */
    private int any;

    /**
     * Takes a road.
     *
     * @param degrees longitude and latitude by turns, two points or more
     * @param expressway nobody gets on or off: a motorway, an elevated road, a tunnel
     * @param access for each {@link Mode}, in their order
     * @param main for each mode, whether the road lies in its main part
     */
    public void add(int edge, double[] degrees, boolean expressway, Access[] access, boolean[] main) {
        if (size == edges.length) {
            edges = Arrays.copyOf(edges, size * 2);
            uses = Arrays.copyOf(uses, size * 2);
            firstPoint = Arrays.copyOf(firstPoint, size * 2 + 1);
        }
        int at = firstPoint[size];
        if (at + degrees.length > points.length) {
            points = Arrays.copyOf(points, Math.max(points.length * 2, at + degrees.length));
        }
        for (double degree : degrees) {
            points[at++] = (int) Math.round(degree * UNITS_PER_DEGREE);
        }
        int bits = expressway ? 1 << (3 * MODES) : 0;
        for (Mode mode : Mode.values()) {
            Access who = access[mode.ordinal()];
            int word = who == Access.NO ? 0 : who == Access.PRIVATE ? 1 : 2;
            bits |= (word | (main[mode.ordinal()] ? 4 : 0)) << (3 * mode.ordinal());
        }
        edges[size] = edge;
        uses[size] = (short) bits;
        any |= bits;
        size++;
        firstPoint[size] = at;
    }

    int size() {
        return size;
    }

    int edge(int road) {
        return edges[road];
    }

    boolean isExpressway(int road) {
        return (uses[road] & 1 << (3 * MODES)) != 0;
    }

    boolean isOpen(int road, Mode mode) {
        return word(road, mode) != 0;
    }

    /** Whether any road is open to a mode. */
    boolean isOpen(Mode mode) {
        return (any >> (3 * mode.ordinal()) & 3) != 0;
    }

    boolean isPrivate(int road, Mode mode) {
        return word(road, mode) == 1;
    }

    boolean isMain(int road, Mode mode) {
        return (uses[road] >> (3 * mode.ordinal()) & 4) != 0;
    }

    /** Index of the first number of a road's first point. */
    public int begin(int road) {
        return firstPoint[road];
    }

    /** Index behind the last number of its last point. */
    public int end(int road) {
        return firstPoint[road + 1];
    }

    /** Longitude at an even index, latitude at an odd one, degrees. */
    public double degrees(int index) {
        return points[index] / UNITS_PER_DEGREE;
    }

    private int word(int road, Mode mode) {
        return uses[road] >> (3 * mode.ordinal()) & 3;
    }
}
