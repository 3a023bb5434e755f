package org.twinloop.telematics;

import java.time.Instant;
import java.util.Optional;

/** What counts as a car that left its place: policy's to say, which telemetry does not see, so somebody above tells. */
public interface MovementLimits {

    /** Those in force at an instant; empty as long as they are not known. */
    Optional<Limits> at(Instant instant);

    /**
     * The limits.
     *
     * @param movedM metres from where it stood
     * @param fixes positions in a row that have to say so
     * @param hdopMax poorest horizontal dilution of precision of a position that counts
     */
    record Limits(double movedM, int fixes, double hdopMax) {}
}
