package org.twinloop.supervision.night;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * A trip whose ride is over.
 *
 * @param vehicleNo null for a ride that no car of the register made
 * @param policy the decision about its request
 */
record Ridden(
        UUID tripId,
        UUID unitId,
        UUID travellerId,
        UUID bookedById,
        Instant departAt,
        Instant startedAt,
        Instant endedAt,
        Integer vehicleNo,
        JsonNode policy,
        JsonNode legs,
        JsonNode via) {

    private static final List<String> DRIVEN = List.of("DRIVE", "CHAUFFEUR");

    /** Where the car had to go: the stops on the way and the ends of what it drove. */
    List<GeoPoint> destinations() {
        List<JsonNode> there = new ArrayList<>();
        via.forEach(stop -> there.add(stop.path("position")));
        legs.forEach(leg -> {
            if (DRIVEN.contains(leg.path("kind").asText())) {
                there.add(leg.path("to"));
            }
        });
        return Track.points(there);
    }

    /** Everywhere it might stand. */
    List<GeoPoint> places() {
        List<JsonNode> there = new ArrayList<>();
        via.forEach(stop -> there.add(stop.path("position")));
        legs.forEach(leg -> {
            there.add(leg.path("from"));
            there.add(leg.path("to"));
        });
        return Track.points(there);
    }
}
