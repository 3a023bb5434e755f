package org.twinloop.trip;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.charging.Chargers;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.device.command.Command;
import org.twinloop.device.command.Commands;
import org.twinloop.device.offline.OfflineKeys;
import org.twinloop.ledger.Ledger;
import org.twinloop.ledger.Payables;
import org.twinloop.pricing.CancelTerms;
import org.twinloop.pricing.PriceLists;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.planning.ContractCover;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.ride.TripState;
import org.twinloop.vehicle.Bay;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/**
 * What a trip keeps from others (car, bay, pile, budget), and its way from agreed to booked. Holds are taken in this
 * order, the budget last, since its row is the one many trips share; a refusal of any of them leaves nothing behind,
 * because all is one transaction.
 *
 * <p>What our own calendar decides is booked at once; an operator with a calendar of its own is asked, has a deadline,
 * and its answer comes as an event. Must be called inside an act that holds the trip's row.
 */
@ApplicationScoped
class TripBooking {
    private final TripRepository repository;
    private final Ledger ledger;
    private final TripJournal journal;
    private final Fleet fleet;
    private final Chargers chargers;
    private final Commands commands;
    private final ContractCover contracts;
    private final OfflineKeys offlineKeys;
    private final PriceLists prices;
    private final Payables payables;
    private final TripConfig config;
    private final Clock clock;

    TripBooking(
            TripRepository repository,
            Ledger ledger,
            TripJournal journal,
            Fleet fleet,
            Chargers chargers,
            Commands commands,
            ContractCover contracts,
            OfflineKeys offlineKeys,
            PriceLists prices,
            Payables payables,
            TripConfig config,
            Clock clock) {
        this.repository = repository;
        this.ledger = ledger;
        this.journal = journal;
        this.fleet = fleet;
        this.chargers = chargers;
        this.commands = commands;
        this.contracts = contracts;
        this.offlineKeys = offlineKeys;
        this.prices = prices;
        this.payables = payables;
        this.config = config;
        this.clock = clock;
    }

    /** A person agreed to what was only held until now. */
    Uni<Void> agreed(Dossier dossier, PlannedOption option, UUID actor) {
        Uni<Void> firm = contracts.require(option, Money.ZERO);
        for (Booking booking : dossier.bookings()) {
            firm = firm.chain(() -> firm(booking));
        }
        return firm.invoke(() -> {
                    agree(dossier.trip(), dossier.legs(), option.terms());
                    agree(dossier.bookings(), option.terms());
                })
                .chain(() -> option.terms().ours()
                        ? awaitRide(dossier.trip())
                        : Uni.createFrom().voidItem())
                .chain(() -> announce(dossier, option, actor));
    }

    /** An agreed trip is booked when we decide about its ride; otherwise its operator is asked. */
    void agree(Trip trip, List<Leg> legs, BookingTerms terms) {
        legs.stream().filter(Leg::isPaid).forEach(leg -> leg.become(Leg.State.BOOKED));
        if (terms.ours()) {
            trip.book();
        } else {
            trip.awaitPartner();
        }
    }

    /** What an agreed trip holds is firm, but for the ride that its operator has not confirmed yet. */
    void agree(List<Booking> bookings, BookingTerms terms) {
        bookings.forEach(booking ->
                booking.become(booking.isRide() && !terms.ours() ? Booking.State.PENDING_PARTNER : Booking.State.FIRM));
    }

    /** Tells of an agreed trip: that it is booked, or what its operator is asked. Its holds are written already. */
    Uni<Void> announce(Dossier dossier, PlannedOption option, UUID actor) {
        return option.terms().ours() ? journal.booked(dossier, actor) : askPartner(dossier, option);
    }

    private Uni<Void> awaitRide(Trip trip) {
        return repository.setTimer(trip, TimerKind.NO_SHOW, noShowAt(trip));
    }

    private Uni<Void> askPartner(Dossier dossier, PlannedOption option) {
        Trip trip = dossier.trip();
        Booking ride = dossier.ride();
        Instant deadline = clock.instant().plus(config.partnerDeadline());
        return repository
                .setTimer(trip, TimerKind.PARTNER_DEADLINE, deadline)
                .chain(() -> car(ride))
                .chain(car -> journal.partnerAsked(
                        trip, ride, option.option(), car.map(Vehicle::vin).orElse(null), deadline));
    }

    /** The operator said yes. An answer that comes after the trip was closed changes nothing; the operator was told. */
    Uni<Void> confirmed(Dossier dossier, UUID bookingId, JsonNode answer) {
        Booking ride = dossier.ride();
        if (dossier.trip().state() != TripState.PENDING_PARTNER || !ride.id().equals(bookingId)) {
            return Uni.createFrom().voidItem();
        }
        ride.answered(Booking.State.FIRM, repository.write(answer));
        dossier.trip().book();
        return awaitRide(dossier.trip()).chain(() -> journal.booked(dossier, null));
    }

