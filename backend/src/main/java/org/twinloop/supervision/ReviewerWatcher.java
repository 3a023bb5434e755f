package org.twinloop.supervision;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.Role;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/** When a traveller has answered or appealed, asks the supervisors of the unit and of those above it who may decide. */
@ApplicationScoped
class ReviewerWatcher implements JournalWatcher {

    private static final Set<String> ASKS = Set.of("supervision.answered", "supervision.appealed");

    private final FindingRepository repository;
    private final People people;
    private final Journal journal;

    ReviewerWatcher(FindingRepository repository, People people, Journal journal) {
        this.repository = repository;
        this.people = people;
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
                .chain(finding -> supervisors(finding.unitId())
                        .map(all -> all.stream().filter(finding::mayBeDecidedBy).toList())
                        .chain(reviewers -> ask(event, finding, reviewers)));
    }

    private Uni<Void> ask(SealedEvent event, Finding finding, List<UUID> reviewers) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("findingId", finding.id());
        payload.put("reviewerIds", reviewers);
        payload.put("textZh", finding.textZh());
        payload.put("textEn", finding.textEn());
        payload.put("reason", event.payload().path("reason").asText());
        return journal.append(Event.of("supervision.review-asked")
                .subject("finding", finding.id())
                .trip(finding.tripId())
                .unit(finding.unitId())
                .causedBy(event.id())
                .payload(payload));
    }

    private Uni<List<UUID>> supervisors(UUID unitId) {
        return people.listUnits()
                .map(all -> upwards(unitId, all))
                .onItem()
                .transformToMulti(units -> Multi.createFrom().iterable(units))
                .onItem()
                .transformToUniAndConcatenate(unit -> people.inUnitWithRole(unit, Role.SUPERVISOR))
                .collect()
                .asList()
                .map(found -> found.stream()
                        .flatMap(List::stream)
                        .map(Person::id)
                        .distinct()
                        .toList());
    }

    /** The unit and those above it, up to the root. */
    static List<UUID> upwards(UUID unitId, List<Unit> all) {
        Map<UUID, Unit> byId = all.stream().collect(Collectors.toMap(Unit::id, Function.identity()));
        List<UUID> way = new ArrayList<>();
        UUID next = unitId;
        while (next != null && byId.containsKey(next) && !way.contains(next)) {
            way.add(next);
            next = byId.get(next).parentId();
        }
        return way;
    }
}
