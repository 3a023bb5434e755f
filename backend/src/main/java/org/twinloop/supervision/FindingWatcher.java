package org.twinloop.supervision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.supervision.rule.PostTripRule;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/** Runs the rules over what happened as it is told, and tells what each said and which of them lacked a fact. */
@ApplicationScoped
class FindingWatcher implements JournalWatcher {

    private final TripRules rules;
    private final Journal journal;

    FindingWatcher(TripRules rules, Journal journal) {
        this.rules = rules;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "supervision.findings";
    }

    @Override
    public boolean wants(String eventType) {
        return rules.wants(eventType);
    }

    @Override
    public boolean sharesTransaction(String eventType) {
        return true;
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.payload() == null || event.tripId() == null || event.unitId() == null) {
            return Uni.createFrom().voidItem();
        }
        return rules.look(event).chain(answers -> tell(answers, event));
    }

    private Uni<Void> tell(Map<PostTripRule, Verdict> answers, SealedEvent event) {
        return journal.append(Event.of("supervision.checked")
                .subject("trip", event.tripId())
                .trip(event.tripId())
                .unit(event.unitId())
                .causedBy(event.id())
                .payload(Map.of(
                        "after",
                        event.type(),
                        "rules",
                        answers.entrySet().stream()
                                .map(answer -> told(answer.getKey(), answer.getValue()))
                                .toList())));
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
}
