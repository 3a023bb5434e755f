package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.twinloop.identity.People;
import org.twinloop.identity.Unit;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.Observation.Movement;
import org.twinloop.trip.approval.rule.PolicyFinding;
import org.twinloop.trip.approval.rule.PolicyVersion;

/**
 * PR-12: a car that moved without an order is a finding, beside the alarm that telemetry raised at once. There is no
 * traveller to ask: the supervisors of the unit that keeps the car decide, or those of the whole city for a car of no
 * unit.
 */
@ApplicationScoped
class MovementWatcher implements JournalWatcher {

    private static final String MOVED = "telematics.moved-without-order";
    private static final String VERSION = "1";

    private final Findings findings;
    private final Policy policy;
    private final People people;

    MovementWatcher(Findings findings, Policy policy, People people) {
        this.findings = findings;
        this.policy = policy;
        this.people = people;
    }

    @Override
    public String name() {
        return "supervision.movements";
    }

    @Override
    public boolean wants(String eventType) {
        return eventType.equals(MOVED);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.payload() == null || !event.payload().hasNonNull("beganAt")) {
            return Uni.createFrom().voidItem();
        }
        Instant at = Instant.parse(event.payload().get("beganAt").asText());
        return policy.inForce(at)
                .map(edition -> edition.judge(movement(event.payload(), at)).findings().stream()
                        .findFirst()
                        .map(said -> new Judged(said, edition)))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : unit(event).chain(unit -> write(event, at, unit, found.get())));
    }

    private record Judged(PolicyFinding said, PolicyVersion edition) {}

    /** An event of an earlier release tells neither fixes nor precision; then nothing can be said. */
    static Movement movement(JsonNode told, Instant at) {
        return new Movement(
                at,
                told.path("distanceM").asDouble(),
                told.path("fixes").asInt(0),
                told.hasNonNull("hdop") ? OptionalDouble.of(told.get("hdop").asDouble()) : OptionalDouble.empty(),
                false);
    }

    private Uni<UUID> unit(SealedEvent event) {
        return event.unitId() != null
                ? Uni.createFrom().item(event.unitId())
                : people.listUnits()
                        .map(all -> all.stream()
                                .filter(unit -> unit.parentId() == null)
                                .map(Unit::id)
                                .findFirst()
                                .orElseThrow(() -> new IllegalStateException("no unit is the city's")));
    }

    private Uni<Void> write(SealedEvent event, Instant at, UUID unit, Judged judged) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("vehicleId", event.subjectId());
        inputs.put("at", at.toString());
        inputs.put("distanceM", event.payload().path("distanceM").asLong());
        inputs.put("fixes", event.payload().path("fixes").asInt());
        inputs.put("hdop", event.payload().path("hdop").asDouble());
        inputs.put("policyVersion", judged.edition().version());
        return findings.noticeAbout(
                        "vehicle:" + event.subjectId() + ":" + at,
                        new Findings.Noticed(
                                null,
                                unit,
                                null,
                                null,
                                judged.said().rule(),
                                VERSION,
                                inputs,
                                judged.said().textZh() + "，请核实。",
                                judged.said().textEn() + "; please look into it.",
                                event.id()))
                .replaceWithVoid();
    }
}
