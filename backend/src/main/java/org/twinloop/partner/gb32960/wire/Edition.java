package org.twinloop.partner.gb32960.wire;

/** An edition of GB/T 32960.3. Each frame says its own by its first two bytes, so both share one connection. */
public enum Edition {
    V2016(2016, '#'),
    V2025(2025, '$');

    private final int year;
    private final byte start;

    Edition(int year, char start) {
        this.year = year;
        this.start = (byte) start;
    }

    public int year() {
        return year;
    }

    /** The byte that begins a frame, twice. */
    public byte start() {
        return start;
    }

    /** The edition of a frame that begins with this byte, or null. */
    static Edition of(byte start) {
        return start == V2016.start ? V2016 : start == V2025.start ? V2025 : null;
    }
}
