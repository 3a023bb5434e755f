package org.twinloop.trip.planning.search;

import java.util.Arrays;
import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * Walk to a bicycle and ride; one that belongs into a dock is brought to one with room, and the rest is walked. It
 * waits at the stops on the way.
 */
public final class BikeSearch {
    private static final double FARTHEST_TOLD_M = 5_000;
    private static final int NONE = -1;

    private BikeSearch() {}

    /**
     * The quickest way by bicycle, or how far one failed.
     *
     * @param bike place in the list, −1 where there is no way
     * @param dock where it is brought back, −1 where it may stand anywhere
     * @param durationS door to door
     * @param nearestM the nearest bicycle, straight metres; −1 where there is none at all
     * @param noDock whether there was a bicycle and no dock for it
     */
    public record Ride(int bike, int dock, int durationS, int nearestM, boolean noDock) {
        public boolean found() {
            return bike != NONE;
        }
    }

    public static Ride of(City city, Travel travel, Wish wish, Limits limits) {
        int[] bikes = city.bikeIndex().within(wish.from(), limits.walkToBikeM());
        int[] docks = Arrays.stream(city.dockIndex().within(wish.to(), limits.walkToBikeM()))
                .filter(dock -> city.dock(dock).places() > 0)
                .toArray();
        List<GeoPoint> to = List.of(wish.to());
        List<GeoPoint> ends =
                Arrays.stream(docks).mapToObj(dock -> city.dock(dock).at()).toList();
        int[][] walkIn = travel.walkSeconds(
                List.of(wish.from()),
                Arrays.stream(bikes).mapToObj(bike -> city.bike(bike).at()).toList());
        int[][] walkOut = travel.walkSeconds(ends, to);
        Ride best = new Ride(NONE, NONE, Integer.MAX_VALUE, nearestM(city, wish, bikes), false);
        boolean noDock = false;
        for (int i = 0; i < bikes.length; i++) {
            int before = Travel.joined(walkIn[0][i], limits.unlockS());
            if (before >= best.durationS()) {
                continue;
            }
            City.Bike bike = city.bike(bikes[i]);
            int[] ride = ride(travel, wish, bike.at(), bike.docked() ? ends : to);
            if (!bike.docked()) {
                best = better(best, bikes[i], NONE, Travel.joined(before, ride[0]));
                continue;
            }
            for (int j = 0; j < docks.length; j++) {
                int parked = Travel.joined(before, ride[j]);
                best = better(best, bikes[i], docks[j], Travel.joined(parked, walkOut[j][0]));
            }
            noDock |= docks.length == 0;
        }
        return best.found() ? best : new Ride(NONE, NONE, 0, best.nearestM(), noDock);
    }

    /** Seconds from a bicycle by the stops on the way to each end. */
    private static int[] ride(Travel travel, Wish wish, GeoPoint bike, List<GeoPoint> ends) {
        GeoPoint at = bike;
        int before = wish.stayS();
        for (Wish.Via via : wish.via()) {
            before = Travel.joined(before, travel.rideSeconds(List.of(at), List.of(via.at()))[0][0]);
            at = via.at();
        }
        int[] seconds = travel.rideSeconds(List.of(at), ends)[0].clone();
        for (int end = 0; end < seconds.length; end++) {
            seconds[end] = Travel.joined(before, seconds[end]);
        }
        return seconds;
    }

    private static Ride better(Ride best, int bike, int dock, int seconds) {
        return seconds < best.durationS() ? new Ride(bike, dock, seconds, best.nearestM(), false) : best;
    }

    private static int nearestM(City city, Wish wish, int[] near) {
        int found = near.length > 0 ? near[0] : city.bikeIndex().nearest(wish.from(), FARTHEST_TOLD_M);
        return found < 0 ? NONE : (int) Math.round(city.bike(found).at().distanceM(wish.from()));
    }
}
