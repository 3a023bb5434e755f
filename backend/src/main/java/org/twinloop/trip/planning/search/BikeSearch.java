package org.twinloop.trip.planning.search;

import org.twinloop.common.GeoPoint;

/** Walk to a bicycle and ride; one that belongs into a dock is brought to one with room, and the rest is walked. */
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
        int[] docks = city.dockIndex().within(wish.to(), limits.walkToBikeM());
        Ride best = new Ride(NONE, NONE, Integer.MAX_VALUE, nearestM(city, wish, bikes), false);
        boolean noDock = false;
        for (int bike : bikes) {
            GeoPoint at = city.bike(bike).at();
            int before = travel.walkSeconds(wish.from(), at) + limits.unlockS();
            if (before >= best.durationS()) {
                continue;
            }
            if (!city.bike(bike).docked()) {
                best = better(best, bike, NONE, before + travel.rideSeconds(at, wish.to()));
                continue;
            }
            boolean room = false;
            for (int dock : docks) {
                if (city.dock(dock).places() > 0) {
                    room = true;
                    GeoPoint end = city.dock(dock).at();
                    int seconds = before + travel.rideSeconds(at, end) + travel.walkSeconds(end, wish.to());
                    best = better(best, bike, dock, seconds);
                }
            }
            noDock |= !room;
        }
        return best.found() ? best : new Ride(NONE, NONE, 0, best.nearestM(), noDock);
    }

    private static Ride better(Ride best, int bike, int dock, int seconds) {
        return seconds < best.durationS() ? new Ride(bike, dock, seconds, best.nearestM(), false) : best;
    }

    private static int nearestM(City city, Wish wish, int[] near) {
        int[] found = near.length > 0 ? near : city.bikeIndex().within(wish.from(), FARTHEST_TOLD_M);
        return found.length == 0
                ? NONE
                : (int) Math.round(city.bike(found[0]).at().distanceM(wish.from()));
    }
}