    /**
     * The operator said no, or nothing in time: all else is free again, the traveller is told, and healing plans anew
     * for the same wish. The car is not offered again for that time.
     */
    Uni<Void> declined(Dossier dossier, UUID bookingId, String reason) {
        Trip trip = dossier.trip();
        Booking ride = dossier.ride();
        boolean open = trip.state() == TripState.PENDING_PARTNER || trip.state() == TripState.BOOKED;
        if (!open || !ride.id().equals(bookingId)) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        Uni<Void> lost = ride.kind() == Booking.Kind.CAR
                ? fleet.lose(ride.id(), now)
                : Uni.createFrom().voidItem();
        return lost.chain(() -> close(dossier, TripState.DECLINED, "booking-declined", new Closing(null, reason, now)))
                .invoke(() -> ride.become(Booking.State.DECLINED));
    }

    /** The operator's time is over. */
    Uni<Void> noAnswer(Dossier dossier) {
        return dossier.trip().state() == TripState.PENDING_PARTNER
                ? declined(dossier, dossier.ride().id(), "运营商未在时限内答复 / the operator did not answer in time")
                : Uni.createFrom().voidItem();
    }

    /**
     * Ends a trip without a ride: told, and everything it held is free, the budget last, but for the fee that the price
     * list asks for giving up a booked ride late or not coming.
     */
    Uni<Void> close(Dossier dossier, TripState how, String verb, Closing closing) {
        return fee(dossier, how, closing.at()).chain(fee -> {
            if (!fee.equals(Money.ZERO)) {
                dossier.trip().noted().owe(fee);
            }
            return closeFree(dossier, how, verb, closing);
        });
    }

    /** The same where nothing is asked for it, because we proposed it. */
    Uni<Void> closeFree(Dossier dossier, TripState how, String verb, Closing closing) {
        Trip trip = dossier.trip();
        trip.close(how, closing.reason());
        BookingTerms terms =
                repository.read(trip.optionJson(), PlannedOption.class).terms();
        return car(dossier.ride())
                .chain(car -> journal.unused(
                        verb, dossier, terms, car, closing, trip.aftermath().fee()))
                .chain(() -> releaseAll(dossier, closing.at(), closing.reason()));
    }

    /** Tells of a booked ride that another one was chosen for, and what it cost. */
    Uni<Void> tellGivenUp(Dossier old, Closing closing, Money fee) {
        BookingTerms terms =
                repository.read(old.trip().optionJson(), PlannedOption.class).terms();
        return car(old.ride()).chain(car -> journal.unused("ride-given-up", old, terms, car, closing, fee));
    }

    /** What ending a trip so would cost at a moment: never more than what the budget holds for it. */
    Uni<Money> fee(Dossier dossier, TripState how, Instant at) {
        return mayCost(dossier.trip(), how)
                .chain(may -> may ? feeOf(dossier, how, at) : Uni.createFrom().item(Money.ZERO));
    }

    /** A booking whose longer time is being decided is a booking still: taking that back costs what cancelling does. */
    Uni<Boolean> mayCost(Trip trip, TripState how) {
        boolean givenUp = how == TripState.CANCELLED || how == TripState.WITHDRAWN;
        return trip.state() == TripState.SUBMITTED && givenUp
                ? repository.wasBooked(trip)
                : Uni.createFrom().item(trip.state() == TripState.BOOKED && (givenUp || how == TripState.NO_SHOW));
    }

    private Uni<Money> feeOf(Dossier dossier, TripState how, Instant at) {
        Trip trip = dossier.trip();
        return notToBeHad(dossier, how, at)
                .chain(free -> free ? Uni.createFrom().item(CancelTerms.FREE) : cancelTerms(dossier))
                .map(terms -> how == TripState.NO_SHOW ? terms.noShowFee() : terms.feeAt(trip.departAt(), at))
                .map(fee -> fee.min(Money.fen(trip.heldFen())));
    }

    /** Whether somebody else still had the car out in the time of this trip, or it did not obey the order to open. */
    private Uni<Boolean> notToBeHad(Dossier dossier, TripState how, Instant at) {
        Trip trip = dossier.trip();
        Booking ride = dossier.ride();
        Uni<Boolean> out = ride.vehicleId() == null || at.isBefore(trip.windowFrom())
                ? Uni.createFrom().item(false)
                : fleet.wasOut(ride.vehicleId(), ride.id(), trip.windowFrom());
        return out.chain(was ->
                was ? Uni.createFrom().item(true) : commands.ofTrip(trip.id()).map(given -> triedInVain(given, how)));
    }

