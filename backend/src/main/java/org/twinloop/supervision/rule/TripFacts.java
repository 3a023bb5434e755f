package org.twinloop.supervision.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is on record about a trip when a rule looks at it.
 *
 * @param event payload of the event that came
 * @param trip the trip itself as remembered; empty when nothing was
 * @param others the same traveller's other trips of the days before and of the same day, oldest first
 */
public record TripFacts(JsonNode event, Optional<PastTrip> trip, List<PastTrip> others) {

    public TripFacts {
        others = List.copyOf(others);
    }

    /** A trip as its last event tells it; empty when the event lacks what is to be remembered. */
    public static Optional<PastTrip> remembered(UUID tripId, UUID unitId, PastTrip.Outcome outcome, JsonNode event) {
        TripFacts facts = new TripFacts(event, Optional.empty(), List.of());
        Optional<Instant> departAt = facts.at("departAt");
        Optional<Instant> arriveAt = facts.at("arriveAt");
        boolean whole = Stream.of("travellerId", "mode", "quotedFen").allMatch(event::hasNonNull);
        if (!whole || departAt.isEmpty() || arriveAt.isEmpty()) {
            return Optional.empty();
        }
        boolean rode = outcome == PastTrip.Outcome.FINISHED;
        return Optional.of(new PastTrip(
                tripId,
                unitId,
                UUID.fromString(facts.text("travellerId")),
                event.hasNonNull("bookedById") ? UUID.fromString(facts.text("bookedById")) : null,
                outcome,
                facts.text("mode"),
                departAt.get(),
                arriveAt.get(),
                rode ? facts.endedAt().or(() -> arriveAt).orElseThrow() : departAt.get(),
                event.get("quotedFen").asLong()));
    }

    Optional<Instant> at(String field) {
        return at(event, field);
    }

    /** Begin of the ride: the earliest of its legs. */
    Optional<Instant> startedAt() {
        return legs().flatMap(leg -> at(leg, "startedAt").stream()).min(Comparator.naturalOrder());
    }

    /** End of the ride: the latest of its legs. */
    Optional<Instant> endedAt() {
        return legs().flatMap(leg -> at(leg, "endedAt").stream()).max(Comparator.naturalOrder());
    }

    /** Whether it was booked by the emergency lane, where the reason comes afterwards. */
    boolean isEmergency() {
        return event.path("emergency").asBoolean(false);
    }

    String text(String field) {
        return event.path(field).asText("");
    }

    Stream<JsonNode> legs() {
        return StreamSupport.stream(event.path("legs").spliterator(), false);
    }

    private static Optional<Instant> at(JsonNode node, String field) {
        return node.hasNonNull(field)
                ? Optional.of(Instant.parse(node.get(field).asText()))
                : Optional.empty();
    }
}
