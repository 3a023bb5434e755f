package org.twinloop.trip.inspection;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.twinloop.trip.inspection.Damage.Side;

/** Which photos are needed, how many and how large they may be, and how long they are kept. */
@ConfigMapping(prefix = "twinloop.trip.inspection")
interface InspectionConfig {

    /** Sides without whose photo a car is not opened: FRONT, REAR, LEFT, RIGHT. None by default. */
    Optional<List<Side>> requiredBefore();

    /** Sides without whose photo a car is not handed back: FRONT, REAR, LEFT, RIGHT, INSIDE. None by default. */
    Optional<List<Side>> requiredAfter();

    /** Sides that are needed besides, before and after, of a car with a damage that is not repaired. */
    Optional<List<Side>> requiredWithDamage();

    /** Photos of one trip and phase, 1…50. */
    @WithDefault("12")
    int photosMax();

    /** Inspections of one trip and phase, 1…20. */
    @WithDefault("6")
    int inspectionsMax();

    /** Largest photo, bytes; below {@code quarkus.http.limits.max-body-size}. */
    @WithDefault("8M")
    MemorySize photoBytesMax();

    /** Shortest side of a photo, pixels. */
    @WithDefault("64")
    int sideMinPx();

    /** Longest side of a photo, pixels. */
    @WithDefault("12000")
    int sideMaxPx();

    /** Most pixels of a photo. */
    @WithDefault("50000000")
    long pixelsMax();

    /** Photos whose bytes one instance receives at the same time, 1…1,000. */
    @WithDefault("64")
    int arrivingMax();

    /** Bytes of all photos that are being received, in memory. */
    @WithDefault("128M")
    MemorySize arrivingBytesMax();

    /** How long a photo may take to arrive, real time. */
    @WithDefault("PT1M")
    Duration uploadWithin();

    /** Photos that one instance copies into the store, or shows, at the same time, 1…100. */
    @WithDefault("8")
    int parallelMax();

    /** How long before it is picked up a car may be inspected; it ends when the ride begins, city time. */
    @WithDefault("PT30M")
    Duration beforeAhead();

    /** Photos that are older than this do not count for handing the car back, city time. */
    @WithDefault("PT30M")
    Duration afterAhead();

    /** How long after its end a ride may still be inspected, city time. */
    @WithDefault("PT2H")
    Duration afterWithin();

    /** How long inspections, photos and repaired damages are kept, city time, 30 days or more. */
    @WithDefault("P184D")
    Duration keep();

    /** How long a file may lie in the store without a row that names it, real time, 1 hour or more. */
    @WithDefault("P1D")
    Duration strayAfter();

    /** Of the 256 parts of the store, how many one sweep looks through for such files, 1…256. */
    @WithDefault("16")
    int strayParts();
}
