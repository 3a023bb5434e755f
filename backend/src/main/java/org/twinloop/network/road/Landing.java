package org.twinloop.network.road;

/**
 * A point of a road where a way begins or ends.
 *
 * @param row of the road
 * @param along how far along it, 0 at its first junction, 1 at its second
 * @param millis what is spent between there and the place one means, ms
 */
public record Landing(int row, double along, int millis) {

    public Landing {
        if (!(along >= 0 && along <= 1)) {
            throw new IllegalArgumentException("along " + along + " is not within 0…1");
        }
    }

    /** The share of the road behind one who drives it in a direction. */
    double behind(boolean forward) {
        return forward ? along : 1 - along;
    }
}
