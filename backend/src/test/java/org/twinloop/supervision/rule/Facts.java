package org.twinloop.supervision.rule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.twinloop.common.CityTime;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.approval.rule.ShippedPolicy;

/** Facts of a trip on Monday 2026-11-23, 09:00 to 10:00 city time, as the journal tells them; tests change them. */
final class Facts {

    static final RuleLimits LIMITS =
            new SmallRyeConfigBuilder().withMapping(RuleLimits.class).build().getConfigMapping(RuleLimits.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID TRAVELLER = new UUID(0, 7);

    private final ObjectNode event = JSON.createObjectNode();
    private final List<PastTrip> others = new ArrayList<>();
    private Optional<PastTrip> trip = Optional.empty();
    private PolicyVersion policy = ShippedPolicy.version();
    private String type = "trip.finished";
    private Instant at = at("2026-11-23T10:00");
    private Optional<String> begins = Optional.empty();
    private Optional<String> ends = Optional.empty();

    private Facts() {
        event.put("travellerId", TRAVELLER.toString()).put("mode", "EV").put("quotedFen", 5_000);
        event.put("purposeCategory", "MEETING").put("emergency", false);
        approved("2026-11-23T09:00", "2026-11-23T10:00").rode("2026-11-23T09:00", "2026-11-23T10:00");
    }

    static Facts usual() {
        return new Facts();
    }

    Facts approved(String from, String to) {
        event.put("departAt", at(from).toString())
                .put("arriveAt", at(to).toString())
                .put("windowTo", at(to).toString());
        return this;
    }

    Facts rode(String from, String to) {
        leg().put("startedAt", at(from).toString()).put("endedAt", at(to).toString());
        return this;
    }

    Facts drove(double km, double routeKm, boolean measured) {
        leg().put("km", km).put("routeKm", routeKm).put("kmMeasured", measured);
        return this;
    }

    /** The reports of the car still settle. */
    Facts measuredLater() {
        leg().put("measuredLater", true);
        return this;
    }

    Facts set(String field, String value) {
        event.put(field, value);
        return this;
    }

    Facts set(String field, long value) {
        event.put(field, value);
        return this;
    }

    Facts emergency() {
        event.put("emergency", true);
        return this;
    }

    Facts without(String field) {
        event.remove(field);
        return this;
    }

    Facts withoutLegs() {
        event.remove("legs");
        return this;
    }

    Facts remembered(String mode, String from, String to) {
        trip = Optional.of(past(new UUID(0, 1), PastTrip.Outcome.FINISHED, mode, from, to, 5_000));
        return this;
    }

    Facts remembered(long fen, String from, String to) {
        trip = Optional.of(past(new UUID(0, 1), PastTrip.Outcome.FINISHED, "EV", from, to, fen));
        return this;
    }

    Facts other(PastTrip.Outcome outcome, long fen, String from, String to) {
        others.add(past(new UUID(1, others.size()), outcome, "EV", from, to, fen));
        return this;
    }

    /** Orders that are told after this begin and end at these places. */
    Facts between(String begin, String end) {
        begins = Optional.of(begin);
        ends = Optional.of(end);
        return this;
    }

    /** Judged by another edition than the shipped one. */
    Facts under(Consumer<ObjectNode> change) {
        policy = ShippedPolicy.with(change);
        return this;
    }

    /** What came, when, in city time. */
    Facts came(String event, String local) {
        type = event;
        at = at(local);
        return this;
    }

    TripFacts done() {
        return new TripFacts(type, event, trip, others, policy, at);
    }

    private ObjectNode leg() {
        if (!event.has("legs")) {
            event.set("legs", JSON.createArrayNode().add(JSON.createObjectNode()));
        }
        return (ObjectNode) ((ArrayNode) event.get("legs")).get(0);
    }

    private PastTrip past(UUID id, PastTrip.Outcome outcome, String mode, String from, String to, long fen) {
        return new PastTrip(
                id, new UUID(0, 9), TRAVELLER, TRAVELLER, outcome, mode, at(from), at(to), at(to), fen, begins, ends);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
    }
}
