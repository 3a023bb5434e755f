package org.twinloop.bike;

import java.time.Instant;
import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * What changed in an operator's feed. A part that is null was not read or did not change, and is left as it is.
 *
 * @param bikesAt when the operator last changed the list of bikes
 * @param docksAt when the operator last changed the counts of docks
 */
public record BikeFeed(
        List<Kind> kinds,
        List<DockPlace> docks,
        List<DockCount> counts,
        Instant docksAt,
        List<Sighting> bikes,
        Instant bikesAt) {

    public record Kind(String id, String form, String propulsion, Double maxRangeM, String nameZh, String nameEn) {}

    /**
     * @param position null when not told
     */
    public record DockPlace(
            String id, String nameZh, String nameEn, GeoPoint position, Integer capacity, RentalLinks links) {}

    public record DockCount(
            String dockId,
            Integer bikesAvailable,
            Integer placesFree,
            boolean installed,
            boolean lends,
            boolean takesBack,
            Instant reportedAt) {}

    /**
     * A bike of the list.
     *
     * @param position null for a bike whose place is its dock's
     * @param chargeShare 0…1, null for a bike without battery
     */
    public record Sighting(
            String bikeId,
            String kindId,
            String dockId,
            GeoPoint position,
            boolean reserved,
            boolean disabled,
            Double rangeM,
            Double chargeShare,
            Instant reportedAt,
            RentalLinks links) {}

    /** How many rows an update touched. */
    public record Written(int kinds, int docks, int counts, int bikes, int removed) {

        public static final Written NOTHING = new Written(0, 0, 0, 0, 0);

        public int total() {
            return kinds + docks + counts + bikes + removed;
        }
    }
}
