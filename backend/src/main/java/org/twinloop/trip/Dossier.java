package org.twinloop.trip;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.trip.approval.Approval;

/** A trip with all that belongs to it; the ride comes first among the bookings. */
record Dossier(Trip trip, List<Leg> legs, List<Booking> bookings, Optional<Approval> approval) {
    Dossier {
        legs = List.copyOf(legs);
        bookings = bookings.stream()
                .sorted(Comparator.comparing(Booking::kind).thenComparing(Booking::id))
                .toList();
    }

    /** Who rides along; the traveller is the first. */
    record Passenger(UUID personId, String name) {}

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

    /** The booking of the ride itself: the car or the driver. */
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

    /** The leg somebody provides. */
    Leg rideLeg() {
        return legs.stream()
                .filter(Leg::isPaid)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("trip " + trip.id() + " has no paid leg"));
    }

    /** What the budget keeps for the trip now, fen. */
    long heldNowFen() {
        return trip.state().holds() ? trip.heldFen() : 0;
    }
}
