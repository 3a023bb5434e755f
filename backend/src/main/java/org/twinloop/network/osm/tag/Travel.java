package org.twinloop.network.osm.tag;

/**
 * How a road is used in one mode.
 *
 * @param forward in the order of its nodes; {@code backward} against it
 */
public record Travel(Access access, boolean forward, boolean backward) {

    public static final Travel NONE = new Travel(Access.NO, false, false);

    /** Open in no direction is closed. */
    public static Travel of(Access access, boolean forward, boolean backward) {
        return access == Access.NO || !forward && !backward ? NONE : new Travel(access, forward, backward);
    }

    public boolean isOpen() {
        return access != Access.NO;
    }

    public Travel reversed() {
        return new Travel(access, backward, forward);
    }

    /** The same where one may pass only by the stricter of two words. */
    public Travel behind(Access barrier) {
        return of(access.stricter(barrier), forward, backward);
    }
}
