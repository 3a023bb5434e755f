package org.twinloop.network.loop;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import org.twinloop.common.CityTime;

/** A part of a working day, and the time that stands for it. */
public enum Period {
    NIGHT(LocalTime.of(3, 0)),
    MORNING(LocalTime.of(8, 30)),
    DAY(LocalTime.of(13, 0)),
    EVENING(LocalTime.of(18, 0));

    private final LocalTime time;

    Period(LocalTime time) {
        this.time = time;
    }

    /** On the first Wednesday from the day of an instant on. */
    Instant near(Instant at) {
        return at.atZone(CityTime.ZONE)
                .toLocalDate()
                .with(TemporalAdjusters.nextOrSame(DayOfWeek.WEDNESDAY))
                .atTime(time)
                .atZone(CityTime.ZONE)
                .toInstant();
    }
}
