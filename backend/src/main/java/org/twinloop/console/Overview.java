package org.twinloop.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;

/** Counts by state with the age of what they rest on. Every state is named, also when nobody is in it. */
record Overview(Instant at, VehicleCounts vehicles, PileCounts piles, BikeCounts bikes, TripCounts trips) {

    enum CarState {
        PARKED,
        DRIVING,
        CHARGING,
        IN_USE,
        UNKNOWN
    }

    /** The words of OCPI 2.2.1 that a connector in service can have, and UNKNOWN. */
    enum PileStatus {
        AVAILABLE,
        BLOCKED,
        CHARGING,
        INOPERATIVE,
        OUTOFORDER,
        RESERVED,
        UNKNOWN
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VehicleCounts(
            int total, Map<CarState, Integer> byState, Integer newestReportAgeS, Integer oldestReportAgeS) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PileCounts(int total, Map<PileStatus, Integer> byStatus, Integer newestAgeS) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BikeCounts(int total, int available, Integer feedAgeS) {}

    record TripCounts(int active, int today) {}
}
