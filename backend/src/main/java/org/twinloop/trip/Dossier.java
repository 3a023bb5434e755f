package org.twinloop.trip;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlannedOption;

/** A trip with all that belongs to it; the ride comes first among the bookings. */
record Dossier(Trip trip, List<Leg> legs, List<Booking> bookings, Optional<Approval> approval) {
    /**
     * Trips in the order of the ids; one that was not read is left out.
     *
     * @param trips each with its approval, or null
     * @param parts legs each with a booking, or null; a leg with several comes several times
     */
    static List<Dossier> all(List<UUID> ids, List<Object[]> trips, List<Object[]> parts) {
        Map<UUID, Object[]> byId = trips.stream().collect(Collectors.toMap(row -> ((Trip) row[0]).id(), row -> row));
        return ids.stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .map(row -> of((Trip) row[0], (Approval) row[1], parts))
                .toList();
    }

    private static Dossier of(Trip trip, Approval approval, List<Object[]> parts) {
        List<Object[]> own =
                parts.stream().filter(part -> ((Leg) part[0]).isOf(trip)).toList();
        return new Dossier(
                trip,
                own.stream().map(part -> (Leg) part[0]).distinct().toList(),
                own.stream()
                        .filter(part -> part[1] != null)
                        .map(part -> (Booking) part[1])
                        .toList(),
                Optional.ofNullable(approval));
    }

    Dossier {
        legs = List.copyOf(legs);
        bookings = bookings.stream()
                .sorted(Comparator.comparing(Booking::kind).thenComparing(Booking::id))
                .toList();
    }

    /** Who rides along; the traveller is the first. */
    record Passenger(UUID personId, String name) {
        /** What is written of those of one trip, column by column. */
        static Object[] columns(List<Passenger> riding) {
            return new Object[] {
                IntStream.rangeClosed(1, riding.size()).boxed().toArray(Integer[]::new),
                riding.stream().map(Passenger::personId).toArray(UUID[]::new),
                riding.stream().map(Passenger::name).toArray(String[]::new)
            };
        }
    }

    /** What is written of a new trip, and of the decision it waits for: the parameters of {@link TripRepository}. */
    Object[] columns() {
        return new Object[] {
            trip.id(),
            trip.unitId(),
            trip.travellerId(),
            trip.actorId(),
            trip.state().name(),
            trip.bodyHash(),
            trip.planId(),
            trip.optionId(),
            trip.mode().name(),
            trip.optionJson(),
            trip.purposeCategory().name(),
            trip.purposeText(),
            trip.passengers(),
            trip.note(),
            trip.emergency(),
            trip.costCentre(),
            trip.holdId(),
            trip.budgetAccount(),
            trip.quotedFen(),
            trip.heldFen(),
            trip.policyJson(),
            trip.policyVersion(),
            trip.departAt(),
            trip.arriveAt(),
            trip.windowFrom(),
            trip.windowTo(),
            trip.createdAt(),
            trip.edition(),
            approval.map(Approval::expiresAt).orElse(null)
        };
    }

    /** What a timer is for. */
    enum TimerKind {
        APPROVAL_EXPIRY,
        APPROVAL_REMINDER,
        APPROVAL_PASS_ON,
        BACKFILL_DUE,
        PARTNER_DEADLINE,
        NO_SHOW,
        CONFIRMATION,
        ARCHIVING
    }

    /** A timer that went off. */
    record Timer(UUID id, UUID tripId, UUID unitId, TimerKind kind, int attempts) {}

    /** A timer whose tries are used up, with why it failed last. */
    record Parked(
            UUID id, UUID tripId, TimerKind kind, Instant dueAt, int attempts, String problem, Instant parkedAt) {}

