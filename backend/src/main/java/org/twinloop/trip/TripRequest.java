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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.ledger.Budget;
import org.twinloop.ledger.Budgets;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.WorkCalendar;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyQuestion.Exemption;
import org.twinloop.trip.approval.rule.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.ContractCover;
import org.twinloop.trip.planning.OptionPolicy;
import org.twinloop.trip.planning.OptionPolicy.Funds;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.BookingTerms;
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
    private final ContractCover contracts;
    private final Policy policy;
    private final People people;
    private final Personnel personnel;
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
            ContractCover contracts,
            Policy policy,
            People people,
            Personnel personnel,
            Budgets budgets,
            TripJournal journal,
            TripBooking booking,
            TripConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.planner = planner;
        this.contracts = contracts;
        this.policy = policy;
        this.people = people;
        this.personnel = personnel;
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
            boolean emergency,
            Optional<Exemption> exemption) {

        boolean carries(UUID person) {
            return passengers.stream().anyMatch(passenger -> person.equals(passenger.personId()));
        }
    }

    /** The trip as it looks now and whether this call made it. */
    record Submitted(TripView view, boolean isNew) {}

    /** All that a decision is made from. */
    private record Facts(Plan plan, PlannedOption option, Budget budget, PolicyResult policy) {}

    /** The same call again gives the same trip. Of two at once under one id the later finds the trip of the earlier. */
    Uni<Submitted> submit(Submission asked, Function<Dossier, Uni<TripView>> look) {
        return attempt(asked, look)
                .onFailure(TripRequest::isTaken)
                .recoverWithUni(() -> attempt(asked, look))
                .onFailure(TripRequest::isTaken)
                .transform(failed -> taken(asked.tripId()));
    }

    private Uni<Submitted> attempt(Submission asked, Function<Dossier, Uni<TripView>> look) {
        return database.act(
                Scope.unit(asked.unitId()),
                () -> repository
                        .find(asked.tripId())
                        .chain(there -> there.isPresent()
                                ? look.apply(same(there.get(), asked)).map(view -> new Submitted(view, false))
                                : facts(asked)
                                        .chain(facts -> hold(asked, facts, look))
                                        .map(view -> new Submitted(view, true))));
    }

    private static Dossier same(Dossier there, Submission asked) {
        Trip trip = there.trip();
        if (!trip.bodyHash().equals(asked.bodyHash()) || !trip.actorId().equals(asked.personId())) {
            throw taken(asked.tripId());
        }
        return there;
    }

    private Uni<Facts> facts(Submission asked) {
        Instant now = clock.instant();
        return planner.get(asked.planId(), asked.optionId(), asked.personId()).chain(plan -> {
            PlannedOption option = plan.bookable(asked.optionId(), now);
            return contracts
                    .require(option, Money.fen(option.option().holdFen()))
                    .chain(() -> personnel.get(asked.personId(), option.option().departAt()))
                    .chain(person -> checkPassengers(asked.passengers())
                            .chain(() -> budgets.ofUnit(asked.unitId(), now))
                            .chain(all -> policy.inForce(now).map(version -> {
                                PolicyResult said = version.judge(OptionPolicy.atRequest(
                                        option, plan.request(), person, purpose(asked), funds(asked, all), now));
                                said.requireAllowed();
                                return new Facts(plan, option, budget(asked, all), said);
                            })));
        });
    }

    private static Purpose purpose(Submission asked) {
        return new Purpose(
                Optional.of(asked.category()),
                Optional.of(asked.text()),
                Optional.ofNullable(asked.note()),
                asked.passengers().size(),
                asked.emergency(),
                asked.exemption());
    }

    private static Funds funds(Submission asked, List<Budget> budgets) {
        budget(asked, budgets);
        return new Funds(
                asked.costCentre(),
                budgets.stream()
                        .collect(Collectors.toMap(
                                Budget::code, budget -> budget.available().fen())));
    }

    private static Budget budget(Submission asked, List<Budget> budgets) {
        return budgets.stream()
                .filter(budget -> budget.code().equals(asked.costCentre()))
                .findFirst()
                .orElseThrow(() -> ProblemException.field(
                        CommonProblem.INVALID,
                        "/costCentre",
                        "value " + asked.costCentre() + " is no budget of the unit this year; see GET /budgets"));
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

    private Uni<TripView> hold(Submission asked, Facts facts, Function<Dossier, Uni<TripView>> look) {
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
        BookingTerms terms = facts.option().terms();
        if (!waits) {
            booking.agree(trip, ride, terms);
        }
        return repository
                .add(new Dossier(trip, legs, List.of(), approval))
                .chain(() -> booking.take(trip, ride, terms, expiresAt))
                .invoke(bookings -> {
                    if (!waits) {
                        booking.agree(bookings, terms);
                    }
                })
                .call(repository::add)
                .call(() -> repository.addPassengers(trip, asked.passengers()))
                .map(bookings -> new Dossier(trip, legs, bookings, approval))
                .call(dossier -> announce(dossier, asked, facts.option(), waits))
                .chain(dossier -> look.apply(dossier))
                .call(() -> booking.holdBudget(trip, now));
    }

    /**
     * In policy it is booked; outside policy somebody else decides, and the holds end when nobody does; an emergency
     * goes now and is decided about afterwards (PR-07).
     */
    private Uni<Void> announce(Dossier dossier, Submission asked, PlannedOption option, boolean waits) {
        Uni<Void> told = dossier.approval().isPresent()
                ? await(dossier, asked)
                : Uni.createFrom().voidItem();
        return waits
                ? told
                : told.chain(
                        () -> booking.announce(dossier, option, dossier.trip().actorId()));
    }

    private Uni<Void> await(Dossier dossier, Submission asked) {
        Trip trip = dossier.trip();
        Approval approval = dossier.approval().orElseThrow();
        return repository
                .setTimer(trip, TimerKind.APPROVAL_EXPIRY, approval.expiresAt())
                .chain(() -> people.approversOf(trip.unitId()))
                .chain(approvers -> journal.submitted(
                        trip,
                        trip.actorId(),
                        approvers.stream()
                                .map(Person::id)
                                .filter(id -> !trip.isOf(id) && !asked.carries(id))
                                .toList(),
                        approval.expiresAt()));
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
