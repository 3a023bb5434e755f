package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.supervision.rule.PastTrip;
import org.twinloop.supervision.rule.PostTripRule;
import org.twinloop.supervision.rule.PostTripRule.Said;
import org.twinloop.supervision.rule.PostTripRule.Verdict;
import org.twinloop.supervision.rule.RuleLimits;
import org.twinloop.supervision.rule.TripFacts;

/** Runs the rules over what happened and writes down what they notice, and which of them lacked a fact. */
@ApplicationScoped
class FindingWatcher implements JournalWatcher {

    private static final Map<String, PastTrip.Outcome> REMEMBERED =
            Map.of("trip.finished", PastTrip.Outcome.FINISHED, "trip.no-show", PastTrip.Outcome.NO_SHOW);

    private final FindingRepository repository;
    private final PastTripRepository past;
    private final Journal journal;
    private final ObjectMapper json;
    private final Clock clock;
    private final List<PostTripRule> rules;

    FindingWatcher(
            FindingRepository repository,
            PastTripRepository past,
            Journal journal,
            ObjectMapper json,
            Clock clock,
            RuleLimits limits) {
        this.repository = repository;
        this.past = past;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
        this.rules = PostTripRule.all(limits);
    }

    @Override
    public String name() {
        return "supervision.findings";
    }

    @Override
    public boolean wants(String eventType) {
        return REMEMBERED.containsKey(eventType)
                || rules.stream().anyMatch(rule -> rule.after().equals(eventType));
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.payload() == null || event.tripId() == null || event.unitId() == null) {
            return Uni.createFrom().voidItem();
        }
        return remember(event)
                .chain(trip -> trip.map(past::others)
                        .orElseGet(() -> Uni.createFrom().item(List.of()))
                        .map(others -> new TripFacts(event.payload(), trip, others)))
                .chain(facts -> look(facts, event));
    }

    /** The trip as the rules remember it, from this event or from an earlier one. */
    private Uni<Optional<PastTrip>> remember(SealedEvent event) {
        Optional<PastTrip> told = Optional.ofNullable(REMEMBERED.get(event.type()))
                .flatMap(outcome -> TripFacts.remembered(event.tripId(), event.unitId(), outcome, event.payload()));
        return told.map(trip -> past.insert(trip).replaceWith(told)).orElseGet(() -> past.find(event.tripId()));
    }

    private Uni<Void> look(TripFacts facts, SealedEvent event) {
        Map<PostTripRule, Verdict> answers = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> rule.after().equals(event.type()))
                .forEach(rule -> answers.put(rule, rule.look(facts)));
        return Multi.createFrom()
                .iterable(answers.entrySet())
                .filter(answer -> answer.getValue().said() == Said.NOTICED)
                .onItem()
                .transformToUniAndConcatenate(answer -> write(answer.getKey(), answer.getValue(), facts, event))
                .collect()
                .last()
                .chain(() -> journal.append(about(event, "supervision.checked")
                        .subject("trip", event.tripId())
                        .payload(Map.of(
                                "after",
                                event.type(),
                                "rules",
                                answers.entrySet().stream()
                                        .map(answer -> told(answer.getKey(), answer.getValue()))
                                        .toList()))));
    }

    private static Map<String, Object> told(PostTripRule rule, Verdict verdict) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("rule", rule.id());
        told.put("version", rule.version());
        told.put("said", verdict.said());
        if (verdict.missing() != null) {
            told.put("missing", verdict.missing());
        }
        return told;
    }

    private Uni<Void> write(PostTripRule rule, Verdict noticed, TripFacts facts, SealedEvent event) {
        Finding finding = new Finding(
                Ids.next(),
                event.tripId(),
                event.unitId(),
                person(facts.event(), "travellerId")
                        .or(() -> facts.trip().map(PastTrip::travellerId))
                        .orElse(null),
                person(facts.event(), "bookedById")
                        .or(() -> facts.trip().map(PastTrip::bookedById))
                        .orElse(null),
                rule.id(),
                rule.version(),
                Finding.Phase.OPEN,
                null,
                clock.instant(),
                json.valueToTree(noticed.inputs()),
                noticed.textZh(),
                noticed.textEn(),
                List.of());
        return repository
                .insert(finding)
                .chain(isNew -> isNew
                        ? journal.append(about(event, "supervision.found")
                                .subject("finding", finding.id())
                                .payload(found(finding)))
                        : Uni.createFrom().voidItem());
    }

    private static Map<String, Object> found(Finding finding) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("findingId", finding.id());
        payload.put("travellerId", finding.travellerId());
        payload.put("rule", finding.rule());
        payload.put("ruleVersion", finding.ruleVersion());
        payload.put("inputs", finding.inputs());
        payload.put("textZh", finding.textZh());
        payload.put("textEn", finding.textEn());
        return payload;
    }

    private static Event about(SealedEvent event, String type) {
        return Event.of(type).trip(event.tripId()).unit(event.unitId()).causedBy(event.id());
    }

    private static Optional<UUID> person(JsonNode facts, String field) {
        return facts.hasNonNull(field)
                ? Optional.of(UUID.fromString(facts.get(field).asText()))
                : Optional.empty();
    }
}