    /** The booking of the ride itself: the car, the driver or the bicycle. */
    Booking ride() {
        return bookings.stream()
                .filter(Booking::isRide)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("trip " + trip.id() + " books no ride"));
    }

    Optional<Booking> booking(Booking.Kind kind) {
        return bookings.stream().filter(b -> b.kind() == kind).findFirst();
    }

    /** Whether the car is plugged in where it is returned; a pile on the way is another matter. */
    boolean plugsIn() {
        return bookings.stream().anyMatch(one -> one.kind() == Booking.Kind.PILE && !isOnTheWay(one));
    }

    /** Whether it is a pile the car only passes by, held for a time of its own. */
    boolean isOnTheWay(Booking one) {
        return one.kind() == Booking.Kind.PILE
                && booking(Booking.Kind.BAY)
                        .filter(bay -> bay.stopId().equals(one.stopId()))
                        .isEmpty();
    }

    /**
     * Earliest moment at which the traveller may open the car, {@code early} before its window; empty without a car.
     */
    Optional<Instant> unlockFrom(Duration early) {
        return booking(Booking.Kind.CAR).map(car -> trip.windowFrom().minus(early));
    }

    /** The bicycle one goes to the car by; empty where the bicycle is the ride, or there is none. */
    Optional<Booking> feeder() {
        return booking(Booking.Kind.BIKE).filter(bike -> !bike.id().equals(ride().id()));
    }

    /** The leg of the feeder once it was ridden, be it that it still is. */
    Optional<Leg> fedLeg() {
        return feeder().flatMap(bike -> legs.stream()
                        .filter(leg -> leg.id().equals(bike.legId()))
                        .findFirst())
                .filter(leg -> leg.startedAt() != null);
    }

    /** What was ridden belongs to the option the trip has, so that keeps it. */
    void requireNotFed() {
        if (fedLeg().isPresent()) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "the way to the car of trip " + trip.id() + " was ridden; take the car, or give it up");
        }
    }

    /** With the feeder, of which nobody keeps anything. */
    List<Booking> fed(List<Booking> taken, BookingTerms terms) {
        return terms.feeder() == null
                ? taken
                : Stream.concat(
                                taken.stream(),
                                legs.stream()
                                        .filter(leg -> leg.kind() == Leg.Kind.BIKE)
                                        .map(leg -> Booking.feeder(Ids.next(), leg, trip.unitId(), terms.feeder())))
                        .toList();
    }

    /** The car is under way: whoever came to it by bicycle has done so. */
    void driveBegins(Instant at) {
        rideLeg().become(Leg.State.RIDING);
        fedLeg().filter(leg -> leg.state() == Leg.State.RIDING).ifPresent(leg -> leg.end(leg.startedAt(), at));
    }

    /** The leg of the ride itself; a bicycle only where nothing else is ridden. */
    Leg rideLeg() {
        return legs.stream()
                .filter(Leg::isPaid)
                .min(Comparator.comparing(leg -> leg.kind() == Leg.Kind.BIKE))
                .orElseThrow(() -> new IllegalStateException("trip " + trip.id() + " has no paid leg"));
    }

    /**
     * Whether another option keeps the ride that is booked: the same car, or the same kind of car of the same company,
     * and no later, since until when giving up is free goes by the departure.
     */
    boolean keeps(PlannedOption next) {
        Booking ride = ride();
        BookingTerms terms = next.terms();
        return !next.option().departAt().isAfter(trip.departAt())
                && Objects.equals(ride.vehicleId(), terms.vehicleId())
                && Objects.equals(ride.operatorId().orElse(null), terms.operatorId())
                && Objects.equals(ride.product(), terms.product())
                && Objects.equals(ride.vehicleClass(), terms.vehicleClass());
    }

    /**
     * What a change does to the ride that was booked.
     *
     * @param kept whether it stays booked, be it that the change is decided about first
     * @param fee what its operator, which may be null, is paid for it
     */
    record GivenUp(boolean kept, Money fee, UUID operatorId) {
        static final GivenUp NOTHING = new GivenUp(false, Money.ZERO, null);
    }

    /** What the budget keeps for the trip now, fen. */
    long heldNowFen() {
        return trip.state().holds() ? trip.heldFen() : 0;
    }
}
