package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.delegation.Delegations;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.ledger.Budget;
import org.twinloop.ledger.Budgets;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyQuestion.Exemption;
import org.twinloop.trip.approval.rule.PolicyQuestion.Purpose;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.dispatch.Papers;
import org.twinloop.trip.dispatch.Particulars;
import org.twinloop.trip.planning.ContractCover;
import org.twinloop.trip.planning.OptionPolicy;
import org.twinloop.trip.planning.OptionPolicy.Funds;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlanOption;
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
    private final Delegations delegations;
    private final TripApproval approvals;
    private final TripBooking booking;
    private final Papers papers;
    private final TripConfig config;
    private final Clock clock;

    TripRequest(
            Database database,
            TripRepository repository,
            TripPlanner planner,
            ContractCover contracts,
            Policy policy,
            People people,
            Personnel personnel,
            Budgets budgets,
            Delegations delegations,
            TripApproval approvals,
            TripBooking booking,
            Papers papers,
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
        this.delegations = delegations;
        this.approvals = approvals;
        this.booking = booking;
        this.papers = papers;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param personId who asks; {@code travellerId} who travels
     * @param secretary whether the asker answers for the cars of the unit, and so books for everybody in it
     */
    record Submission(
            UUID tripId,
            UUID personId,
            UUID travellerId,
            boolean secretary,
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
            Optional<Exemption> exemption,
            Particulars particulars) {}

    /** Who asks for whom, under which ids. */
    record Asked(UUID id, UUID unitId, UUID travellerId, UUID actorId, String bodyHash, Instant at) {}

    /** Why, and what it is paid from. */
    record Order(
            PurposeCategory category,
            String text,
            int passengers,
            String note,
            boolean emergency,
            String costCentre,
            UUID budgetAccount,
            UUID holdId) {
        /** As it was, with a hold of its own. */
        static Order same(Trip trip) {
            return new Order(
                    trip.purposeCategory(),
                    trip.purposeText(),
                    trip.passengers(),
                    trip.note(),
                    trip.emergency(),
                    trip.costCentre(),
                    trip.budgetAccount(),
                    Ids.next());
        }
    }

    /** The chosen option with its JSON as saved. */
    record Choice(UUID planId, PlannedOption planned, String plannedJson) {
        PlanOption option() {
            return planned.option();
        }

        BookingTerms terms() {
            return planned.terms();
        }
    }

    /** How the answer is made. */
    interface Look {
        Uni<TripView> view(Dossier dossier);

        /** The same for a trip that was just made of an option. */
        Uni<TripView> view(Dossier dossier, PlannedOption planned);
    }

    /** The trip as it looks now and whether this call made it. */
    record Submitted(TripView view, boolean isNew) {}

    /**
     * All that a decision is made from.
     *
     * @param emergency whether it leaves too soon to be decided about before; it is afterwards, in policy or not
     */
    record Facts(Plan plan, PlannedOption option, Budget budget, PolicyResult policy, boolean emergency) {
        boolean needsApproval() {
            return policy.outcome() == PolicyResult.Outcome.NEEDS_APPROVAL;
        }

        boolean waits() {
            return needsApproval() && !emergency;
        }
    }

    /** The same call again gives the same trip. Of two at once under one id the later finds the trip of the earlier. */
    Uni<Submitted> submit(Submission asked, Look look) {
        return attempt(asked, look)
                .onFailure(TripRequest::isTaken)
                .recoverWithUni(() -> attempt(asked, look))
                .onFailure(TripRequest::isTaken)
                .transform(failed -> taken(asked.tripId()));
    }

    private Uni<Submitted> attempt(Submission asked, Look look) {
        return database.act(
                Scope.unit(asked.unitId()),
                () -> planner.getUnless(asked.tripId(), asked.planId(), asked.optionId(), asked.personId())
                        .chain(plan -> plan.isEmpty()
                                ? repository
                                        .get(asked.tripId())
                                        .chain(there -> look.view(same(there, asked)))
                                        .map(view -> new Submitted(view, false))
                                : entrusted(asked)
                                        .chain(() -> facts(asked, plan.get().get(), 0, true))
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

    /** Whoever asks for somebody else was entrusted by them, or answers for the cars of the unit. */
    private Uni<Void> entrusted(Submission asked) {
        if (asked.personId().equals(asked.travellerId())) {
            return Uni.createFrom().voidItem();
        }
        return people.find(asked.travellerId())
                .invoke(found -> found.filter(Person::active)
                        .filter(person -> asked.unitId().equals(person.unitId()))
                        .orElseThrow(() -> ProblemException.field(
                                CommonProblem.INVALID,
                                "/travellerId",
                                "value " + asked.travellerId()
                                        + " is nobody active in the unit; name somebody who serves there")))
                .chain(() -> delegations.deputies(asked.unitId(), clock.instant()))
                .invoke(deputies -> {
                    boolean may = asked.secretary()
                            || deputies.mayBookFor(asked.personId(), asked.travellerId(), clock.instant());
                    if (!may) {
                        throw new ProblemException(
                                TripProblem.NOT_ENTRUSTED,
                                asked.travellerId() + " has to hand the right to book on to you first");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * What policy says about another option for a trip now. An emergency that is put off is none any more.
     *
     * @param ownHeldFen what the trip holds of its budget already and would give back
     */
    Uni<Facts> facts(Submission asked, long ownHeldFen) {
        return planner.get(asked.planId(), asked.optionId(), asked.personId())
                .chain(plan -> facts(asked, plan, ownHeldFen, false));
    }

    private Uni<Facts> facts(Submission asked, Plan plan, long ownHeldFen, boolean isNew) {
        Instant now = clock.instant();
        PlannedOption option = plan.bookable(asked.optionId(), now);
        return contracts
                .require(option, Money.fen(option.option().holdFen()))
                .chain(() -> personnel.get(asked.travellerId(), option.option().departAt()))
                .chain(person -> checkPassengers(asked)
                        .chain(() -> budgets.ofUnit(asked.unitId(), now))
                        .chain(all -> policy.inForce(now).map(version -> {
                            boolean emergency = asked.emergency()
                                    && (isNew || version.isNear(option.option().departAt(), now));
                            PolicyResult said = version.judge(OptionPolicy.atRequest(
                                    option,
                                    plan.request(),
                                    person,
                                    purpose(asked, emergency),
                                    funds(asked, all, ownHeldFen),
                                    Optional.empty(),
                                    now));
                            said.requireAllowed();
                            return new Facts(plan, option, budget(asked, all), said, emergency);
                        })));
    }

    private static Purpose purpose(Submission asked, boolean emergency) {
        return new Purpose(
                Optional.of(asked.category()),
                Optional.of(asked.text()),
                Optional.ofNullable(asked.note()),
                asked.passengers().size(),
                emergency,
                asked.exemption());
    }

    private static Funds funds(Submission asked, List<Budget> budgets, long ownHeldFen) {
        budget(asked, budgets);
        return new Funds(
                asked.costCentre(),
                budgets.stream()
                        .collect(Collectors.toMap(
                                Budget::code,
                                budget -> budget.available().fen()
                                        + (budget.code().equals(asked.costCentre()) ? ownHeldFen : 0))));
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

    /** Who travels has signed in or was looked up already. */
    private Uni<Void> checkPassengers(Submission asked) {
        List<Dossier.Passenger> passengers = asked.passengers();
        Uni<Void> checked = Uni.createFrom().voidItem();
        for (int i = 0; i < passengers.size(); i++) {
            UUID personId = passengers.get(i).personId();
            String pointer = "/passengers/" + i + "/personId";
            if (personId != null && !personId.equals(asked.travellerId())) {
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

    private Uni<TripView> hold(Submission asked, Facts facts, Look look) {
        Instant now = clock.instant();
        Trip trip = trip(asked, facts, now);
        boolean waits = facts.waits();
        Optional<Approval> approval = facts.needsApproval() || facts.emergency()
                ? Optional.of(Approval.asked(
                        trip.id(), trip.unitId(), trip.travellerId(), trip.actorId(), now, decideBy(trip, now, waits)))
                : Optional.empty();
        Dossier wanted = new Dossier(trip, legs(trip, facts.option()), List.of(), approval);
        return place(wanted, facts.option(), waits, () -> repository.addNew(wanted, asked.passengers()))
                .call(() -> trip.emergency()
                        ? repository.setTimer(trip, TimerKind.BACKFILL_DUE, decideBy(trip, now, false))
                        : Uni.createFrom().voidItem())
                .call(() -> papers.keep(trip.id(), trip.unitId(), asked.particulars(), trip.departAt()))
                .call(dossier -> announce(dossier, facts, approval.isPresent(), waits))
                .chain(dossier -> look.view(dossier, facts.option()))
                .call(() -> booking.holdBudget(trip, now));
    }

    /**
     * Holds all that another option of a trip needs but the money: firm when nobody has to agree, else until the
     * decision is due.
     *
     * @param wanted the trip with the legs of the option, and the decision it waits for
     */
    Uni<Dossier> place(Dossier wanted, PlannedOption option, boolean waits) {
        return place(wanted, option, waits, () -> repository.add(wanted));
    }

    /** The trip's row is written first: of two calls under one id the later waits there, holding nothing yet. */
    private Uni<Dossier> place(Dossier wanted, PlannedOption option, boolean waits, Supplier<Uni<Void>> write) {
        Trip trip = wanted.trip();
        Leg ride = wanted.rideLeg();
        BookingTerms terms = option.terms();
        Instant expiresAt = waits ? wanted.approval().orElseThrow().expiresAt() : null;
        if (!waits) {
            booking.agree(trip, wanted.legs(), terms);
        }
        return write.get()
                .chain(() -> booking.take(trip, ride, terms, expiresAt))
                .map(taken -> wanted.fed(taken, terms))
                .invoke(bookings -> {
                    if (!waits) {
                        booking.agree(bookings, terms);
                    }
                })
                .call(bookings -> repository.addHeld(trip, bookings, waits ? null : booking.noShowAt(trip, terms)))
                .map(bookings -> new Dossier(trip, wanted.legs(), bookings, wanted.approval()));
    }

    /**
     * In policy it is booked; outside policy somebody else decides, and the holds end when nobody does; an emergency
     * goes now and is decided about afterwards (PR-07).
     */
    Uni<Void> announce(Dossier dossier, Facts facts, boolean asks, boolean waits) {
        Uni<Void> told = asks
                ? approvals.ask(dossier, Math.max(1, facts.policy().levels()))
                : Uni.createFrom().voidItem();
        return waits
                ? told
                : told.chain(() ->
                        booking.announce(dossier, facts.option(), dossier.trip().actorId()));
    }

    /** Until when somebody has to decide about a trip that waits for it, or that has gone already. */
    Instant decideBy(Trip trip, Instant now, boolean waits) {
        if (!waits) {
            return policy.remembered(now)
                    .orElseThrow(() -> new IllegalStateException("no policy was read for " + now))
                    .dueAfterwards(now);
        }
        Duration untilStart = Duration.between(now, trip.departAt());
        Duration wait = untilStart.compareTo(config.approvalWait()) < 0 ? untilStart : config.approvalWait();
        return now.plus(wait.compareTo(config.approvalWaitMin()) < 0 ? config.approvalWaitMin() : wait);
    }

    private Trip trip(Submission asked, Facts facts, Instant now) {
        return Trip.requested(
                new Asked(asked.tripId(), asked.unitId(), asked.travellerId(), asked.personId(), asked.bodyHash(), now),
                order(asked, facts),
                choice(facts),
                facts.policy(),
                repository.write(facts.policy()));
    }

    Order order(Submission asked, Facts facts) {
        return new Order(
                asked.category(),
                asked.text().strip(),
                asked.passengers().size(),
                asked.note(),
                asked.emergency(),
                asked.costCentre(),
                facts.budget().accountId(),
                Ids.next());
    }

    Choice choice(Facts facts) {
        return new Choice(facts.plan().id(), facts.option(), repository.write(facts.option()));
    }

    static List<Leg> legs(Trip trip, PlannedOption option) {
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
