package org.twinloop.trip.approval.chain;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.Role;
import org.twinloop.identity.delegation.Delegations;
import org.twinloop.identity.delegation.Deputies;
import org.twinloop.trip.approval.Approval.Decision;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.chain.ChainRepository.Holder;
import org.twinloop.trip.approval.chain.ChainStep.About;
import org.twinloop.trip.approval.chain.ChainStep.Word;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.ApprovalQuestion;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Decision.Candidate;
import org.twinloop.trip.approval.rule.PolicyResult;

/**
 * Moves requests along the chain of their unit, and knows who may decide. Must be called inside an act that holds the
 * trip's row: of two who decide at once the later finds the level decided.
 */
@ApplicationScoped
public class ApprovalDesk {
    private final ChainRepository repository;
    private final People people;
    private final Delegations delegations;
    private final Policy policy;
    private final ChainConfig config;

    ApprovalDesk(
            ChainRepository repository, People people, Delegations delegations, Policy policy, ChainConfig config) {
        this.repository = repository;
        this.people = people;
        this.delegations = delegations;
        this.policy = policy;
        this.config = config;
    }

    /**
     * Where a request stands.
     *
     * @param steps of the current round
     * @param asked who may decide the open level now, deputies for those who handed it on
     * @param remindEvery after how long its holders are reminded, and again; null without an open level
     * @param passOnAt when the next level or the head is asked instead; null when nobody is
     */
    public record Turn(List<ChainStep> steps, List<UUID> asked, Duration remindEvery, Instant passOnAt) {
        public Turn {
            steps = List.copyOf(steps);
            asked = List.copyOf(asked);
        }

        /** Whether every level agreed or was passed on, so that nobody has to decide any more. */
        public boolean isThrough() {
            return ChainStep.open(steps).isEmpty();
        }
    }

    /**
     * A new round.
     *
     * @param lacking who has to be appointed so that every level has somebody of its own, zh and en; null when nobody
     */
    public record Start(Turn turn, String lacking) {}

    /**
     * What a round is asked for.
     *
     * @param levels how many levels policy wants; never fewer are asked
     * @param aboard who rides along and so decides nothing
     * @param waits whether the trip waits for it
     */
    public record Wanted(int levels, Set<UUID> aboard, boolean waits) {}

    /**
     * Asks the first level of a new round. Where the chain has fewer levels than policy wants, the head of the unit,
     * another approver or the unit's office are asked besides.
     *
     * @throws ProblemException {@link TripProblem#APPROVERS_MISSING} when the trip would wait for a level that nobody
     *     can decide who does not decide another
     */
    public Uni<Start> start(About about, Wanted wanted, Instant at) {
        return chain(about.unitId(), at)
                .chain(chain -> levels(chain, about, wanted, at).chain(found -> {
                    if (found.lacking() != null && wanted.waits()) {
                        throw new ProblemException(TripProblem.APPROVERS_MISSING, found.lacking());
                    }
                    List<ChainStep> steps = ChainStep.round(about, found.levels(), at);
                    return repository
                            .write(List.of(), steps)
                            .chain(() -> turn(chain, steps, at))
                            .map(turn -> new Start(turn, found.lacking()));
                }));
    }

    private record Levels(List<ApprovalLevel> levels, LevelPeople people, String lacking) {
        Levels with(ApprovalLevel more, Set<UUID> holders) {
            List<Set<UUID>> all = new ArrayList<>(people.levels());
            all.add(holders);
            return new Levels(Stream.concat(levels.stream(), Stream.of(more)).toList(), new LevelPeople(all), null);
        }

        Levels lacking(int wanted) {
            String zh = "本次用车须 " + wanted + " 级审批，单位内可审批的只有 " + people.count() + " 人；请增设审批人，或在审批链中指定上一级或单位负责人";
            String en = "policy wants " + wanted + " levels for this trip and the unit has " + people.count()
                    + " person(s) who may decide; appoint another approver, or name a further level or the head in the"
                    + " chain";
            return new Levels(levels, people, zh + " / " + en);
        }
    }

    private Uni<Levels> levels(ApprovalChain chain, About about, Wanted wanted, Instant at) {
        List<ApprovalLevel> own = chain.asked(wanted.levels());
        Levels none = new Levels(List.of(), new LevelPeople(List.of()), null);
        if (wanted.levels() <= 1) {
            return Uni.createFrom().item(new Levels(own, none.people(), null));
        }
        Uni<Levels> found = Uni.createFrom().item(none);
        for (ApprovalLevel level : own) {
            found = found.chain(
                    before -> holders(level, about, wanted, at).map(holders -> before.with(level, holders)));
        }
        for (ApprovalLevel more : chain.further()) {
            found = found.chain(before -> before.levels().size() >= wanted.levels()
                    ? Uni.createFrom().item(before)
                    : holders(more, about, wanted, at).map(holders -> {
                        Levels longer = before.with(more, holders);
                        return longer.people().everyLevelHasItsOwn() ? longer : before;
                    }));
        }
        return found.map(all -> complete(all, wanted.levels()));
    }

