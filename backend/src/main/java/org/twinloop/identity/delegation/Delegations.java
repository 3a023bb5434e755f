package org.twinloop.identity.delegation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Hands rights on, and knows who has them. Must be called inside an act or read. */
@ApplicationScoped
public class Delegations {
    private final DelegationRepository repository;
    private final People people;
    private final Journal journal;
    private final DelegationConfig config;
    private final Clock clock;

    Delegations(DelegationRepository repository, People people, Journal journal, DelegationConfig config, Clock clock) {
        this.repository = repository;
        this.people = people;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** Who stands in for whom in a unit at a moment. */
    public Uni<Deputies> deputies(UUID unitId, Instant at) {
        return repository.during(unitId, at, at).map(Deputies::new);
    }

    /** What a person gave or was given, not over yet. */
    Uni<List<Delegation>> of(UUID personId) {
        return repository.of(personId, clock.instant(), config.shownMax());
    }

    /** The unit somebody serves now; a right is handed on inside it. */
    Uni<UUID> unitOf(UUID giverId) {
        return people.find(giverId)
                .map(found -> found.filter(Person::active)
                        .map(Person::unitId)
                        .orElseThrow(() -> ProblemException.field(
                                CommonProblem.INVALID,
                                "/fromPersonId",
                                "value " + giverId
                                        + " is nobody active in a unit of yours; name somebody who serves there")));
    }

    /**
     * Hands a right on, or changes until when and why. The same call again changes nothing. Two administrators at once
     * follow one another, so that their delegations close no circle together.
     */
    Uni<Delegation> put(Delegation wanted) {
        return check(wanted)
                .chain(() -> repository.lock(wanted.unitId()))
                .chain(() -> repository.find(wanted.id()))
                .invoke(there -> there.ifPresent(one -> requireSame(one, wanted)))
                .chain(there -> isAsWanted(there, wanted)
                        ? Uni.createFrom().item(there.orElseThrow())
                        : noCircle(wanted).chain(() -> write(wanted)).replaceWith(wanted));
    }

    private static boolean isAsWanted(Optional<Delegation> there, Delegation wanted) {
        return there.filter(one -> one.from().equals(wanted.from())
                        && one.until().equals(wanted.until())
                        && one.reason().equals(wanted.reason()))
                .isPresent();
    }

    private static void requireSame(Delegation there, Delegation wanted) {
        if (!there.isSameRight(wanted)) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "delegation " + wanted.id() + " is there for other people; use a new id");
        }
    }

    private Uni<Void> noCircle(Delegation wanted) {
        return repository
                .during(wanted.unitId(), wanted.from(), wanted.until())
                .invoke(known -> {
                    List<Delegation> others = known.stream()
                            .filter(one -> !one.id().equals(wanted.id()))
                            .toList();
                    if (new Deputies(others).closesCircle(wanted)) {
                        throw new ProblemException(
                                DelegationProblem.CIRCLE,
                                wanted.toId() + " has handed the right on to " + wanted.fromId() + " in that time");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> write(Delegation wanted) {
        return repository
                .write(wanted)
                .onFailure(failed -> DatabaseFailure.sqlState(failed)
                        .filter(DatabaseFailure.EXCLUSION_VIOLATION::equals)
                        .isPresent())
                .transform(failed -> new ProblemException(
                        DelegationProblem.TWICE, "the right to decide is with another deputy in a part of that time"))
                .chain(() -> journal.append(Event.of("identity.delegated")
                        .subject("delegation", wanted.id())
                        .unit(wanted.unitId())
                        .actor(wanted.setBy())
                        .onBehalfOf(wanted.setBy().equals(wanted.fromId()) ? null : wanted.fromId())
                        .payload(Map.of(
                                "delegationId", wanted.id(),
                                "kind", wanted.kind(),
                                "fromId", wanted.fromId(),
                                "toId", wanted.toId(),
                                "from", wanted.from(),
                                "until", wanted.until(),
                                "reason", wanted.reason()))));
    }

    private Uni<Void> check(Delegation wanted) {
        if (!wanted.from().isBefore(wanted.until())
                || Duration.between(wanted.from(), wanted.until()).compareTo(config.periodMax()) > 0) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/until",
                    "value " + wanted.until() + "; later than from, and at most "
                            + config.periodMax().toDays() + " days after it");
        }
        if (Duration.between(clock.instant(), wanted.from()).abs().compareTo(config.aheadMax()) > 0) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/from",
                    "value " + wanted.from() + "; at most " + config.aheadMax().toDays() + " days from now");
        }
        if (wanted.fromId().equals(wanted.toId())) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/toPersonId", "value " + wanted.toId() + "; somebody other than the giver");
        }
        return ofUnit(wanted, wanted.toId(), "/toPersonId")
                .chain(() -> ofUnit(wanted, wanted.fromId(), "/fromPersonId"));
    }

    private Uni<Void> ofUnit(Delegation wanted, UUID personId, String pointer) {
        return people.find(personId)
                .invoke(found -> {
                    if (found.filter(Person::active)
                            .filter(person -> wanted.unitId().equals(person.unitId()))
                            .isEmpty()) {
                        throw ProblemException.field(
                                CommonProblem.INVALID,
                                pointer,
                                "value " + personId + " is nobody active in the unit; name somebody who serves there");
                    }
                })
                .replaceWithVoid();
    }
}
