package org.twinloop.network.snap;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.snap.Snap.AccessLeg;
import org.twinloop.network.snap.Snap.Reason;
import org.twinloop.network.snap.Snap.Unreached;

/** Leads places to roads, over one network. */
public final class Snapper {

    private static final double METRES_PER_DEGREE = 111_195;

    private final RoadLines roads;
    private final SegmentGrid grid;
    private final double legMaxM;

    /** @param legMaxM the longest leg between a place and a road, metres */
    public Snapper(RoadLines roads, double legMaxM) {
        this.roads = roads;
        this.grid = new SegmentGrid(roads);
        this.legMaxM = legMaxM;
    }

    /**
     * The nearest point of a road of the main part on which one can get on and off, or why there is none.
     *
     * @param mayEnterPrivate whether private roads will do, as into the compounds of offices
     */
    public Snap snap(GeoPoint place, Mode mode, boolean mayEnterPrivate) {
        Search search = new Search(place, mode, mayEnterPrivate, legMaxM, row -> true);
        search.run(Double.POSITIVE_INFINITY);
        return search.result();
    }

    /** The same as a leg of so many metres at most, or nothing; looks no farther, so it does not tell why. */
    public Optional<AccessLeg> leg(GeoPoint place, Mode mode, boolean mayEnterPrivate, double longestM) {
        return leg(place, mode, mayEnterPrivate, longestM, row -> true);
    }

    /**
     * Likewise, over some of the roads.
     *
     * @param which the rows of the roads that will do, as those not closed just now
     */
    public Optional<AccessLeg> leg(
            GeoPoint place, Mode mode, boolean mayEnterPrivate, double longestM, IntPredicate which) {
        Search search = new Search(place, mode, mayEnterPrivate, longestM, which);
        search.run(longestM);
        return search.result() instanceof AccessLeg leg ? Optional.of(leg) : Optional.empty();
    }

    /**
     * The road a car drives on, expressways included: the nearest whose direction is the car's, unless another that
     * does not meet it comes into question as well.
     *
     * @param headingDeg from north, clockwise
     * @param withinM how far from the road the position may be, metres
     */
    public Optional<Driven> driven(GeoPoint position, double headingDeg, double withinM, Driven.Roads which) {
        return new DrivenSearch(roads, grid, which).at(position, headingDeg, withinM);
    }

    /**
     * Tells the rows of all roads that may lie within a distance, expressways included: some of them lie farther, and
     * some are told more than once.
     */
    public void near(GeoPoint position, double withinM, IntConsumer tell) {
        int last = grid.lastRing(position.lon(), position.lat());
        for (int ring = grid.firstRing(position.lon(), position.lat()); ring <= last; ring++) {
            if (grid.coveredM(ring - 1) > withinM) {
                return;
            }
            grid.ring(position.lon(), position.lat(), ring, tell);
        }
    }

    /** What kind of road is near; the first is what one wants. */
    private enum Kind {
        GOOD,
        ISLAND,
        PRIVATE,
        EXPRESSWAY
    }

    private final class Search {

        private final GeoPoint place;
        private final Mode mode;
        private final boolean mayEnterPrivate;
        private final double longestM;
        private final IntPredicate which;
        private final double cosine;
        private final double[] nearestM = new double[Kind.values().length];
        private int road = -1;
        private int segment;
        private double part;
        private boolean any;

        Search(GeoPoint place, Mode mode, boolean mayEnterPrivate, double longestM, IntPredicate which) {
            this.longestM = longestM;
            this.which = which;
            this.place = place;
            this.mode = mode;
            this.mayEnterPrivate = mayEnterPrivate;
            this.cosine = Math.cos(Math.toRadians(place.lat()));
            Arrays.fill(nearestM, Double.POSITIVE_INFINITY);
        }

