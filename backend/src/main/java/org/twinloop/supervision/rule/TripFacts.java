package org.twinloop.supervision.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.twinloop.trip.approval.rule.PolicyVersion;

/**
 * What is on record about a trip when a rule looks at it.
 *
 * @param type of the event that came, {@code event} its payload
 * @param trip the trip itself as remembered; empty when nothing was
 * @param others the same traveller's other trips of the days before and of the same day, oldest first
 * @param policy the edition in force at the departure
 * @param at when the event happened
 */
public record TripFacts(
        String type, JsonNode event, Optional<PastTrip> trip, List<PastTrip> others, PolicyVersion policy, Instant at) {

    public TripFacts {
        others = List.copyOf(others);
    }

    /** A trip as its last event tells it; empty when the event lacks what is to be remembered. */
    public static Optional<PastTrip> remembered(UUID tripId, UUID unitId, PastTrip.Outcome outcome, JsonNode event) {
        Optional<Instant> departAt = at(event, "departAt");
        Optional<Instant> arriveAt = at(event, "arriveAt");
        boolean whole = Stream.of("travellerId", "mode", "quotedFen").allMatch(event::hasNonNull);
        if (!whole || departAt.isEmpty() || arriveAt.isEmpty()) {
            return Optional.empty();
        }
        boolean rode = outcome == PastTrip.Outcome.FINISHED;
        return Optional.of(new PastTrip(
                tripId,
                unitId,
                UUID.fromString(event.path("travellerId").asText()),
                event.hasNonNull("bookedById")
                        ? UUID.fromString(event.path("bookedById").asText())
                        : null,
                outcome,
                event.path("mode").asText(),
                departAt.get(),
                arriveAt.get(),
                rode ? endOf(event).or(() -> arriveAt).orElseThrow() : departAt.get(),
                event.get("quotedFen").asLong(),
                Optional.empty(),
                Optional.empty()));
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
        return endOf(event);
    }

    /** When the trip leaves, which says whose policy holds; empty when nothing tells it. */
    public static Optional<Instant> departure(JsonNode event, Optional<PastTrip> trip) {
        return at(event, "departAt").or(() -> trip.map(PastTrip::departAt));
    }

    /** Who travelled, as the event or the memory tells it. */
    public Optional<UUID> travellerId() {
        return person("travellerId").or(() -> trip.map(PastTrip::travellerId));
    }

    public Optional<UUID> bookedById() {
        return person("bookedById").or(() -> trip.map(PastTrip::bookedById));
    }

    private Optional<UUID> person(String field) {
        return event.hasNonNull(field)
                ? Optional.of(UUID.fromString(event.get(field).asText()))
                : Optional.empty();
    }

    private static Optional<Instant> endOf(JsonNode event) {
        return legs(event).flatMap(leg -> at(leg, "endedAt").stream()).max(Comparator.naturalOrder());
    }

    /** Whether it was booked by the emergency lane, where the reason comes afterwards. */
    boolean isEmergency() {
        return event.path("emergency").asBoolean(false);
    }

    String text(String field) {
        return event.path(field).asText("");
    }

    Stream<JsonNode> legs() {
        return legs(event);
    }

    private static Stream<JsonNode> legs(JsonNode event) {
        return StreamSupport.stream(event.path("legs").spliterator(), false);
    }

    private static Optional<Instant> at(JsonNode node, String field) {
        return node.hasNonNull(field)
                ? Optional.of(Instant.parse(node.get(field).asText()))
                : Optional.empty();
    }
}
