package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.pricing.PriceLists;
import org.twinloop.trip.Dossier.GivenUp;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.TripRequest.Choice;
import org.twinloop.trip.TripRequest.Facts;
import org.twinloop.trip.TripRequest.Order;
import org.twinloop.trip.TripRequest.Submission;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.chain.ApprovalDesk;
import org.twinloop.trip.approval.chain.Asking;
import org.twinloop.trip.approval.chain.Extension;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Change;
import org.twinloop.trip.approval.rule.PolicyInputs;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.dispatch.Particulars;
import org.twinloop.trip.heal.CarExchange;
import org.twinloop.trip.heal.OpenOffers;
import org.twinloop.trip.planning.option.BookingTerms.Cost;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.ride.TripState;

/**
 * Changes a trip, one transaction: another option instead of the chosen one, which is also how a returned request is
 * amended and sent again; or the same car for longer or shorter. What the old option held is freed and what the new one
 * needs is held in the same act, so a change that is refused leaves everything as it was. Of a change and the next
 * booking of the car the constraint decides.
 *
 * <p>An approval covers destinations, window, mode and ceiling (PR-06), measured from what was approved, not from the
 * last small change. A change within it stands at once; one beyond it is asked anew, before the ride, or afterwards
 * when the ride has begun.
 */
@ApplicationScoped
class TripChange implements CarExchange {
    private final Database database;
    private final TripRepository repository;
    private final TripRequest requests;
    private final TripBooking booking;
    private final TripApproval approvals;
    private final ApprovalDesk chain;
    private final TripJournal journal;
    private final Policy policy;
    private final PriceLists prices;
    private final OpenOffers offers;
    private final TripConfig config;
    private final Clock clock;