    /** Never fewer levels than policy wants, be it that nobody holds one. */
    private static Levels complete(Levels found, int wanted) {
        Levels all = found;
        while (all.levels().size() < wanted) {
            all = all.with(ApprovalLevel.further(Role.APPROVER), Set.of());
        }
        return all.people().everyLevelHasItsOwn() ? all : all.lacking(wanted);
    }

    /** Who could decide a level now. */
    private Uni<Set<UUID>> holders(ApprovalLevel level, About about, Wanted wanted, Instant at) {
        ChainStep step = ChainStep.round(about, List.of(level), at).get(0);
        return candidates(step, at).map(candidates -> fit(candidates, step, wanted.aboard()));
    }

    private static Set<UUID> fit(List<Candidate> candidates, ChainStep step, Set<UUID> aboard) {
        return candidates.stream()
                .filter(one -> one.active() && one.ofUnit() && !one.delegatedAway() && !step.isOf(one.personId()))
                .filter(one -> one.inSteadOf().filter(step::isOf).isEmpty())
                .map(Candidate::personId)
                .filter(person -> !aboard.contains(person))
                .collect(Collectors.toSet());
    }

    public Uni<List<ChainStep>> steps(List<UUID> tripIds) {
        return tripIds.isEmpty() ? Uni.createFrom().item(List.of()) : repository.steps(tripIds);
    }

    /** Where a request stands now. */
    public Uni<Turn> turn(UUID tripId, UUID unitId, Instant at) {
        return repository
                .steps(List.of(tripId))
                .chain(steps -> chain(unitId, at).chain(chain -> turn(chain, steps, at)));
    }

    /**
     * Writes a decision about the open level (PR-05) and asks the next one.
     *
     * @throws ProblemException {@link TripProblem#NOT_THE_APPROVER} for anybody else
     */
    public Uni<Turn> decide(UUID tripId, UUID unitId, UUID by, Decision decision, String reason, Instant at) {
        return repository.steps(List.of(tripId)).chain(steps -> {
            ChainStep open = ChainStep.open(steps).orElseThrow(() -> wrongLevel(tripId));
            return candidates(open, at)
                    .chain(candidates -> requireCandidate(steps, candidates, by, at))
                    .chain(inSteadOf -> {
                        Word word = new Word(decision, by, inSteadOf.orElse(null), reason, at);
                        List<ChainStep> after = ChainStep.decided(steps, word);
                        return repository
                                .write(steps, after)
                                .chain(() -> chain(unitId, at))
                                .chain(chain -> turn(chain, after, at));
                    });
        });
    }

    /** Whether somebody holds the open level of a request, themselves or for another, or decided a level of it. */
    public Uni<Boolean> isAsked(UUID tripId, UUID personId, Instant at) {
        return repository.steps(List.of(tripId)).chain(steps -> {
            Optional<ChainStep> open = ChainStep.open(steps);
            if (decidedBefore(steps).contains(personId) || open.isEmpty()) {
                return Uni.createFrom().item(decidedBefore(steps).contains(personId));
            }
            return candidates(open.get(), at)
                    .map(all -> all.stream().anyMatch(one -> one.personId().equals(personId) && !one.delegatedAway()));
        });
    }

    /** Nobody answered in time: the next level is asked, or the head; the same turn when there is neither. */
    public Uni<Turn> passOn(UUID tripId, UUID unitId, Instant at) {
        return repository
                .steps(List.of(tripId))
                .chain(steps -> chain(unitId, at).chain(chain -> {
                    List<ChainStep> after = chain.passedOn(steps, at);
                    return repository.write(steps, after).chain(() -> turn(chain, after, at));
                }));
    }

    /** Nobody has to decide any more. */
    public Uni<Void> close(UUID tripId) {
        return repository.steps(List.of(tripId)).chain(steps -> repository.write(steps, ChainStep.closed(steps)));
    }

    /** Requests of a unit that await a person, the most urgent first. */
    public Uni<List<UUID>> awaiting(UUID unitId, UUID personId, UUID after, int limit, Instant at) {
        return delegations
                .deputies(unitId, at)
                .chain(deputies -> holders(unitId, personId, deputies, at))
                .chain(holders -> holders.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : repository.awaiting(unitId, personId, holders, after, limit));
    }

    /** Everybody whose right this person has now, with their roles. */
    private Uni<List<Holder>> holders(UUID unitId, UUID personId, Deputies deputies, Instant at) {
        Set<UUID> whose = new LinkedHashSet<>();
        if (!deputies.handedOn(personId, at)) {
            whose.add(personId);
        }
        deputies.known().stream()
                .map(one -> one.fromId())
                .filter(giver ->
                        deputies.decidesFor(giver, at).filter(personId::equals).isPresent())
                .forEach(whose::add);
        List<Holder> holders = new ArrayList<>();
        Uni<Void> read = Uni.createFrom().voidItem();
        for (UUID giver : whose) {
            read = read.chain(() -> people.find(giver))
                    .invoke(found -> found.filter(person -> isOf(person, unitId))
                            .ifPresent(person ->
                                    person.roles().forEach(role -> holders.add(new Holder(giver, role.name())))))
                    .replaceWithVoid();
        }
        return read.replaceWith(holders);
    }

