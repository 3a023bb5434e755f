package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.ledger.Budget;
import org.twinloop.ledger.Budgets;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.Policy;
import org.twinloop.trip.approval.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.PolicyResult;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.WorkCalendar;
import org.twinloop.trip.planning.OptionPolicy;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * The request for a trip, one transaction: policy decides; car, bay, pile and budget are held; the trip is booked,
 * waits for an operator, or waits for an approver. Whoever loses a race for a car or a budget leaves no row behind.
 */
@ApplicationScoped
class TripRequest {
    private final Database database;
    private final TripRepository repository;
    private final TripPlanner planner;
    private final Policy policy;
    private final People people;
    private final Budgets budgets;
    private final TripJournal journal;
    private final TripBooking booking;
    private final TripConfig config;
    private final Clock clock;
    private final WorkCalendar calendar = WorkCalendar.announced();

    TripRequest(
            Database database,
            TripRepository repository,
            TripPlanner planner,
            Policy policy,
            People people,
            Budgets budgets,
            TripJournal journal,
            TripBooking booking,
            TripConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.planner = planner;
        this.policy = policy;
        this.people = people;
        this.budgets = budgets;
        this.journal = journal;
        this.booking = booking;
        this.config = config;
        this.clock = clock;
    }

    /** What a traveller sends. */
    record Submission(
            UUID tripId,
            UUID personId,
            UUID unitId,
            String bodyHash,
            UUID planId,
            UUID optionId,
            PurposeCategory category,
            String text,
            List<Dossier.Passenger> passengers,
            String costCentre,
            String note,
            boolean emergency) {}

    /** The trip and whether this call made it. */
    record Submitted(Dossier dossier, boolean isNew) {}

    /** All that a decision is made from. */
    private record Facts(Person traveller, Plan plan, PlannedOption option, Budget budget, PolicyResult policy) {}

    /** The same call again gives the same trip. Of two at once under one id the later finds the trip of the earlier. */
    Uni<Submitted> submit(Submission asked) {
        return attempt(asked)
                .onFailure(TripRequest::isTaken)
                .recoverWithUni(() -> attempt(asked))
                .onFailure(TripRequest::isTaken)
                .transform(failed -> taken(asked.tripId()));
    }

    private Uni<Submitted> attempt(Submission asked) {
        return database.act(
                Scope.unit(asked.unitId()),
                () -> repository
                        .find(asked.tripId())
                        .chain(there -> there.isPresent()
                                ? Uni.createFrom().item(same(there.get(), asked))
                                : facts(asked)
                                        .chain(facts -> hold(asked, facts))
                                        .map(made -> new Submitted(made, true))));
    }

    private static Submitted same(Dossier there, Submission asked) {
        Trip trip = there.trip();
        if (!trip.bodyHash().equals(asked.bodyHash()) || !trip.actorId().equals(asked.personId())) {
            throw taken(asked.tripId());
        }
        return new Submitted(there, false);
    }

    private Uni<Facts> facts(Submission asked) {
        Instant now = clock.instant();
        return planner.get(asked.planId(), asked.personId()).chain(plan -> {
            PlannedOption option = plan.bookable(asked.optionId(), now);
            return people.find(asked.personId())
                    .map(found -> found.orElseThrow(() -> ProblemException.notFound("person " + asked.personId())))
                    .chain(person -> checkPassengers(asked.passengers())
                            .chain(() -> budget(asked, now))
                            .chain(budget -> policy.inForce(now).map(version -> {
                                PolicyResult said = version.judge(OptionPolicy.atRequest(
                                        option,
                                        plan.request(),
                                        person,
                                        purpose(asked),
                                        budget.available().fen(),
                                        now));
                                said.requireAllowed();
                                return new Facts(person, plan, option, budget, said);
                            })));
        });
    }

    private static Purpose purpose(Submission asked) {
        return new Purpose(
                Optional.of(asked.category()),
                Optional.of(asked.text()),
                Optional.ofNullable(asked.note()),
                asked.passengers().size(),
                asked.emergency());
    }

