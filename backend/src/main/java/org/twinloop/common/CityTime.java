package org.twinloop.common;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The zone in which people of the city read clocks and calendars. China has one zone and no summer time. */
public final class CityTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZONE);

    private CityTime() {}

    /** A moment as a person in the city reads it, for example {@code 11-26 09:20}. */
    public static String clock(Instant instant) {
        return CLOCK.format(instant);
    }
}
