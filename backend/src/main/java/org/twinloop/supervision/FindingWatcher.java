package org.twinloop.supervision;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.twinloop.common.Ids;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/** Runs the rules over every finished trip and writes down what they notice. */
@ApplicationScoped
class FindingWatcher implements JournalWatcher {

    private final FindingRepository repository;
    private final Journal journal;
    private final ObjectMapper json;
    private final Clock clock;

    FindingWatcher(FindingRepository repository, Journal journal, ObjectMapper json, Clock clock) {
        this.repository = repository;
        this.journal = journal;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "supervision.findings";
    }

    @Override
    public boolean wants(String eventType) {
        return eventType.equals("trip.finished");
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.payload() == null) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(PostTripRule.ALL)
                .onItem()
                .transformToUniAndConcatenate(rule -> rule.look(event.payload())
                        .map(noticed -> write(rule, noticed, event))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .collect()
                .last();
    }

    private Uni<Void> write(PostTripRule rule, PostTripRule.Noticed noticed, SealedEvent event) {
        Finding finding = new Finding(
                Ids.next(),
                event.tripId(),
                event.unitId(),
                rule.id(),
                rule.version(),
                "OPEN",
                clock.instant(),
                json.valueToTree(noticed.inputs()),
                noticed.textZh(),
                noticed.textEn());
        return repository
                .insert(finding)
                .chain(isNew -> isNew
                        ? journal.append(Event.of("supervision.found")
                                .subject("finding", finding.id())
                                .trip(event.tripId())
                                .unit(event.unitId())
                                .causedBy(event.id())
                                .payload(Map.of(
                                        "rule", rule.id(), "ruleVersion", rule.version(), "inputs", noticed.inputs())))
                        : Uni.createFrom().voidItem());
    }
}
