package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.ledger.Budget;
import org.twinloop.ledger.Budgets;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.chain.ApprovalDesk;
import org.twinloop.trip.approval.chain.ApprovalDesk.Turn;
import org.twinloop.trip.approval.chain.ApprovalDesk.Wanted;
import org.twinloop.trip.approval.chain.ChainStep.About;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Change;
import org.twinloop.trip.approval.rule.PolicyInputs;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.OptionPolicy;
import org.twinloop.trip.planning.OptionPolicy.Funds;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.ride.TripState;

/**
 * The decision about a trip outside policy, level by level along the chain of the unit, taken by people who neither
 * travel, nor ride along, nor asked. The last one's approval asks policy once more, since time has passed, and makes
 * the holds firm; a hold that ran out meanwhile is refused.
 */
@ApplicationScoped
class TripApproval {
    private final Database database;
    private final TripRepository repository;
    private final TripBooking booking;
    private final TripJournal journal;
    private final TripPlanner planner;
    private final Policy policy;
    private final ApprovalDesk chain;
    private final Personnel personnel;
    private final Budgets budgets;
    private final Clock clock;

    TripApproval(
            Database database,
            TripRepository repository,
            TripBooking booking,
            TripJournal journal,
            TripPlanner planner,
            Policy policy,
            ApprovalDesk chain,
            Personnel personnel,
            Budgets budgets,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.booking = booking;
        this.journal = journal;
        this.planner = planner;
        this.policy = policy;
        this.chain = chain;
        this.personnel = personnel;
        this.budgets = budgets;
        this.clock = clock;
    }

    /** What an approver decides, and why. */
    record Ruling(Approval.Decision decision, String reason) {}

    /** Asks the first level of the chain; policy says how many levels have to agree. */
    Uni<Void> ask(Dossier dossier, int levels) {
        Trip trip = dossier.trip();
        Approval approval = dossier.approval().orElseThrow();
        About about = new About(trip.id(), approval.round(), trip.unitId(), trip.travellerId(), trip.actorId());
        boolean waits = trip.state() == TripState.SUBMITTED && !approval.isAfterTrip();
        return repository
                .setTimer(trip, TimerKind.APPROVAL_EXPIRY, approval.expiresAt())
                .chain(() -> levels <= 1
                        ? Uni.createFrom().item(Set.<UUID>of())
                        : repository.aboard(trip.id()).map(Set::copyOf))
                .chain(aboard -> chain.start(about, new Wanted(levels, aboard, waits), clock.instant()))
                .call(start -> start.lacking() == null
                        ? Uni.createFrom().voidItem()
                        : journal.told("approvers-missing", trip, null, start.lacking()))
                .chain(start ->
                        tell(Word.FIRST, dossier, start.turn(), approval.isAfterTrip() ? null : trip.actorId()));
    }

