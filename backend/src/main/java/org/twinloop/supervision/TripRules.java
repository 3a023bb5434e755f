package org.twinloop.supervision;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.journal.JournalReader;
import org.twinloop.journal.SealedEvent;
import org.twinloop.supervision.rule.PastTrip;
import org.twinloop.supervision.rule.PostTripRule;
import org.twinloop.supervision.rule.PostTripRule.Said;
import org.twinloop.supervision.rule.PostTripRule.Verdict;
import org.twinloop.supervision.rule.RuleLimits;
import org.twinloop.supervision.rule.TripFacts;
import org.twinloop.trip.approval.policy.Policy;

/** Asks the rules over what happened about a trip, and writes down what they notice. In the running act. */
@ApplicationScoped
public class TripRules {

    private static final Map<String, PastTrip.Outcome> REMEMBERED = Map.of(
            "trip.finished", PastTrip.Outcome.FINISHED,
            "trip.pool-rode", PastTrip.Outcome.FINISHED,
            "trip.no-show", PastTrip.Outcome.NO_SHOW);

    private final Findings findings;
    private final PastTripRepository past;
    private final JournalReader journal;
    private final Policy policy;
    private final List<PostTripRule> rules;

    TripRules(Findings findings, PastTripRepository past, JournalReader journal, Policy policy, RuleLimits limits) {
        this.findings = findings;
        this.past = past;
        this.journal = journal;
        this.policy = policy;
        this.rules = PostTripRule.all(limits);
    }

    /** Whether an event of a type tells a fact that a rule looks at. */
    public boolean wants(String eventType) {
        return REMEMBERED.containsKey(eventType)
                || rules.stream().anyMatch(rule -> rule.after().contains(eventType));
    }

    /** What every rule that waits for such an event says about it. */
    Uni<Map<PostTripRule, Verdict>> look(SealedEvent event) {
        return remember(event).chain(trip -> facts(event, trip)).chain(facts -> look(facts, event));
    }

    /**
     * All rules again about a trip, with the facts that are there by now: of each kind of event the last. What is
     * noticed is written down once, however often it is asked; otherwise nothing is told.
     */
    public Uni<Void> ask(UUID tripId) {
        return journal.ofTrip(tripId)
                .map(this::lastOfEach)
                .chain(events -> Multi.createFrom()
                        .iterable(events)
                        .onItem()
                        .transformToUniAndConcatenate(this::look)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private List<SealedEvent> lastOfEach(List<SealedEvent> events) {
        Map<String, SealedEvent> last = new LinkedHashMap<>();
        events.stream()
                .filter(event -> wants(event.type()) && event.payload() != null && event.unitId() != null)
                .forEach(event -> last.put(event.type(), event));
        return List.copyOf(last.values());
    }

    /** The trip as the rules remember it, from this event or from an earlier one, with the places of its ride. */
    private Uni<Optional<PastTrip>> remember(SealedEvent event) {
        Optional<PastTrip> told = Optional.ofNullable(REMEMBERED.get(event.type()))
                .flatMap(outcome -> TripFacts.remembered(event.tripId(), event.unitId(), outcome, event.payload()));
        return told.map(past::insert)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> past.find(event.tripId()));
    }

    /** Judged by the edition in force when the trip left, whichever is by now. */
    private Uni<TripFacts> facts(SealedEvent event, Optional<PastTrip> trip) {
        Instant departAt = TripFacts.departure(event.payload(), trip).orElse(event.occurredAt());
        return trip.map(past::others)
                .orElseGet(() -> Uni.createFrom().item(List.of()))
                .chain(others -> policy.inForce(departAt)
                        .map(edition -> new TripFacts(
                                event.type(), event.payload(), trip, others, edition, event.occurredAt())));
    }

    private Uni<Map<PostTripRule, Verdict>> look(TripFacts facts, SealedEvent event) {
        Map<PostTripRule, Verdict> answers = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> rule.after().contains(event.type()))
                .filter(rule -> !rule.isOff(facts.policy(), facts.at()))
                .forEach(rule -> answers.put(rule, rule.look(facts)));
        return Multi.createFrom()
                .iterable(answers.entrySet())
                .filter(answer -> answer.getValue().said() == Said.NOTICED)
                .onItem()
                .transformToUniAndConcatenate(answer -> write(answer.getKey(), answer.getValue(), facts, event))
                .collect()
                .last()
                .replaceWith(answers);
    }

    private Uni<UUID> write(PostTripRule rule, Verdict noticed, TripFacts facts, SealedEvent event) {
        return findings.notice(new Findings.Noticed(
                event.tripId(),
                event.unitId(),
                facts.travellerId().orElse(null),
                facts.bookedById().orElse(null),
                rule.id(),
                rule.version(),
                noticed.inputs(),
                noticed.textZh(),
                noticed.textEn(),
                event.id()));
    }
}
