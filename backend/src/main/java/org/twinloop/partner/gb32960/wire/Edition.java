package org.twinloop.partner.gb32960.wire;

/** An edition of GB/T 32960.3. Each frame says its own by its first two bytes, so both share one connection. */
public enum Edition {
    V2016(2016, '#', 19),
    V2025(2025, '$', 28);

    private final int year;
    private final byte start;
    private final long alarmFlags;

    Edition(int year, char start, int alarms) {
        this.year = year;
        this.start = (byte) start;
        this.alarmFlags = (1L << alarms) - 1;
    }

    public int year() {
        return year;
    }

    /** The byte that begins a frame, twice. */
    public byte start() {
        return start;
    }

    /** The bits of the general alarm flags it has; the others are reserved. */
    public long alarmFlags() {
        return alarmFlags;
    }

    /** The edition of a frame that begins with this byte, or null. */
    static Edition of(byte start) {
        return start == V2016.start ? V2016 : start == V2025.start ? V2025 : null;
    }
}
