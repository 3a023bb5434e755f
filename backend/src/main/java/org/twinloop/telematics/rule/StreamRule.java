package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.VehicleReport;

/** One thing that is looked for in the stream of reports. */
interface StreamRule {

    /** The answer of a rule that has nothing to note, which is the usual one. */
    Uni<Void> NOTHING = Uni.createFrom().voidItem();

    /** Kebab-case name; the event of an occurrence is {@code telematics.} and this. */
    String name();

    /** A committed report. Runs on the writer's thread: remember, and leave the rest to the answer. */
    default Uni<Void> reported(Car car, VehicleReport report) {
        return NOTHING;
    }

    /** City time passes. */
    default Uni<Void> tick(Instant now) {
        return NOTHING;
    }
}
