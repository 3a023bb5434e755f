package org.twinloop.supervision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.supervision.FindingStep.Kind;

/** What people do about findings: the traveller answers and appeals, reviewers decide; each is one act. */
@ApplicationScoped
class FindingDesk {

    private static final Map<Kind, String> EVENTS = Map.of(
            Kind.STATEMENT, "supervision.answered",
            Kind.REVIEW, "supervision.reviewed",
            Kind.APPEAL, "supervision.appealed",
            Kind.APPEAL_REVIEW, "supervision.appeal-decided");

    private final Database database;
    private final FindingRepository repository;
    private final People people;
    private final Journal journal;
    private final SupervisionConfig config;
    private final Clock clock;

    FindingDesk(
            Database database,
            FindingRepository repository,
            People people,
            Journal journal,
            SupervisionConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.people = people;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** Who acts, and whose rows they see. */
    record Someone(UUID personId, Scope scope) {}

    Uni<List<Finding>> list(Someone reader, UUID before, int limit) {
        return database.read(reader.scope(), () -> repository.list(before, limit));
    }

    Uni<List<Finding>> own(Someone traveller, UUID before, int limit) {
        return database.read(traveller.scope(), () -> repository.ofTraveller(traveller.personId(), before, limit));
    }

    /** The traveller says how it was. */
    Uni<Finding> answer(Someone traveller, UUID id, String said) {
        return database.act(
                traveller.scope(),
                () -> ofTraveller(traveller, id)
                        .chain(finding -> step(traveller, finding, Kind.STATEMENT, said, Finding::answered)));
    }

    /** A reviewer decides, about the finding or about the appeal against it. */
    Uni<Finding> review(Someone reviewer, UUID id, Finding.Outcome outcome, String reason) {
        return database.act(
                reviewer.scope(),
                () -> repository.get(id).chain(finding -> {
                    Kind kind = finding.phase() == Finding.Phase.APPEALED ? Kind.APPEAL_REVIEW : Kind.REVIEW;
                    return step(
                            reviewer,
                            finding,
                            kind,
                            reason,
                            before -> before.reviewed(
                                    reviewer.personId(), outcome, clock.instant(), config.answerWithin()));
                }));
    }

    Uni<Finding> appeal(Someone traveller, UUID id, String said) {
        return database.act(
                traveller.scope(),
                () -> ofTraveller(traveller, id)
                        .chain(finding -> step(
                                traveller,
                                finding,
                                Kind.APPEAL,
                                said,
                                before -> before.appealed(clock.instant(), config.appealWithin()))));
    }

    private Uni<Finding> ofTraveller(Someone traveller, UUID id) {
        return repository.get(id).invoke(finding -> {
            if (!finding.isOf(traveller.personId())) {
                throw ProblemException.notFound("finding " + id);
            }
        });
    }

    /** Moves it on when nobody was faster, writes down what was said and tells the journal. */
    private Uni<Finding> step(Someone actor, Finding before, Kind kind, String said, UnaryOperator<Finding> move) {
        Finding after = move.apply(before);
        return repository
                .move(after, before.phase())
                .invoke(first -> {
                    if (!first) {
                        throw new ProblemException(
                                SupervisionProblem.WRONG_PHASE, "somebody was faster with finding " + before.id());
                    }
                })
                .chain(() -> people.find(actor.personId()))
                .map(person -> new FindingStep(
                        before.id(),
                        kind,
                        actor.personId(),
                        person.map(Person::nameZh).orElse("—"),
                        kind == Kind.REVIEW || kind == Kind.APPEAL_REVIEW ? after.outcome() : null,
                        said,
                        clock.instant()))
                .call(step -> repository.add(after, step))
                .call(step -> tell(after, step))
                .chain(() -> repository.get(before.id()));
    }

    private Uni<Void> tell(Finding finding, FindingStep step) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("findingId", finding.id());
        payload.put("travellerId", finding.travellerId());
        payload.put("rule", finding.rule());
        payload.put("phase", finding.phase());
        payload.put("reason", step.said());
        if (step.outcome() != null) {
            boolean upheld = step.outcome() == Finding.Outcome.UPHELD;
            payload.put("outcome", step.outcome());
            payload.put("outcomeZh", upheld ? "情况属实" : "不成立");
            payload.put("outcomeEn", upheld ? "Upheld" : "Dismissed");
        }
        return journal.append(Event.of(EVENTS.get(step.kind()))
                .subject("finding", finding.id())
                .trip(finding.tripId())
                .unit(finding.unitId())
                .actor(step.personId())
                .payload(payload));
    }
}
