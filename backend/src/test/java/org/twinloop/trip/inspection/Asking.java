package org.twinloop.trip.inspection;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/** What the sample city does not ask for, small limits, and a folder of its own. */
public final class Asking implements QuarkusTestProfile {

    static final Path FOLDER = Path.of("target", "inspection-photos");

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "twinloop.trip.inspection.required-before", "FRONT",
                "twinloop.trip.inspection.required-after", "REAR",
                "twinloop.trip.inspection.photos-max", "3",
                "twinloop.trip.inspection.photo-bytes-max", "200000",
                "twinloop.trip.inspection.stray-parts", "256",
                "twinloop.trip.inspection.store.folder", FOLDER.toString());
    }
}