    TripChange(
            Database database,
            TripRepository repository,
            TripRequest requests,
            TripBooking booking,
            TripApproval approvals,
            ApprovalDesk chain,
            TripJournal journal,
            Policy policy,
            PriceLists prices,
            OpenOffers offers,
            TripConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.requests = requests;
        this.booking = booking;
        this.approvals = approvals;
        this.chain = chain;
        this.journal = journal;
        this.policy = policy;
        this.prices = prices;
        this.offers = offers;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What is wished.
     *
     * @param replan another option; exactly one of this and {@code until} is given
     * @param until end of the time the car is kept
     */
    record Wish(UUID id, String bodyHash, Optional<Replan> replan, Optional<Instant> until, String reason) {}

    /** Another option, with another purpose when there is one. */
    record Replan(UUID planId, UUID optionId, Optional<PurposeCategory> category, Optional<String> text, String note) {}

    /** How a trip stood before or stands after a change; written down with it. */
    record Snapshot(
            TripState state,
            TravelMode mode,
            List<String> destinations,
            Instant windowFrom,
            Instant windowTo,
            long heldFen,
            int edition) {
        static Snapshot of(Trip trip, PlannedOption option) {
            return new Snapshot(
                    trip.state(),
                    trip.mode(),
                    List.copyOf(TripApproval.destinations(option)),
                    trip.windowFrom(),
                    trip.windowTo(),
                    trip.heldFen(),
                    trip.edition());
        }
    }

    /** Changes once; the same call again finds it done. */
    Uni<Void> change(Reader reader, UUID tripId, Wish wish) {
        return database.act(
                        Scope.unit(reader.unitId()),
                        () -> repository.lock(tripId).chain(dossier -> {
                            dossier.trip().requireTraveller(reader.personId());
                            return repository
                                    .change(wish.id())
                                    .chain(made -> made.isPresent()
                                            ? same(made.get(), tripId, wish)
                                            : make(dossier, reader, wish));
                        }))
                .onFailure(failed -> DatabaseFailure.sqlState(failed)
                        .filter(DatabaseFailure.UNIQUE_VIOLATION::equals)
                        .isPresent())
                .transform(failed -> taken(wish.id()));
    }

    private static Uni<Void> same(TripRepository.MadeChange made, UUID tripId, Wish wish) {
        if (!made.tripId().equals(tripId) || !made.bodyHash().equals(wish.bodyHash())) {
            throw taken(wish.id());
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> make(Dossier dossier, Reader reader, Wish wish) {
        return wish.replan().isPresent()
                ? replan(dossier, reader, wish, wish.replan().get())
                : resize(dossier, reader, wish, wish.until().orElseThrow());
    }

    private Uni<Void> replan(Dossier dossier, Reader reader, Wish wish, Replan replan) {
        Trip trip = dossier.trip();
        trip.require(TripState.SUBMITTED, TripState.RETURNED, TripState.BOOKED, TripState.DECLINED);
        dossier.requireNotFed();
        Uni<Void> may = trip.state() == TripState.DECLINED
                ? offers.requireOffered(trip.id(), replan.planId(), reader.personId())
                : Uni.createFrom().voidItem();
        return may.chain(() -> repository.ownPassengers(trip.id()))
                .map(riding -> submission(trip, reader, replan, riding))
                .chain(asked -> requests.facts(asked, dossier.heldNowFen())
                        .chain(facts -> asking(dossier, facts)
                                .chain(asking -> givenUp(dossier, facts.option())
                                        .chain(lost -> exchange(dossier, asked, facts, asking, lost, wish)))));
    }

    /**
     * Choosing another ride gives the booked one up, for what cancelling costs at that moment; it is free where healing
     * asked for the choice.
     */
    private Uni<GivenUp> givenUp(Dossier old, PlannedOption next) {
        Trip trip = old.trip();
        Instant now = clock.instant();
        return booking.mayCost(trip, TripState.CANCELLED)
                .chain(booked -> !booked || old.keeps(next)
                        ? Uni.createFrom().item(new GivenUp(booked, Money.ZERO, null))
                        : offers.isToChooseAnew(trip.id(), now)
                                .chain(asked -> asked
                                        ? Uni.createFrom().item(Money.ZERO)
                                        : booking.fee(old, TripState.CANCELLED, now))
                                .map(fee -> new GivenUp(
                                        false, fee, old.ride().operatorId().orElse(null))));
    }

    private Submission submission(Trip trip, Reader reader, Replan replan, List<Dossier.Passenger> riding) {
        return new Submission(
                trip.id(),
                reader.personId(),
                trip.travellerId(),
                false,
                trip.unitId(),
                trip.bodyHash(),
                replan.planId(),
                replan.optionId(),
                replan.category().orElseGet(trip::purposeCategory),
                replan.text().orElseGet(trip::purposeText),
                riding,
                trip.costCentre(),
                replan.note() == null ? trip.note() : replan.note(),
                trip.emergency(),
                asked(trip).purpose().exemption(),
                Particulars.NONE);
    }

    private Uni<Asking> asking(Dossier dossier, Facts facts) {
        Change.Request wished = TripApproval.wished(facts.option());
        return policy.inForce(clock.instant()).map(version -> {
            boolean wanted = facts.needsApproval() || dossier.trip().emergency();
            boolean sentBack = dossier.trip().state() == TripState.RETURNED;
            return wanted && !isCovered(dossier, wished, version)
                    ? Asking.of(facts.policy(), facts.waits() || sentBack)
                    : Asking.NOBODY;
        });
    }

    /** PR-06: whether somebody approved and the wish stays within it. */
    private boolean isCovered(Dossier dossier, Change.Request wished, PolicyVersion version) {
        return approved(dossier)
                .map(bound -> version.judge(new Change(clock.instant(), wished, bound))
                        .outcome())
                .filter(outcome -> outcome != PolicyResult.Outcome.BLOCKED)
                .isPresent();
    }

    private Optional<Change.Facts> approved(Dossier dossier) {
        return dossier.approval().flatMap(Approval::bound).map(bound -> repository.read(bound, Change.Facts.class));
    }

    /** The old option's holds for the new one's, the money last. */
    private Uni<Void> exchange(Dossier old, Submission asked, Facts facts, Asking asking, GivenUp lost, Wish wish) {
        Trip trip = old.trip();
        Instant now = clock.instant();
        Snapshot before = snapshot(trip);
        boolean held = trip.state().holds();
        UUID oldHold = trip.holdId();
        return told(old, lost, new Closing(asked.personId(), wish.reason(), now))
                .chain(() -> booking.giveUp(old, now, wish.reason()))
                .chain(() -> chain.close(trip.id()))
                .invoke(() -> trip.amend(
                        requests.order(asked, facts),
                        requests.choice(facts),
                        facts.policy(),
                        repository.write(facts.policy())))
                .map(done -> decision(old, asking, asked.personId(), now))
                .chain(approval -> requests.place(
                        new Dossier(trip, TripRequest.legs(trip, facts.option()), List.of(), approval),
                        facts.option(),
                        asking.waits()))
                .call(() -> written(trip, asked.personId(), wish, "REPLAN", asking.asks(), before, lost))
                .call(dossier -> requests.announce(dossier, facts, asking.asks(), asking.waits()))
                .chain(() -> held
                        ? booking.giveBack(oldHold, old.ride(), lost.fee(), now)
                        : Uni.createFrom().voidItem())
                .chain(() -> booking.holdBudget(trip, now));
    }

    private Uni<Void> told(Dossier old, GivenUp lost, Closing closing) {
        return lost.fee().equals(Money.ZERO)
                ? Uni.createFrom().voidItem()
                : booking.tellGivenUp(old, closing, lost.fee());
    }

    /** {@inheritDoc} Nobody decides anew: it goes to the same place, at the same time, for no more. */
    @Override
    public Uni<Boolean> exchange(Exchange wish) {
        return repository.lock(wish.tripId()).chain(dossier -> {
            Trip trip = dossier.trip();
            boolean asBooked = trip.state() == TripState.BOOKED
                    && dossier.ride().id().equals(wish.bookingId())
                    && dossier.fedLeg().isEmpty();
            return asBooked
                    ? mayBe(dossier, wish.next())
                            .call(may ->
                                    may ? swap(dossier, wish) : Uni.createFrom().voidItem())
                    : Uni.createFrom().item(false);
        });
    }

    private Uni<Boolean> mayBe(Dossier dossier, PlannedOption next) {
        boolean bound = dossier.approval().flatMap(Approval::bound).isPresent();
        return bound
                ? policy.inForce(clock.instant()).map(version -> isCovered(dossier, TripApproval.wished(next), version))
                : Uni.createFrom().item(true);
    }

    /** What was decided about the trip stays decided; only what it holds is another. */
    private Uni<Void> swap(Dossier old, Exchange wish) {
        Trip trip = old.trip();
        Instant now = clock.instant();
        UUID oldHold = trip.holdId();
        Snapshot before = snapshot(trip);
        Choice choice = new Choice(wish.planId(), wish.next(), repository.write(wish.next()));
        return booking.giveUp(old, now, wish.unfit().words())
                .invoke(() -> trip.amend(
                        Order.same(trip),
                        choice,
                        repository.read(trip.policyJson(), PolicyResult.class),
                        trip.policyJson()))
                .chain(() -> requests.place(
                        new Dossier(trip, TripRequest.legs(trip, wish.next()), List.of(), old.approval()),
                        wish.next(),
                        false))
                .call(dossier -> booking.announce(dossier, wish.next(), null))
                .call(dossier -> journal.healed(old, dossier, wish.unfit(), before, snapshot(trip)))
                .chain(() -> booking.exchangeHold(oldHold, trip, now));
    }

    /** The decision as it is after a change: asked anew, asked for the first time, no longer needed, or as it was. */
    private Optional<Approval> decision(Dossier dossier, Asking asking, UUID by, Instant now) {
        Trip trip = dossier.trip();
        Optional<Approval> there = dossier.approval();
        if (!asking.asks()) {
            there.filter(Approval::isOpen).ifPresent(approval -> approval.withdraw(by, null, now));
            return there;
        }
        Instant until = requests.decideBy(trip, now, asking.waits());
        there.ifPresent(approval -> approval.reopen(now, until));
        return there.or(() ->
                Optional.of(Approval.asked(trip.id(), trip.unitId(), trip.travellerId(), trip.actorId(), now, until)));
    }

    /** The same car until another time. */
    private Uni<Void> resize(Dossier dossier, Reader reader, Wish wish, Instant until) {
        Trip trip = dossier.trip();
        PlannedOption option = repository.read(trip.optionJson(), PlannedOption.class);
        trip.require(TripState.BOOKED, TripState.IN_PROGRESS);
        requireOurCar(dossier, option);
        requireTime(trip, until, Extension.latest(option.terms().windowTo(), approved(dossier), config.extendMax()));
        Instant now = clock.instant();
        Snapshot before = snapshot(trip);
        UUID oldHold = trip.holdId();
        return cost(dossier, option, until)
                .chain(cost -> asking(dossier, option, until, cost)
                        .invoke(asking -> trip.resize(until, Ids.next(), cost.holdFen())))
                .call(() -> booking.extend(dossier, until))
                .call(asking -> asking.asks()
                        ? askAnew(dossier, asking, reader.personId(), now)
                        : Uni.createFrom().voidItem())
                .call(asking -> written(
                        trip,
                        reader.personId(),
                        wish,
                        until.isAfter(before.windowTo()) ? "EXTEND" : "SHORTEN",
                        asking.asks(),
                        before,
                        GivenUp.NOTHING))
                .chain(() -> booking.exchangeHold(oldHold, trip, now));
    }

    /** Before the ride it waits; once it has begun somebody decides afterwards. */
    private Uni<Void> askAnew(Dossier dossier, Asking asking, UUID by, Instant now) {
        Trip trip = dossier.trip();
        if (trip.state() == TripState.BOOKED) {
            trip.reopen();
            dossier.bookings().stream().filter(Booking::isHolding).forEach(one -> one.become(Booking.State.HELD));
        }
        return chain.close(trip.id())
                .map(done -> decision(dossier, asking, by, now))
                .map(approval -> new Dossier(trip, dossier.legs(), dossier.bookings(), approval))
                .call(repository::add)
                .chain(asked -> approvals.ask(asked, asking.levels()));
    }

    private static void requireOurCar(Dossier dossier, PlannedOption option) {
        if (dossier.ride().kind() != Booking.Kind.CAR || !option.terms().ours()) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "the operator decides about the time of trip "
                            + dossier.trip().id() + "; choose another option");
        }
    }

    private void requireTime(Trip trip, Instant until, Instant latest) {
        Instant earliest = trip.state() == TripState.BOOKED ? trip.arriveAt() : clock.instant();
        if (until.isBefore(earliest) || until.isAfter(latest) || until.equals(trip.windowTo())) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/until",
                    "value " + until + "; between " + earliest + " and " + latest + ", and not as it is");
        }
    }

    /** For the whole time; a unit's own car costs nothing. */
    private Uni<Cost> cost(Dossier dossier, PlannedOption option, Instant until) {
        Trip trip = dossier.trip();
        UUID listId = option.terms().priceListId();
        return listId == null
                ? Uni.createFrom().item(new Cost(0, 0))
                : prices.find(listId)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("price list " + listId)))
                        .map(list -> option.terms().cost(list.terms(), trip.departAt(), until))
                        .map(cost -> new Cost(cost.priceFen(), Math.max(cost.holdFen(), trip.quotedFen())));
    }

    /** Giving the car back sooner asks nobody. */
    private Uni<Asking> asking(Dossier dossier, PlannedOption option, Instant until, Cost cost) {
        Trip trip = dossier.trip();
        if (!until.isAfter(trip.windowTo())) {
            return Uni.createFrom().item(Asking.NOBODY);
        }
        Instant now = clock.instant();
        Change.Request wished = new Change.Request(
                TripApproval.destinations(option), trip.windowFrom(), until, trip.mode(), cost.holdFen());
        PolicyQuestion longer = Extension.longer(asked(trip), until, cost.priceFen(), cost.holdFen(), now);
        boolean waits = trip.state() == TripState.BOOKED;
        boolean open = dossier.approval().filter(Approval::isOpen).isPresent();
        return policy.inForce(now).map(version -> {
            if (approved(dossier).isEmpty()) {
                return Asking.judged(version.judge(longer), open, waits);
            }
            return isCovered(dossier, wished, version) ? Asking.NOBODY : Asking.of(version.judge(longer), waits);
        });
    }

    private PolicyQuestion asked(Trip trip) {
        return PolicyInputs.read(
                repository.read(trip.policyJson(), PolicyResult.class).inputs(), PolicyQuestion.class);
    }

    private Snapshot snapshot(Trip trip) {
        return Snapshot.of(trip, repository.read(trip.optionJson(), PlannedOption.class));
    }

    private Uni<Void> written(
            Trip trip, UUID by, Wish wish, String kind, boolean reopened, Snapshot before, GivenUp lost) {
        Snapshot after = snapshot(trip);
        TripRepository.Change change = new TripRepository.Change(
                wish.id(), by, wish.bodyHash(), kind, reopened, wish.reason(), repository.write(before), lost);
        return repository
                .addChange(trip, change, repository.write(after), clock.instant())
                .chain(() ->
                        journal.changed(trip, by, new Told(wish.id(), kind, reopened, before, after), wish.reason()));
    }

    /** What the journal is told of a change. */
    record Told(UUID changeId, String kind, boolean reopened, Snapshot before, Snapshot after) {}

    private static ProblemException taken(UUID id) {
        return new ProblemException(
                CommonProblem.CONFLICT, "change id " + id + " was used for another change; make a new one");
    }
}