    /** An order that is still open may yet open the car, but not for somebody whose time to come is over. */
    static boolean triedInVain(List<Command> given, TripState how) {
        return given.stream()
                .filter(order -> order.kind() == Command.Kind.UNLOCK && order.state() != Command.State.CONFIRMED)
                .anyMatch(order -> order.state().isEnd() || how == TripState.NO_SHOW);
    }

    /** What the price list of the ride says; a unit's own car, and a bicycle nobody kept, cost nothing. */
    Uni<CancelTerms> cancelTerms(Dossier dossier) {
        UUID listId = dossier.ride().priceListId();
        return listId == null || dossier.ride().kind() == Booking.Kind.BIKE
                ? Uni.createFrom().item(CancelTerms.FREE)
                : prices.find(listId)
                        .map(found -> found.map(list -> list.terms().cancel()).orElse(CancelTerms.FREE));
    }

    private Uni<Optional<Vehicle>> car(Booking ride) {
        return ride.vehicleId() == null ? Uni.createFrom().item(Optional.empty()) : fleet.find(ride.vehicleId());
    }

    /** When nobody has come to a ride that is booked at once; null while its operator is still to be asked. */
    Instant noShowAt(Trip trip, BookingTerms terms) {
        return terms.ours() ? noShowAt(trip) : null;
    }

    private Instant noShowAt(Trip trip) {
        return trip.departAt().plus(config.noShowAfter());
    }

    /**
     * Holds the ride and where it ends.
     *
     * @param expiresAt when the holds end by themselves; null when they are firm at once
     */
    Uni<List<Booking>> take(Trip trip, Leg leg, BookingTerms terms, Instant expiresAt) {
        Booking car = Booking.ride(Ids.next(), leg, trip.unitId(), terms);
        if (terms.vehicleId() == null) {
            return Uni.createFrom().item(List.of(car));
        }
        return fleet.reserve(new Fleet.CarHold(
                        car.id(),
                        terms.vehicleId(),
                        leg.id(),
                        trip.windowFrom(),
                        trip.windowTo(),
                        expiresAt,
                        terms.metresToCharge()))
                .chain(() -> takeBay(trip, leg, terms, expiresAt))
                .chain(places -> takeStop(trip, leg, terms, places, expiresAt))
                .map(places -> {
                    List<Booking> all = new ArrayList<>(places);
                    all.add(0, car);
                    return all;
                });
    }

    private Uni<List<Booking>> takeBay(Trip trip, Leg leg, BookingTerms terms, Instant expiresAt) {
        UUID id = Ids.next();
        Bay.Wish wish = new Bay.Wish(
                id,
                terms.returnStopId(),
                leg.id(),
                trip.windowFrom(),
                trip.windowTo(),
                expiresAt,
                terms.connectorIds());
        return fleet.reserveBay(wish).chain(bay -> {
            Booking place = Booking.bay(id, leg, trip.unitId(), terms.returnStopId(), bay.code());
            return bay.connectorId() != null && terms.connectorIds().contains(bay.connectorId())
                    ? takePile(trip, leg, bay, expiresAt).map(pile -> List.of(place, pile))
                    : Uni.createFrom().item(List.of(place));
        });
    }

    /** The pile that reaches the bay, when it was free. */
    private Uni<Booking> takePile(Trip trip, Leg leg, Bay bay, Instant expiresAt) {
        Booking pile = Booking.pile(Ids.next(), leg, trip.unitId(), bay.stopId(), bay.connectorId(), bay.code());
        return chargers.reserve(pile.id(), bay.connectorId(), trip.windowFrom(), trip.windowTo(), expiresAt)
                .replaceWith(pile);
    }

    /** The pile on the way, when the plan has a charging stop. */
    private Uni<List<Booking>> takeStop(
            Trip trip, Leg leg, BookingTerms terms, List<Booking> places, Instant expiresAt) {
        BookingTerms.Charge charge = terms.charge();
        if (charge == null) {
            return Uni.createFrom().item(places);
        }
        Booking pile =
                Booking.pile(Ids.next(), leg, trip.unitId(), charge.stopId(), charge.connectorId(), charge.name());
        return chargers.reserve(pile.id(), charge.connectorId(), charge.from(), charge.to(), expiresAt)
                .map(held -> {
                    List<Booking> all = new ArrayList<>(places);
                    all.add(pile);
                    return all;
                });
    }

    /** Sets the money aside; always the last write of an act. */
    Uni<Void> holdBudget(Trip trip, Instant at) {
        return ledger.hold(trip.holdId(), trip.budgetAccount(), Money.fen(trip.heldFen()), trip.id(), at);
    }

