package org.twinloop.supervision.ride;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.approval.PurposeCategory;

/**
 * What is on record about a ride that is over.
 *
 * @param told what the car told on the ride, by time; empty where no car told its way
 * @param way lines that were approved, empty when the plan has none
 * @param places everywhere the car might stand: stops on the way, begin and ends of legs
 * @param askedDuring rules that asked the traveller while the trip ran: people decide about those already
 * @param sensitive places where standing is looked at
 * @param car what is expected of its model; empty where no car of the register made the ride
 * @param commute what is known about rides between home and office
 */
public record RideFacts(
        List<Told> told,
        List<List<GeoPoint>> way,
        List<GeoPoint> places,
        Set<String> askedDuring,
        List<Sensitive> sensitive,
        Optional<Expected> car,
        Commute commute) {

    public RideFacts {
        told = List.copyOf(told);
        way = way.stream().filter(line -> !line.isEmpty()).map(List::copyOf).toList();
        places = List.copyOf(places);
        askedDuring = Set.copyOf(askedDuring);
        sensitive = List.copyOf(sensitive);
    }

    /** What a car told of a moment; null is not told. */
    public record Told(
            Instant at,
            GeoPoint position,
            Double speedKmh,
            Boolean locked,
            Boolean plugged,
            Boolean charging,
            Double socPercent,
            Long odometerM) {
        private static final double STANDING_KMH_MAX = 3;

        boolean stands() {
            return speedKmh != null && speedKmh <= STANDING_KMH_MAX;
        }

        boolean isPlugged() {
            return Boolean.TRUE.equals(plugged) || Boolean.TRUE.equals(charging);
        }
    }

    /**
     * What a ride is expected to take of its car.
     *
     * @param batteryWh usable capacity when new
     * @param percent points of charge for the kilometres and the time of the ride; empty when it has no kilometres
     */
    public record Expected(double batteryWh, OptionalDouble percent) {}

    /**
     * Rides of one person.
     *
     * @param seat where the unit sits; empty when not on record
     * @param rides those of the days before and this one, which is the last
     */
    public record Commute(Optional<GeoPoint> seat, List<Ride> rides) {
        public Commute {
            rides = List.copyOf(rides);
        }

        /** Nothing known. */
        public static final Commute UNKNOWN = new Commute(Optional.empty(), List.of());
    }

    /** A ride from door to door; {@code category} empty when not on record. */
    public record Ride(
            LocalDate day,
            boolean workday,
            Instant departAt,
            GeoPoint from,
            GeoPoint to,
            Optional<PurposeCategory> category) {}
}
