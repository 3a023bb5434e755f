package org.twinloop.map;

import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * One square of the Web Mercator pyramid.
 *
 * @param z zoom, 0…{@value #ZOOM_MAX}
 * @param x column from the west, 0…2^z − 1
 * @param y row from the north, 0…2^z − 1
 */
record Tile(int z, int x, int y) {

    static final int ZOOM_MAX = 20;

    Tile {
        if (z < 0 || z > ZOOM_MAX) {
            throw ProblemException.field(CommonProblem.INVALID, "/z", "value " + z + "; allowed are 0…" + ZOOM_MAX);
        }
        within("/x", x, z);
        within("/y", y, z);
    }

    private static void within(String pointer, int value, int z) {
        int last = (1 << z) - 1;
        if (value < 0 || value > last) {
            throw ProblemException.field(
                    CommonProblem.INVALID, pointer, "value " + value + "; at zoom " + z + " allowed are 0…" + last);
        }
    }
}
