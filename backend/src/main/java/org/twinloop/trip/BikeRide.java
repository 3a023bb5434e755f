package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.ride.BikeRides;
import org.twinloop.trip.ride.RideUsage;
import org.twinloop.trip.ride.TripState;

/**
 * A leg by bicycle: it is unlocked in its operator's app, so that it began and ended is told by the traveller, or by
 * the operator's record of the ride, which counts where both tell. Its trip begins and ends with it, but where it leads
 * to a car: then the trip begins with the car, and the bicycle is paid with it.
 */
@ApplicationScoped
class BikeRide implements BikeRides {
    private final Database database;
    private final TripRepository repository;
    private final TripBooking booking;
    private final TripJournal journal;
    private final TripConfig config;
    private final Clock clock;

    BikeRide(
            Database database,
            TripRepository repository,
            TripBooking booking,
            TripJournal journal,
            TripConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.booking = booking;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** The traveller rides off; a repeated call finds it so. */
    Uni<Void> begin(Reader reader, UUID tripId, UUID legId) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(tripId).chain(dossier -> {
                    dossier.trip().requireTraveller(reader.personId());
                    Leg leg = leg(dossier, legId);
                    if (leg.state() == Leg.State.RIDING || leg.state() == Leg.State.DONE) {
                        return Uni.createFrom().voidItem();
                    }
                    mayBegin(dossier.trip());
                    return begin(dossier, leg, clock.instant());
                }));
    }

    /** The traveller has locked the bicycle; a repeated call finds it so. */
    Uni<Void> end(Reader reader, UUID tripId, UUID legId) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(tripId).chain(dossier -> {
                    dossier.trip().requireTraveller(reader.personId());
                    Leg leg = leg(dossier, legId);
                    if (leg.state() == Leg.State.DONE) {
                        return Uni.createFrom().voidItem();
                    }
                    if (leg.state() != Leg.State.RIDING) {
                        throw new ProblemException(
                                TripProblem.WRONG_STATE, "leg " + legId + " is " + leg.state() + "; begin it first");
                    }
                    leg.end(leg.startedAt(), clock.instant());
                    return over(dossier, leg, reader.personId());
                }));
    }

    @Override
    public Uni<Heard> told(UUID operatorId, Told ride) {
        return database.act(
                Scope.SYSTEM,
                () -> repository
                        .tripOfRide(operatorId, ride)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("bike ride " + ride.rideNo())))
                        .chain(repository::lock)
                        .chain(dossier -> hear(dossier, ride)));
    }

    private Uni<Heard> hear(Dossier dossier, Told ride) {
        Booking booked = dossier.booking(Booking.Kind.BIKE).orElseThrow();
        Leg leg = leg(dossier, booked.legId());
        Trip trip = dossier.trip();
        booked.rode(ride.rideNo());
        if (trip.state().isRidden()) {
            return Uni.createFrom().item(new Heard(booked.id(), true));
        }
        trip.require(TripState.BOOKED, TripState.IN_PROGRESS);
        Uni<Void> begun = leg.state() == Leg.State.BOOKED
                ? begin(dossier, leg, ride.startedAt())
                : Uni.createFrom().voidItem();
        if (ride.endedAt() == null) {
            return begun.replaceWith(new Heard(booked.id(), false));
        }
        leg.end(ride.startedAt(), ride.endedAt());
        return begun.chain(() -> over(dossier, leg, null)).replaceWith(new Heard(booked.id(), true));
    }

    private void mayBegin(Trip trip) {
        if (trip.state() == TripState.SUBMITTED) {
            throw new ProblemException(TripProblem.NOT_APPROVED, "trip " + trip.id() + " is " + trip.state());
        }
        trip.require(TripState.BOOKED);
        Instant before = trip.departAt().minus(config.unlockEarly());
        Instant from = trip.windowFrom().isBefore(before) ? trip.windowFrom() : before;
        if (clock.instant().isBefore(from)) {
            String at = CityTime.clock(from);
            throw new ProblemException(
                    TripProblem.TOO_EARLY, at + " 起可以骑行 / the bicycle can be taken from " + at + ", city time");
        }
    }

    private Uni<Void> begin(Dossier dossier, Leg leg, Instant at) {
        leg.begin(at);
        if (dossier.feeder().isPresent()) {
            return journal.told("leg-begun", dossier.trip(), dossier.trip().travellerId(), null);
        }
        dossier.trip().start(at, null, null);
        return journal.started(dossier.trip(), at, null);
    }

    /** On to the car, or there. */
    private Uni<Void> over(Dossier dossier, Leg leg, UUID actor) {
        return dossier.feeder().isPresent()
                ? journal.told("leg-ended", dossier.trip(), actor, null)
                : finish(dossier, leg, actor);
    }

    /**
     * The car is given up when one has come to it by bicycle, or is on the way: the trip ends with that, so that the
     * bicycle is paid; the rest is free. Must be called inside an act that holds the trip's row.
     */
    Uni<Void> endBeforeTheCar(Dossier dossier, Closing why) {
        Trip trip = dossier.trip();
        Leg leg = dossier.fedLeg().orElseThrow();
        if (leg.endedAt() == null) {
            leg.end(leg.startedAt(), why.at());
        }
        trip.start(leg.startedAt(), null, null);
        trip.overrideEnd(why.at(), null, null, why.reason());
        dossier.legs().stream()
                .filter(one -> one.state() != Leg.State.DONE)
                .forEach(one -> one.become(Leg.State.RELEASED));
        BookingTerms terms =
                repository.read(trip.optionJson(), PlannedOption.class).terms();
        return booking.releaseThings(dossier, why.at(), why.reason())
                .chain(() -> journal.finishedBefore(dossier, terms, why));
    }

    /** Its price is to be paid: the leg tells from when to when. */
    private Uni<Void> finish(Dossier dossier, Leg leg, UUID actor) {
        Trip trip = dossier.trip();
        trip.end(leg.endedAt(), null, null);
        dossier.legs().forEach(one -> one.become(Leg.State.DONE));
        BookingTerms terms =
                repository.read(trip.optionJson(), PlannedOption.class).terms();
        RideUsage usage = new RideUsage(leg.startedAt(), leg.endedAt(), terms.routeKm(), Optional.empty(), 0, 0, false);
        return booking.releaseThings(dossier, leg.endedAt(), "ended")
                .chain(() -> journal.finished(dossier, terms, usage, Optional.empty(), actor));
    }

    private static Leg leg(Dossier dossier, UUID legId) {
        Leg found = dossier.legs().stream()
                .filter(leg -> leg.id().equals(legId))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("leg " + legId));
        if (found.kind() != Leg.Kind.BIKE) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "leg " + legId + " is " + found.kind() + "; legs by bicycle alone are begun and ended so");
        }
        return found;
    }
}
