package org.twinloop.telematics.day;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * What is left of a car's day when its raw reports are gone; no position is part of it. What the car did not tell is
 * left out.
 *
 * @param from begin of the UTC day it is of, which is 08:00 in Shanghai
 * @param to end of it, exclusive
 * @param reports how many there were
 * @param positions how many of them had a position
 * @param firstAt time of the first report
 * @param lastAt time of the last report
 * @param odometerLeastM least of the odometer, metres
 * @param odometerMostM most of the odometer, metres
 * @param socLeastPercent least state of charge, percent
 * @param socMostPercent most state of charge, percent
 * @param maxSpeedKmh most of the speed, km/h
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DaySummary(
        Instant from,
        Instant to,
        long reports,
        long positions,
        Instant firstAt,
        Instant lastAt,
        Long odometerLeastM,
        Long odometerMostM,
        Double socLeastPercent,
        Double socMostPercent,
        Double maxSpeedKmh) {}
