package org.twinloop.supervision.night;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.approval.PurposeCategory;

/**
 * A trip whose ride is over.
 *
 * @param vehicleId null with {@code vehicleNo} for a ride that no car of the register made
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
        UUID vehicleId,
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

    /** Where the journey begins, and where it ends; empty when the plan has no legs. */
    Optional<GeoPoint> start() {
        return Track.points(List.of(legs.path(0).path("from"))).stream().findFirst();
    }

    Optional<GeoPoint> end() {
        return Track.points(List.of(legs.path(legs.size() - 1).path("to"))).stream()
                .findFirst();
    }

    /** The purpose that was given; empty when it is not on record. */
    Optional<PurposeCategory> purpose() {
        String given = policy.path("inputs").path("purpose").path("category").asText();
        return Stream.of(PurposeCategory.values())
                .filter(category -> category.name().equals(given))
                .findFirst();
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
