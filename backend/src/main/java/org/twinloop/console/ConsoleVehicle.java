package org.twinloop.console;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.console.Overview.CarState;

/**
 * A car on the live map.
 *
 * @param reportedAt event time of its newest report; tells whether it has to be sent again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsoleVehicle(
        UUID id,
        String plate,
        CarState state,
        double lon,
        double lat,
        int ageS,
        Double socPercent,
        Double headingDeg,
        Double speedKmh,
        @JsonIgnore Instant reportedAt) {

    boolean sameAs(ConsoleVehicle before) {
        return before != null && state == before.state && reportedAt.equals(before.reportedAt);
    }
}
