package org.twinloop.telematics.day;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who looks at a day of a car is written down beside the trips, which telemetry does not know: somebody above does. */
public interface DayLooks {

    /**
     * Writes down a look for each trip whose ride touches a time, and answers when these rides were. To be called
     * before anything is shown, outside any act: the looks stay when the answer fails.
     */
    Uni<List<Shown>> note(UUID vehicleId, Instant from, Instant to, Look look);

    /**
     * Who looks, and why.
     *
     * @param roles by which it is allowed
     */
    record Look(UUID personId, List<String> roles, String reason) {
        public Look {
            roles = List.copyOf(roles);
        }
    }

    /** A time of which positions may be shown. */
    record Shown(Instant from, Instant to) {
        boolean has(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }
    }
}
