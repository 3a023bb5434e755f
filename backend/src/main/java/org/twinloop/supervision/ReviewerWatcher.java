package org.twinloop.supervision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/**
 * When a traveller has answered or appealed, or there is none to ask, asks the supervisors who may decide: those of the
 * unit and of the units above it.
 */
@ApplicationScoped
class ReviewerWatcher implements JournalWatcher {

    private static final Set<String> ASKS = Set.of("supervision.answered", "supervision.appealed", "supervision.found");

    private final FindingRepository repository;
    private final Supervisors supervisors;
    private final Journal journal;

    ReviewerWatcher(FindingRepository repository, Supervisors supervisors, Journal journal) {
        this.repository = repository;
        this.supervisors = supervisors;
        this.journal = journal;
    }

    @Override
    public String name() {
        return "supervision.reviewers";
    }

    @Override
    public boolean wants(String eventType) {
        return ASKS.contains(eventType);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.payload() == null) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .get(UUID.fromString(event.subjectId()))
                .chain(finding -> event.type().equals("supervision.found") && finding.travellerId() != null
                        ? Uni.createFrom().voidItem()
                        : askAll(event, finding));
    }

    private Uni<Void> askAll(SealedEvent event, Finding finding) {
        return supervisors
                .of(finding.unitId())
                .map(all -> all.stream().filter(finding::mayBeDecidedBy).toList())
                .chain(reviewers -> ask(event, finding, reviewers));
    }

    private Uni<Void> ask(SealedEvent event, Finding finding, List<UUID> reviewers) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("findingId", finding.id());
        payload.put("reviewerIds", reviewers);
        payload.put("textZh", finding.textZh());
        payload.put("textEn", finding.textEn());
        payload.put("reason", event.payload().path("reason").asText("—"));
        return journal.append(Event.of("supervision.review-asked")
                .subject("finding", finding.id())
                .trip(finding.tripId())
                .unit(finding.unitId())
                .causedBy(event.id())
                .payload(payload));
    }
}
