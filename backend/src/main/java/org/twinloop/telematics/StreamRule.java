package org.twinloop.telematics;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** One thing that is looked for in the stream of reports. */
interface StreamRule {

    /** Kebab-case name; the event of an occurrence is {@code telematics.} and this. */
    String name();

    /** A committed report. Runs on the writer's thread: remember, and leave the rest to the answer. */
    default Uni<Void> reported(Car car, VehicleReport report) {
        return Uni.createFrom().voidItem();
    }

    /** City time passes. */
    default Uni<Void> tick(Instant now) {
        return Uni.createFrom().voidItem();
    }
}
