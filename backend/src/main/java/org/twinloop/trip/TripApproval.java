package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.ledger.Budget;
import org.twinloop.ledger.Budgets;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyInputs;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.OptionPolicy;
import org.twinloop.trip.planning.OptionPolicy.Funds;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * The decision about a trip outside policy, taken by somebody of the unit who neither travels, nor rides along, nor
 * asked. Approving asks policy once more, since time has passed, and makes the holds firm; a hold that ran out
 * meanwhile is refused.
 */
@ApplicationScoped
class TripApproval {
    private final Database database;
    private final TripRepository repository;
    private final TripBooking booking;
    private final TripJournal journal;
    private final TripPlanner planner;
    private final Policy policy;
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
            Personnel personnel,
            Budgets budgets,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.booking = booking;
        this.journal = journal;
        this.planner = planner;
        this.policy = policy;
        this.personnel = personnel;
        this.budgets = budgets;
        this.clock = clock;
    }

    /** What an approver decides, and why. */
    record Ruling(Approval.Decision decision, String reason) {}

    /** Decides once; the same decision by the same person again changes nothing. */
    Uni<Void> decide(Reader approver, UUID tripId, Ruling ruling) {
        return database.act(
                Scope.unit(approver.unitId()),
                () -> repository.lock(tripId).chain(dossier -> decide(dossier, approver.personId(), ruling)));
    }

    private Uni<Void> decide(Dossier dossier, UUID approverId, Ruling ruling) {
        Trip trip = dossier.trip();
        Approval approval = dossier.approval()
                .orElseThrow(() -> new ProblemException(
                        TripProblem.WRONG_STATE, "trip " + trip.id() + " is in policy; nobody has to decide"));
        if (!approval.isOpen() && isRepeat(approval, approverId, ruling)) {
            return Uni.createFrom().voidItem();
        }
        approval.requireOther(approverId);
        return requireNoPassenger(trip, approverId).chain(() -> take(dossier, approval, approverId, ruling));
    }

    private Uni<Void> requireNoPassenger(Trip trip, UUID approverId) {
        return repository
                .ridesAlong(trip.id(), approverId)
                .invoke(rides -> {
                    if (rides) {
                        throw new ProblemException(TripProblem.OWN_TRIP, "you ride along on trip " + trip.id());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> take(Dossier dossier, Approval approval, UUID approverId, Ruling ruling) {
        Trip trip = dossier.trip();
        Instant now = clock.instant();
        if (!approval.isOpen() || !now.isBefore(approval.expiresAt())) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "trip " + trip.id() + " no longer awaits a decision; it is " + trip.state());
        }
        approval.decide(ruling.decision(), approverId, ruling.reason(), now);
        if (trip.state() != TripState.SUBMITTED) {
            return journal.told(verb(ruling.decision()), trip, approverId, ruling.reason());
        }
        return switch (ruling.decision()) {
            case APPROVE -> approve(dossier, approverId, ruling);
            case REJECT -> refuse(dossier, TripState.REJECTED, approverId, ruling);
            case RETURN -> refuse(dossier, TripState.RETURNED, approverId, ruling);
            case EXPIRE, WITHDRAW -> throw new IllegalArgumentException("not a decision of a person: " + ruling);
        };
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

    /** What blocks today blocks, even if it did not when the trip was asked for. */
    private Uni<Void> stillAllowed(Trip trip, PlannedOption option) {
        Instant now = clock.instant();
        PolicyQuestion asked = PolicyInputs.read(
                repository.read(trip.policyJson(), PolicyResult.class).inputs(), PolicyQuestion.class);
        return personnel
                .get(trip.travellerId(), trip.departAt())
                .chain(person -> planner.get(trip.planId(), option.option().id(), trip.actorId())
                        .chain(plan -> funds(trip, now)
                                .map(funds -> OptionPolicy.atRequest(
                                        option, plan.request(), person, asked.purpose(), funds, now))))
                .chain(question -> policy.inForce(now).map(version -> version.judge(question)))
                .invoke(PolicyResult::requireAllowed)
                .replaceWithVoid();
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

    private static boolean isRepeat(Approval approval, UUID approverId, Ruling ruling) {
        return approverId.equals(approval.decidedBy())
                && approval.decision().filter(ruling.decision()::equals).isPresent();
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