    /**
     * The ride is over, its own or the one it was pooled with: for purposes of which policy wants it, the chain is
     * asked now, in policy or not. Whoever decided about it before, or let the time for it pass, is not asked twice.
     * Must be called inside an act that holds the trip's row.
     */
    Uni<Void> askAfterTrip(Dossier dossier) {
        Trip trip = dossier.trip();
        if (dossier.approval().filter(one -> one.isOpen() || one.isSettled()).isPresent()) {
            return Uni.createFrom().voidItem();
        }
        return policy.inForce(trip.departAt())
                .chain(version -> version.isDecidedAfterTrip(trip.purposeCategory())
                        ? askAfterTrip(dossier, version.dueAfterwards(clock.instant()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> askAfterTrip(Dossier dossier, Instant until) {
        Trip trip = dossier.trip();
        Instant now = clock.instant();
        dossier.approval().ifPresent(there -> there.reopenAfterTrip(now, until));
        Approval approval = dossier.approval()
                .orElseGet(() -> Approval.askedAfterTrip(
                        trip.id(), trip.unitId(), trip.travellerId(), trip.actorId(), now, until));
        Dossier asked = new Dossier(trip, dossier.legs(), dossier.bookings(), Optional.of(approval));
        int levels = repository.read(trip.policyJson(), PolicyResult.class).levels();
        return repository.add(asked).chain(() -> ask(asked, Math.max(1, levels)));
    }

    /** What those whose turn it is are told, before a trip and after it. */
    private enum Word {
        FIRST("submitted", "after-trip-asked"),
        NEXT_LEVEL("approval-asked", "after-trip-asked"),
        REMINDER("approval-reminder", "after-trip-reminder"),
        PASSED_ON("approval-passed-on", "after-trip-passed-on");

        private final String before;
        private final String after;

        Word(String before, String after) {
            this.before = before;
            this.after = after;
        }

        String verb(Approval approval) {
            return approval.isAfterTrip() ? after : before;
        }
    }

    /** Tells those whose turn it is, and when they are reminded and passed over. */
    private Uni<Void> tell(Word word, Dossier dossier, Turn turn, UUID actor) {
        Trip trip = dossier.trip();
        Approval approval = dossier.approval().orElseThrow();
        Instant now = clock.instant();
        Uni<Void> timers = repository.setTimer(trip, TimerKind.APPROVAL_REMINDER, now.plus(turn.remindEvery()));
        if (turn.passOnAt() != null) {
            timers = timers.chain(() -> repository.setTimer(trip, TimerKind.APPROVAL_PASS_ON, turn.passOnAt()));
        }
        return timers.chain(() -> repository.aboard(trip.id()))
                .chain(aboard -> journal.asked(
                        word.verb(approval),
                        trip,
                        actor,
                        turn.asked().stream().filter(id -> !aboard.contains(id)).toList(),
                        approval.expiresAt()));
    }

    /** Reminds the open level, again and again until somebody decides. */
    Uni<Void> remind(Dossier dossier) {
        return turnOf(dossier)
                .chain(turn -> turn.filter(one -> !one.isThrough())
                        .map(one -> tell(Word.REMINDER, dossier, one, null))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Nobody answered: the next level decides instead, or the head of the unit. */
    Uni<Void> passOn(Dossier dossier) {
        Trip trip = dossier.trip();
        Instant now = clock.instant();
        return turnOf(dossier).chain(turn -> {
            boolean due = turn.filter(one -> !one.isThrough())
                    .filter(one -> one.passOnAt() != null && !now.isBefore(one.passOnAt()))
                    .isPresent();
            return due
                    ? chain.passOn(trip.id(), trip.unitId(), now)
                            .chain(next -> tell(Word.PASSED_ON, dossier, next, null))
                    : Uni.createFrom().voidItem();
        });
    }

    private Uni<Optional<Turn>> turnOf(Dossier dossier) {
        Trip trip = dossier.trip();
        return dossier.approval().filter(Approval::isOpen).isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : chain.turn(trip.id(), trip.unitId(), clock.instant()).map(Optional::of);
    }

    /** Decides once; the same decision by the same person again changes nothing. */
    Uni<Void> decide(Reader approver, UUID tripId, Ruling ruling) {
        return database.act(
                Scope.unit(approver.unitId()),
                () -> repository.lock(tripId).chain(dossier -> decide(dossier, approver, ruling)));
    }

    private Uni<Void> decide(Dossier dossier, Reader approver, Ruling ruling) {
        Trip trip = dossier.trip();
        UUID approverId = approver.personId();
        return mayLook(trip, approver).chain(may -> {
            if (!may) {
                throw ProblemException.notFound("trip " + trip.id());
            }
            Approval approval = dossier.approval()
                    .orElseThrow(() -> new ProblemException(
                            TripProblem.WRONG_STATE, "trip " + trip.id() + " is in policy; nobody has to decide"));
            return isRepeat(approval, approverId, ruling).chain(repeated -> {
                if (repeated) {
                    return Uni.createFrom().voidItem();
                }
                approval.requireOther(approverId);
                return requireNoPassenger(trip, approverId).chain(() -> take(dossier, approval, approverId, ruling));
            });
        });
    }

    /** Deputies need not be approvers themselves; to everybody else who answers for no others there is no such trip. */
    private Uni<Boolean> mayLook(Trip trip, Reader reader) {
        return reader.maySee(trip)
                ? Uni.createFrom().item(true)
                : chain.isAsked(trip.id(), reader.personId(), clock.instant());
    }

    private Uni<Void> requireNoPassenger(Trip trip, UUID approverId) {
        return repository
                .aboard(trip.id())
                .invoke(aboard -> {
                    if (aboard.contains(approverId)) {
                        throw new ProblemException(TripProblem.OWN_TRIP, "you ride along on trip " + trip.id());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> take(Dossier dossier, Approval approval, UUID approverId, Ruling ruling) {
        Trip trip = dossier.trip();
        Instant now = clock.instant();
        approval.requireAnswer(ruling.decision());
        if (!approval.isOpen() || !now.isBefore(approval.expiresAt())) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "trip " + trip.id() + " no longer awaits a decision; it is " + trip.state());
        }
        return chain.decide(trip.id(), trip.unitId(), approverId, ruling.decision(), ruling.reason(), now)
                .chain(turn -> turn.isThrough()
                        ? decided(dossier, approval, approverId, ruling)
                        : journal.told("level-approved", trip, approverId, ruling.reason())
                                .chain(() -> tell(Word.NEXT_LEVEL, dossier, turn, approverId)));
    }

    /**
     * The last level agreed, or one did not. An emergency is decided about while it is booked or on its way: who does
     * not agree stops what has not begun; a ride that has is for supervision.
     */
    private Uni<Void> decided(Dossier dossier, Approval approval, UUID approverId, Ruling ruling) {
        Trip trip = dossier.trip();
        approval.decide(ruling.decision(), approverId, ruling.reason(), clock.instant());
        if (approves(ruling)) {
            approval.bind(repository.write(covered(trip, repository.read(trip.optionJson(), PlannedOption.class))));
        }
        boolean open = trip.state() == TripState.SUBMITTED || trip.state().isAhead() && !approves(ruling);
        if (!open) {
            return (trip.state().hasBegun() || approval.isAfterTrip()) && !approves(ruling)
                    ? journal.noticed("approval-refused", trip, approverId, "PR-07", ruling.reason())
                    : journal.told(verb(ruling.decision()), trip, approverId, ruling.reason());
        }
        return switch (ruling.decision()) {
            case APPROVE -> approve(dossier, approverId, ruling);
            case REJECT -> refuse(dossier, TripState.REJECTED, approverId, ruling);
            case RETURN -> refuse(dossier, TripState.RETURNED, approverId, ruling);
            case EXPIRE, WITHDRAW -> throw new IllegalArgumentException("not a decision of a person: " + ruling);
        };
    }

    private static boolean approves(Ruling ruling) {
        return ruling.decision() == Approval.Decision.APPROVE;
    }

    /** What an approval covers (PR-06); the ceiling is what the budget holds. */
    static Change.Facts covered(Trip trip, PlannedOption planned) {
        return new Change.Facts(destinations(planned), trip.windowFrom(), trip.windowTo(), trip.mode(), trip.heldFen());
    }

    static Change.Request wished(PlannedOption option) {
        return new Change.Request(
                destinations(option),
                option.terms().windowFrom(),
                option.terms().windowTo(),
                option.option().mode(),
                option.option().holdFen());
    }

    static Set<String> destinations(PlannedOption planned) {
        List<PlanOption.Stage> stages = planned.option().legs();
        Set<String> all = new LinkedHashSet<>();
        planned.option().via().forEach(via -> all.add(via.placeId() == null ? via.name() : via.placeId()));
        all.add(
                planned.terms().toPlaceId() == null
                        ? stages.get(stages.size() - 1).toName()
                        : planned.terms().toPlaceId());
        return all;
    }

    private Uni<Void> approve(Dossier dossier, UUID approverId, Ruling ruling) {
        Trip trip = dossier.trip();
        PlannedOption option = repository.read(trip.optionJson(), PlannedOption.class);
        return stillAllowed(trip, option)
                .chain(() -> journal.told("approved", trip, approverId, ruling.reason()))
                .chain(() -> booking.agreed(dossier, option, approverId));
    }

    private Uni<Void> refuse(Dossier dossier, TripState how, UUID approverId, Ruling ruling) {
        Closing closing = new Closing(approverId, ruling.reason(), clock.instant());
        return booking.close(dossier, how, verb(ruling.decision()), closing);
    }

    /** What blocks today blocks, even if it did not when the trip was asked for; notice counts from then (PR-04). */
    private Uni<Void> stillAllowed(Trip trip, PlannedOption option) {
        Instant now = clock.instant();
        PolicyQuestion asked = PolicyInputs.read(
                repository.read(trip.policyJson(), PolicyResult.class).inputs(), PolicyQuestion.class);
        return personnel
                .get(trip.travellerId(), trip.departAt())
                .chain(person -> plan(trip, option)
                        .chain(plan -> funds(trip, now)
                                .map(funds -> OptionPolicy.atRequest(
                                        option,
                                        plan.request(),
                                        person,
                                        asked.purpose(),
                                        funds,
                                        Optional.of(asked.askedAt()),
                                        now))))
                .chain(question -> policy.inForce(now).map(version -> version.judge(question)))
                .invoke(PolicyResult::requireAllowed)
                .replaceWithVoid();
    }

    /** Made by whoever chose it: the asker, or the traveller when they changed it. */
    private Uni<Plan> plan(Trip trip, PlannedOption option) {
        UUID optionId = option.option().id();
        return planner.get(trip.planId(), optionId, trip.actorId())
                .onFailure(failed ->
                        failed instanceof ProblemException refused && refused.problem() == TripProblem.PLAN_NOT_FOUND)
                .recoverWithUni(() -> planner.get(trip.planId(), optionId, trip.travellerId()));
    }

    /** What the budget has left, with what this trip holds of it already. */
    private Uni<Funds> funds(Trip trip, Instant now) {
        return budgets.ofUnit(trip.unitId(), now)
                .map(all -> new Funds(
                        trip.costCentre(),
                        all.stream()
                                .collect(Collectors.toMap(
                                        Budget::code,
                                        budget -> budget.available().fen()
                                                + (budget.code().equals(trip.costCentre()) ? trip.heldFen() : 0)))));
    }

    private Uni<Boolean> isRepeat(Approval approval, UUID approverId, Ruling ruling) {
        if (!approval.isOpen()) {
            boolean same = approverId.equals(approval.decidedBy())
                    && approval.decision().filter(ruling.decision()::equals).isPresent();
            return Uni.createFrom().item(same);
        }
        return chain.steps(List.of(approval.tripId()))
                .map(steps -> ruling.decision() == Approval.Decision.APPROVE
                        && steps.stream().anyMatch(step -> approverId.equals(step.decidedBy())));
    }

    private static String verb(Approval.Decision decision) {
        return switch (decision) {
            case APPROVE -> "approved";
            case REJECT -> "rejected";
            case RETURN -> "returned";
            case EXPIRE -> "expired";
            case WITHDRAW -> "cancelled";
        };
    }
}
