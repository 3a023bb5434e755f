package org.twinloop.common;

import java.time.ZoneId;

/** The zone in which people of the city read clocks and calendars. China has one zone and no summer time. */
public final class CityTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CityTime() {}
}