    private Uni<Void> firm(Booking booking) {
        return switch (booking.kind()) {
            case CAR -> fleet.firm(booking.id());
            case BAY -> fleet.firmBay(booking.id());
            case PILE -> chargers.firm(booking.id());
            case CHAUFFEUR, BIKE -> Uni.createFrom().voidItem();
        };
    }

    /**
     * Frees everything but the budget, when a ride has ended and its price is still to come; an order to open the car
     * does not outlive its trip.
     */
    Uni<Void> releaseThings(Dossier dossier, Instant at, String reason) {
        Uni<Void> done = commands.withdraw(dossier.trip().id(), Command.Kind.UNLOCK, "行程已结束 / the trip is over")
                .chain(() -> offlineKeys.revoke(dossier.trip().id(), "trip " + reason));
        for (Booking booking : dossier.bookings()) {
            if (booking.isHolding()) {
                booking.become(Booking.State.RELEASED);
                done = done.chain(() -> release(booking, at));
                if (booking.isRide() && booking.operatorId().isPresent() && !done(dossier, booking)) {
                    done = done.chain(() -> journal.partnerReleased(dossier.trip(), booking, reason));
                }
            }
        }
        return done;
    }

    /** Nobody keeps a bicycle or, once there, waits as a driver; a car's hold ends at its operator too. */
    private static boolean done(Dossier dossier, Booking booking) {
        return booking.kind() == Booking.Kind.BIKE
                || booking.kind() == Booking.Kind.CHAUFFEUR && dossier.trip().state() == TripState.ENDED;
    }

    /** Frees everything, when there is no ride. */
    private Uni<Void> releaseAll(Dossier dossier, Instant at, String reason) {
        dossier.legs().forEach(leg -> leg.become(Leg.State.RELEASED));
        Trip trip = dossier.trip();
        return releaseThings(dossier, at, reason)
                .chain(() ->
                        giveBack(trip.holdId(), dossier.ride(), trip.aftermath().fee(), at));
    }

    /** The hold is free again, or pays the fee and the rest is free. */
    Uni<Void> giveBack(UUID holdId, Booking ride, Money fee, Instant at) {
        return fee.equals(Money.ZERO)
                ? ledger.voidHold(holdId, at)
                : payables.ofOperator(ride.operatorId().orElseThrow())
                        .chain(payee -> ledger.post(holdId, payee, fee, at));
    }

    /** Frees what an option held, so that another can be taken in the same act; the money is exchanged last. */
    Uni<Void> giveUp(Dossier dossier, Instant at, String reason) {
        dossier.legs().forEach(leg -> leg.become(Leg.State.RELEASED));
        return releaseThings(dossier, at, reason);
    }

    /**
     * Lets the car, its bay and the pile there go on until another time, or refuses when the next hold is in the way; a
     * pile on the way keeps its own time. A key for the old time opens no more; the phone fetches another one.
     */
    Uni<Void> extend(Dossier dossier, Instant until) {
        Uni<Void> done = offlineKeys.revoke(dossier.trip().id(), "the time of the trip was changed");
        for (Booking one : dossier.bookings()) {
            if (one.isHolding() && !dossier.isOnTheWay(one)) {
                done = done.chain(() -> extend(one, until));
            }
        }
        return done;
    }

    /** The same for a way that became longer: the charge has to do for it too. */
    Uni<Void> extend(Dossier dossier, BookingTerms longer) {
        return extend(dossier, longer.windowTo())
                .chain(() -> fleet.tellRoute(dossier.ride().id(), longer.metresToCharge()));
    }

    private Uni<Void> extend(Booking booking, Instant until) {
        return switch (booking.kind()) {
            case CAR -> fleet.extend(booking.id(), until);
            case BAY -> fleet.extendBay(booking.id(), until);
            case PILE -> chargers.extend(booking.id(), until);
            case CHAUFFEUR, BIKE -> Uni.createFrom().voidItem();
        };
    }

    /** Exchanges the hold of an option for that of another; the last writes of an act. */
    Uni<Void> exchangeHold(UUID oldHoldId, Trip trip, Instant at) {
        return ledger.voidHold(oldHoldId, at).chain(() -> holdBudget(trip, at));
    }

    private Uni<Void> release(Booking booking, Instant at) {
        return switch (booking.kind()) {
            case CAR -> fleet.release(booking.id(), at);
            case BAY -> fleet.releaseBay(booking.id(), at);
            case PILE -> chargers.release(booking.id(), at);
            case CHAUFFEUR, BIKE -> Uni.createFrom().voidItem();
        };
    }
}
