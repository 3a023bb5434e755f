package org.twinloop.trip.planning.option;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.planning.search.Wish;

/**
 * What was asked: from where to where, when, for how many.
 *
 * @param departAt nobody leaves before
 * @param arriveBy when to be there at the latest; empty to leave at {@code departAt}
 * @param luggage large pieces; like {@code arriveBy} and {@code chargeThere} not known of plans of before
 * @param chargeThere whether the car is to be charged where it is returned
 * @param returnBy until when the car is wanted, empty when it is only needed to get there
 * @param purpose category if the traveller already knows it, so that policy can say more
 * @param via where one stops on the way, in this order; not known of plans of before
 * @param changeOf trip that would be changed: what it holds counts as free for its traveller; not known of plans of
 *     before
 */
public record PlanRequest(
        Spot from,
        Spot to,
        Instant departAt,
        Optional<Instant> arriveBy,
        int passengers,
        Integer luggage,
        Boolean chargeThere,
        Optional<Instant> returnBy,
        Optional<PurposeCategory> purpose,
        List<Via> via,
        Optional<UUID> changeOf) {

    public PlanRequest {
        changeOf = changeOf == null ? Optional.empty() : changeOf;
        arriveBy = arriveBy == null ? Optional.empty() : arriveBy;
        luggage = luggage == null ? 0 : luggage;
        chargeThere = chargeThere != null && chargeThere;
        via = via == null ? List.of() : List.copyOf(via);
    }

    /**
     * An end of a journey: a listed place or any point.
     *
     * @param placeId null for a free point
     * @param district null for a free point, as is {@code nameEn}
     */
    public record Spot(String placeId, String name, String district, GeoPoint point, String nameEn) {}

    /** A stop on the way and how long one stays there. */
    public record Via(Spot spot, int stayMinutes) {
        public Duration stay() {
            return Duration.ofMinutes(stayMinutes);
        }
    }

    /** Where the journey leads, in order: from its start by the stops on the way to its end. */
    public List<Spot> spots() {
        List<Spot> spots = new ArrayList<>();
        spots.add(from);
        via.forEach(one -> spots.add(one.spot()));
        spots.add(to);
        return spots;
    }

    /** Names of the stops on the way. */
    List<String> viaNames() {
        return via.stream().map(one -> one.spot().name()).toList();
    }

    /** Of all stops on the way together. */
    public Duration stays() {
        return Duration.ofMinutes(via.stream().mapToInt(Via::stayMinutes).sum());
    }

    /** The same way, leaving at a certain time. */
    PlanRequest leaving(Instant at) {
        return new PlanRequest(
                from, to, at, Optional.empty(), passengers, luggage, chargeThere, returnBy, purpose, via, changeOf);
    }

    /** A part of the way, by no stop. */
    public PlanRequest part(Spot start, Spot end, Instant at) {
        return new PlanRequest(
                start,
                end,
                at,
                Optional.empty(),
                passengers,
                luggage,
                chargeThere,
                returnBy,
                purpose,
                List.of(),
                changeOf);
    }

    /** The rest of the way from a place on, by all its stops. */
    public PlanRequest restFrom(Spot start, Instant at) {
        return new PlanRequest(
                start, to, at, Optional.empty(), passengers, luggage, chargeThere, returnBy, purpose, via, changeOf);
    }

    /** The same way, leaving no earlier than at a certain time. */
    public PlanRequest notBefore(Instant at) {
        return departAt.isBefore(at)
                ? new PlanRequest(
                        from, to, at, arriveBy, passengers, luggage, chargeThere, returnBy, purpose, via, changeOf)
                : this;
    }

    /** The same, with the car wanted until an instant. */
    public PlanRequest until(Instant at) {
        return new PlanRequest(
                from,
                to,
                departAt,
                arriveBy,
                passengers,
                luggage,
                chargeThere,
                Optional.of(at),
                purpose,
                via,
                changeOf);
    }

    /** The same way for so many, instead of what a trip has booked. */
    public PlanRequest changing(UUID tripId, int riders) {
        return new PlanRequest(
                from,
                to,
                departAt,
                arriveBy,
                riders,
                luggage,
                chargeThere,
                returnBy,
                purpose,
                via,
                Optional.of(tripId));
    }

    /**
     * The same for the search.
     *
     * @param celsius outside
     */
    Wish wish(double celsius) {
        return new Wish(
                from.point(),
                to.point(),
                arriveBy.orElse(departAt).getEpochSecond(),
                arriveBy.isPresent(),
                departAt.getEpochSecond(),
                passengers,
                luggage,
                chargeThere,
                returnBy.map(Instant::getEpochSecond).orElse(0L),
                celsius,
                via.stream()
                        .map(one -> new Wish.Via(
                                one.spot().point(), Math.toIntExact(one.stay().toSeconds())))
                        .toList());
    }

    /** When the traffic counts: at the arrival where one has to be there in time and still can be. */
    public Instant busyAt() {
        return arriveBy.filter(by -> by.isAfter(departAt)).orElse(departAt);
    }
}
