package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.VehicleReport;

/** What a rule has noted, kept in the memory of a test. */
class Recorded extends Occurrences {

    static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    static final Car CAR = new Car(7, UUID.randomUUID(), true, null, null, null, null, Set.of());

    final List<String> said = new ArrayList<>();

    Recorded() {
        super(null, null, null, null);
    }

    @Override
    Uni<Void> openUnlessOver(String rule, Car car, Instant at, Duration apart, Map<String, Object> facts) {
        return say("begins", at);
    }

    @Override
    Uni<Void> notePast(String rule, Car car, Instant at, Duration apart, Map<String, Object> facts) {
        return say("was", at);
    }

    @Override
    Uni<Void> end(String rule, Car car, Instant at) {
        return say("ends", at);
    }

    private Uni<Void> say(String what, Instant at) {
        said.add(what + " " + Duration.between(NOON, at).toSeconds());
        return Uni.createFrom().voidItem();
    }

    /** Shows a rule a report of a place so many metres north of a point at 31.23 N, and waits for what it notes. */
    static void tell(StreamRule rule, Car car, long second, double metresNorth, double accuracyM) {
        Instant at = NOON.plusSeconds(second);
        GeoPoint place = new GeoPoint(121.47, 31.23 + metresNorth / 111_195);
        rule.reported(
                        car,
                        new VehicleReport(
                                at, 1, second, place, accuracyM, 0.0, null, 1L, 50.0, null, null, null, null, null,
                                null, null))
                .await()
                .indefinitely();
    }
}
