package org.twinloop.trip;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What some tests of trips need otherwise than all others, in one start of the service, which takes a quarter of a
 * minute: a pool with a place for a fault, without a stack trace for every planted one, and photos that are asked for.
 */
public final class Apart implements QuarkusTestProfile {

    /** Where photos are kept. */
    public static final Path PHOTOS = Path.of("target", "inspection-photos");

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.log.category.\"org.twinloop.common.wire.ProblemMapper\".level", "OFF",
                "twinloop.trip.inspection.required-before", "FRONT",
                "twinloop.trip.inspection.required-after", "REAR",
                "twinloop.trip.inspection.photos-max", "3",
                "twinloop.trip.inspection.photo-bytes-max", "200000",
                "twinloop.trip.inspection.stray-parts", "256",
                "twinloop.trip.inspection.store.folder", PHOTOS.toString());
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FaultyPool.class);
    }
}