    private Uni<ApprovalChain> chain(UUID unitId, Instant at) {
        return repository.inForce(unitId, at).map(found -> found.orElseGet(() -> ApprovalChain.ofHouse(unitId)));
    }

    private Uni<Turn> turn(ApprovalChain chain, List<ChainStep> steps, Instant at) {
        Optional<ChainStep> open = ChainStep.open(steps);
        if (open.isEmpty()) {
            return Uni.createFrom().item(new Turn(steps, List.of(), null, null));
        }
        ChainStep step = open.get();
        Set<UUID> decided = decidedBefore(steps);
        return candidates(step, at).map(candidates -> {
            List<UUID> asked = candidates.stream()
                    .filter(one -> !one.delegatedAway() && !step.isOf(one.personId()))
                    .filter(one -> one.inSteadOf().filter(step::isOf).isEmpty())
                    .map(Candidate::personId)
                    .filter(person -> !decided.contains(person))
                    .distinct()
                    .toList();
            return new Turn(
                    steps,
                    asked,
                    chain.remindAfter(step, config),
                    chain.passOnAfter(step, steps, config)
                            .map(step.openedAt()::plus)
                            .orElse(null));
        });
    }

    /** Holders of a level with those who stand in for them. */
    private Uni<List<Candidate>> candidates(ChainStep step, Instant at) {
        return holdersOf(step)
                .chain(holders -> delegations
                        .deputies(step.unitId(), at)
                        .chain(deputies -> candidates(step, holders, deputies, at)));
    }

    private Uni<List<Candidate>> candidates(ChainStep step, List<Person> holders, Deputies deputies, Instant at) {
        List<Candidate> all = new ArrayList<>();
        Uni<Void> read = Uni.createFrom().voidItem();
        for (Person holder : holders) {
            boolean away = deputies.handedOn(holder.id(), at);
            all.add(candidate(holder, Optional.empty(), step, away));
            Optional<UUID> deputy = deputies.decidesFor(holder.id(), at);
            if (deputy.isPresent()) {
                read = read.chain(() -> people.find(deputy.get()))
                        .invoke(found -> found.ifPresent(
                                person -> all.add(candidate(person, Optional.of(holder.id()), step, false))))
                        .replaceWithVoid();
            }
        }
        return read.replaceWith(all);
    }

    private static Candidate candidate(Person person, Optional<UUID> inSteadOf, ChainStep step, boolean away) {
        return new Candidate(
                person.id(), inSteadOf, person.active(), step.unitId().equals(person.unitId()), away);
    }

    private Uni<List<Person>> holdersOf(ChainStep step) {
        if (step.role() != null) {
            return people.inUnitWithRole(step.unitId(), step.role());
        }
        List<Person> named = new ArrayList<>();
        Uni<Void> read = Uni.createFrom().voidItem();
        for (UUID id : step.people()) {
            read = read.chain(() -> people.find(id))
                    .invoke(found -> found.ifPresent(named::add))
                    .replaceWithVoid();
        }
        return read.replaceWith(named);
    }

    /** PR-05 as policy says it; answers in whose stead somebody decides. */
    private Uni<Optional<UUID>> requireCandidate(
            List<ChainStep> steps, List<Candidate> candidates, UUID by, Instant at) {
        ChainStep open = ChainStep.open(steps).orElseThrow();
        Optional<Candidate> fit = candidates.stream()
                .filter(one -> one.personId().equals(by))
                .filter(one -> one.active() && one.ofUnit() && !one.delegatedAway())
                .filter(one -> one.inSteadOf().filter(open::isOf).isEmpty())
                .findFirst();
        if (fit.isEmpty() || open.isOf(by) || decidedBefore(steps).contains(by)) {
            throw new ProblemException(
                    TripProblem.NOT_THE_APPROVER,
                    "level " + open.level() + " (" + open.nameZh() + ") of trip " + open.tripId()
                            + " is not yours now");
        }
        ApprovalQuestion.Decision question = new ApprovalQuestion.Decision(
                at,
                new ApprovalQuestion.Decision.Request(by),
                new ApprovalQuestion.Decision.Facts(
                        Stream.of(open.travellerId(), open.actorId()).collect(Collectors.toSet()),
                        candidates,
                        decidedBefore(steps)));
        return policy.inForce(at)
                .map(version -> version.judge(question))
                .invoke(PolicyResult::requireAllowed)
                .replaceWith(fit.get().inSteadOf());
    }

    private static Set<UUID> decidedBefore(List<ChainStep> steps) {
        return steps.stream().map(ChainStep::decidedBy).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private static boolean isOf(Person person, UUID unitId) {
        return person.active() && unitId.equals(person.unitId());
    }

    private static ProblemException wrongLevel(UUID tripId) {
        return new ProblemException(TripProblem.WRONG_STATE, "no level of trip " + tripId + " awaits a decision");
    }
}