        /**
         * Looks until the nearest road that would do is found, as far as that, so as to tell how far it is; nowhere in
         * a city that has no road for the mode.
         */
        void run(double asFarM) {
            if (!roads.isOpen(mode)) {
                return;
            }
            int last = grid.lastRing(place.lon(), place.lat());
            for (int ring = grid.firstRing(place.lon(), place.lat()); ring <= last; ring++) {
                if (Math.min(nearestM[Kind.GOOD.ordinal()], asFarM) <= grid.coveredM(ring - 1)) {
                    return;
                }
                grid.ring(place.lon(), place.lat(), ring, this::meet);
            }
        }

        private void meet(int candidate) {
            if (!roads.isOpen(candidate, mode)) {
                return;
            }
            any = true;
            if (!which.test(candidate)) {
                return;
            }
            Kind kind = kind(candidate);
            double bestM = nearestM[kind.ordinal()];
            for (int i = roads.begin(candidate); i + 3 < roads.end(candidate); i += 2) {
                double at = foot(i);
                double distanceM = distanceM(i, at);
                boolean better = distanceM < bestM || distanceM == bestM && kind == Kind.GOOD && candidate < road;
                if (better) {
                    bestM = distanceM;
                    nearestM[kind.ordinal()] = distanceM;
                    if (kind == Kind.GOOD) {
                        road = candidate;
                        segment = i;
                        part = at;
                    }
                }
            }
        }

        private Kind kind(int candidate) {
            if (roads.isExpressway(candidate)) {
                return Kind.EXPRESSWAY;
            }
            if (roads.isPrivate(candidate, mode) && !mayEnterPrivate) {
                return Kind.PRIVATE;
            }
            return roads.isMain(candidate, mode) ? Kind.GOOD : Kind.ISLAND;
        }

        /** Where on a segment the perpendicular from the place falls, 0…1; its nearer end where it falls beside it. */
        private double foot(int i) {
            double ax = (roads.degrees(i) - place.lon()) * cosine;
            double ay = roads.degrees(i + 1) - place.lat();
            double dx = (roads.degrees(i + 2) - roads.degrees(i)) * cosine;
            double dy = roads.degrees(i + 3) - roads.degrees(i + 1);
            double square = dx * dx + dy * dy;
            return square == 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / square));
        }

        private double distanceM(int i, double at) {
            double x = (lon(i, at) - place.lon()) * cosine;
            double y = lat(i, at) - place.lat();
            return Math.hypot(x, y) * METRES_PER_DEGREE;
        }

        Snap result() {
            double goodM = nearestM[Kind.GOOD.ordinal()];
            if (goodM <= longestM) {
                GeoPoint met = new GeoPoint(lon(segment, part), lat(segment, part));
                return new AccessLeg(mode, roads.edge(road), along(), met, place.distanceM(met));
            }
            return new Unreached(mode, reason(), goodM);
        }

        private Reason reason() {
            if (!any) {
                return Reason.NO_NETWORK;
            }
            if (nearestM[Kind.ISLAND.ordinal()] <= longestM) {
                return Reason.ISLAND;
            }
            if (nearestM[Kind.PRIVATE.ordinal()] <= longestM) {
                return Reason.PRIVATE_ONLY;
            }
            return nearestM[Kind.EXPRESSWAY.ordinal()] <= longestM ? Reason.EXPRESSWAY_ONLY : Reason.TOO_FAR;
        }

        /** Length up to the foot over the length of the road. */
        private double along() {
            double behindM = 0;
            double lengthM = 0;
            for (int i = roads.begin(road); i + 3 < roads.end(road); i += 2) {
                double stepM = new GeoPoint(roads.degrees(i), roads.degrees(i + 1))
                        .distanceM(new GeoPoint(roads.degrees(i + 2), roads.degrees(i + 3)));
                behindM += i < segment ? stepM : i == segment ? stepM * part : 0;
                lengthM += stepM;
            }
            return lengthM == 0 ? 0 : Math.min(1, behindM / lengthM);
        }

        private double lon(int i, double at) {
            return roads.degrees(i) + (roads.degrees(i + 2) - roads.degrees(i)) * at;
        }

        private double lat(int i, double at) {
            return roads.degrees(i + 1) + (roads.degrees(i + 3) - roads.degrees(i + 1)) * at;
        }
    }
}
