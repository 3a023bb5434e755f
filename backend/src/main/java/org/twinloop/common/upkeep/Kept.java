package org.twinloop.common.upkeep;

import java.time.Duration;

/** How long rows are kept, as it was set. */
public final class Kept {

    private Kept() {}

    /**
     * Refuses to start with a time that is too short.
     *
     * @param key the whole key, for example {@code twinloop.device.command.keep}
     * @param least the shortest time there may be, in whole days
     * @param why what still needs the rows for so long
     * @throws IllegalArgumentException when {@code kept} is shorter
     */
    public static void atLeast(String key, Duration kept, Duration least, String why) {
        if (kept.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    key + " is " + kept + "; " + why + ", so keep at least P" + least.toDays() + "D");
        }
    }
}