    private Uni<Budget> budget(Submission asked, Instant now) {
        return budgets.ofUnit(asked.unitId(), now)
                .map(all -> all.stream()
                        .filter(budget -> budget.code().equals(asked.costCentre()))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.field(
                                CommonProblem.INVALID,
                                "/costCentre",
                                "value " + asked.costCentre()
                                        + " is no budget of the unit this year; see GET /budgets")));
    }

    private Uni<Void> checkPassengers(List<Dossier.Passenger> passengers) {
        Uni<Void> checked = Uni.createFrom().voidItem();
        for (int i = 0; i < passengers.size(); i++) {
            UUID personId = passengers.get(i).personId();
            String pointer = "/passengers/" + i + "/personId";
            if (personId != null) {
                checked = checked.chain(() -> people.find(personId))
                        .invoke(found -> found.filter(Person::active)
                                .orElseThrow(() -> ProblemException.field(
                                        CommonProblem.INVALID,
                                        pointer,
                                        "value " + personId + " is nobody of the unit; give the name")))
                        .replaceWithVoid();
            }
        }
        return checked;
    }

    private Uni<Dossier> hold(Submission asked, Facts facts) {
        Instant now = clock.instant();
        Trip trip = trip(asked, facts, now);
        boolean waits = facts.policy().outcome() == PolicyResult.Outcome.NEEDS_APPROVAL && !asked.emergency();
        Optional<Approval> approval = facts.policy().outcome() == PolicyResult.Outcome.NEEDS_APPROVAL
                ? Optional.of(Approval.asked(
                        trip.id(), trip.unitId(), trip.travellerId(), trip.actorId(), now, decideBy(trip, now)))
                : Optional.empty();
        Instant expiresAt = waits ? approval.orElseThrow().expiresAt() : null;
        List<Leg> legs = legs(trip, facts.option());
        Leg ride = legs.stream().filter(Leg::isPaid).findFirst().orElseThrow();
        return repository
                .add(trip)
                .chain(() -> repository.add(legs.toArray()))
                .chain(() -> booking.take(trip, ride, facts.option().terms(), expiresAt))
                .call(bookings -> repository.add(bookings.toArray()))
                .call(() -> repository.addPassengers(trip, asked.passengers()))
                .map(bookings -> new Dossier(trip, legs, bookings, approval))
                .call(dossier -> waits ? await(dossier) : book(dossier, facts))
                .call(() -> booking.holdBudget(trip, now));
    }

    /** Outside policy: somebody else decides, and the holds end when nobody does. */
    private Uni<Void> await(Dossier dossier) {
        Trip trip = dossier.trip();
        Approval approval = dossier.approval().orElseThrow();
        return repository
                .add(approval)
                .chain(() -> repository.setTimer(trip, TimerKind.APPROVAL_EXPIRY, approval.expiresAt()))
                .chain(() -> people.approversOf(trip.unitId()))
                .chain(approvers -> journal.submitted(
                        trip,
                        trip.actorId(),
                        approvers.stream()
                                .map(Person::id)
                                .filter(id -> !trip.isOf(id))
                                .toList(),
                        approval.expiresAt()));
    }

    /** In policy, or an emergency, which goes now and is decided about afterwards (PR-07). */
    private Uni<Void> book(Dossier dossier, Facts facts) {
        Uni<Void> decidedLater = dossier.approval().isPresent()
                ? await(dossier)
                : Uni.createFrom().voidItem();
        return decidedLater.chain(
                () -> booking.agreed(dossier, facts.option(), dossier.trip().actorId()));
    }

    private Instant decideBy(Trip trip, Instant now) {
        if (trip.emergency()) {
            LocalDate next = calendar.nextWorkday(LocalDate.ofInstant(now, CityTime.ZONE));
            return next.atTime(config.emergencyByHour(), 0)
                    .atZone(CityTime.ZONE)
                    .toInstant();
        }
        Duration untilStart = Duration.between(now, trip.departAt());
        Duration wait = untilStart.compareTo(config.approvalWait()) < 0 ? untilStart : config.approvalWait();
        return now.plus(wait.compareTo(config.approvalWaitMin()) < 0 ? config.approvalWaitMin() : wait);
    }

    private Trip trip(Submission asked, Facts facts, Instant now) {
        return Trip.requested(
                new Trip.Asked(
                        asked.tripId(), asked.unitId(), asked.personId(), asked.personId(), asked.bodyHash(), now),
                new Trip.Order(
                        asked.category(),
                        asked.text().strip(),
                        asked.passengers().size(),
                        asked.note(),
                        asked.emergency(),
                        asked.costCentre(),
                        facts.budget().accountId(),
                        Ids.next()),
                new Trip.Choice(facts.plan().id(), facts.option(), repository.write(facts.option())),
                facts.policy(),
                repository.write(facts.policy()));
    }

    private static List<Leg> legs(Trip trip, PlannedOption option) {
        var stages = option.option().legs();
        return java.util.stream.IntStream.range(0, stages.size())
                .mapToObj(i -> Leg.planned(trip, i + 1, stages.get(i)))
                .toList();
    }

    private static boolean isTaken(Throwable failed) {
        return DatabaseFailure.sqlState(failed)
                .filter(DatabaseFailure.UNIQUE_VIOLATION::equals)
                .isPresent();
    }

    private static ProblemException taken(UUID tripId) {
        return new ProblemException(
                CommonProblem.CONFLICT, "trip id " + tripId + " was used for another request; make a new one");
    }
}
