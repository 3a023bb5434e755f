package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.CarSearch.Pair;
import org.twinloop.trip.planning.search.Choice.Charge;
import org.twinloop.trip.planning.search.Choice.Times;

/**
 * Ways with one charging stop, for cars whose battery does not last. The car charges as little as carries it to the end
 * with its reserve; the wait for a plug counts, and where somebody has to be there in time there is none.
 *
 * <p>Cars, stops and sites make up millions of ways in a large city, so each is first bounded by what it takes at
 * least: driving times as they are, metres as the straight line shows them until the road was asked for, and charging
 * at the greatest power the car takes there. Only what no way found excels is looked at with its roads and plugs.
 */
final class ChargedSearch {
    /** Nobody plugs in for less, points of charge. */
    static final double LEAST_PERCENT = 1;

    private static final double SECONDS_PER_HOUR = 3600;
    private static final int UNKNOWN = -1;

    private final City city;
    private final Wish wish;
    private final Limits limits;
    private final Stretches stretches;
    private final Room room;
    private final IntFunction<Front> fronts;
    private final Map<Powertrain, Integer> models = new HashMap<>();

    /** Whether a way can be had at its times. */
    interface Room {
        /** Car, bay and plug are free; who stays longer on the way needs them for that and more. */
        boolean isFree(int car, int stop, Times times);

        /** The stop takes cars back then; it may later. */
        boolean isTakenBack(int stop, Times times);
    }

    ChargedSearch(City city, Wish wish, Limits limits, Stretches stretches, Room room, IntFunction<Front> fronts) {
        this.city = city;
        this.wish = wish;
        this.limits = limits;
        this.stretches = stretches;
        this.room = room;
        this.fronts = fronts;
    }

    void run(List<Pair> pairs) {
        pairs.forEach(pair -> models.putIfAbsent(city.car(pair.car()).powertrain(), models.size()));
        for (int number = 0; number < stretches.count(); number++) {
            Sites sites = new Sites(stretches.get(number), number);
            if (sites.places.length > 0) {
                pairs.forEach(pair -> new Ways(pair, sites).tryAll());
            }
        }
    }

    /** Stops with plugs along one stretch, and what getting there and on takes. */
    private final class Sites {
        private final int number;
        private final Stretches.Stretch straight;
        private final int[] places;
        private final Stretches.Stretch there;
        private final Stretches.Stretch onward;
        /** By model and place on the stretch: energy to each site, or from it; less where the metres are unknown. */
        private final double[][][] whThere;

        private final double[][][] whOnward;
        /** By model and site: seconds of charging for one point at the best plug, 0 where none fits. */
        private final double[][] perPercentS;

        private final int[][] leastS;

        Sites(Stretches.Stretch stretch, int number) {
            this.number = number;
            straight = stretch;
            places = along();
            List<GeoPoint> points = Arrays.stream(places)
                    .mapToObj(place -> city.stop(place).at())
                    .toList();
            there = stretches.between(straight.from(), points);
            onward = stretches.between(points, straight.to());
            whThere = new double[models.size()][straight.rows()][];
            whOnward = new double[models.size()][straight.columns()][];
            perPercentS = new double[models.size()][];
            models.forEach((model, index) -> perPercentS[index] = perPercent(model));
            leastS = new int[straight.rows()][straight.columns()];
            for (int[] row : leastS) {
                Arrays.fill(row, UNKNOWN);
            }
        }

        /** Stops with plugs that may lie on a way of the stretch, and some more. */
        private int[] along() {
            GeoPoint middle = middle(straight.from(0), straight.to(0));
            double most = 0;
            for (int row = 0; row < straight.rows(); row++) {
                for (int column = 0; column < straight.columns(); column++) {
                    double off = middle.distanceM(middle(straight.from(row), straight.to(column)));
                    most = Math.max(most, off + longestM(row, column) / 2 * 1.01);
                }
            }
            return Arrays.stream(city.stopIndex().within(middle, most))
                    .filter(place -> !city.plugsOf(place).isEmpty())
                    .toArray();
        }

        private GeoPoint middle(GeoPoint one, GeoPoint other) {
            return new GeoPoint((one.lon() + other.lon()) / 2, (one.lat() + other.lat()) / 2);
        }

        double longestM(int row, int column) {
            return limits.detourFactor() * straight.straightM(row, column) + limits.detourM();
        }

        private double[] perPercent(Powertrain model) {
            double[] seconds = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                int best = 0;
                for (int plug : city.plugsOf(places[i])) {
                    best = Math.max(
                            best,
                            model.powerW(
                                    city.plug(plug).direct(), city.plug(plug).powerW()));
                }
                seconds[i] = best == 0 ? 0 : model.batteryWh() / 100 / best * SECONDS_PER_HOUR;
            }
            return seconds;
        }

        double whThere(int model, Powertrain train, int row, int site) {
            double[] known = whThere[model][row];
            if (known == null) {
                known = new double[places.length];
                whThere[model][row] = known;
            }
            if (known[site] == 0) {
                known[site] = wh(train, there.leastMetres(row, site), there.seconds(row, site));
            }
            return known[site];
        }

        double whOnward(int model, Powertrain train, int site, int column) {
            double[] known = whOnward[model][column];
            if (known == null) {
                known = new double[places.length];
                whOnward[model][column] = known;
            }
            if (known[site] == 0) {
                known[site] = wh(train, onward.leastMetres(site, column), onward.seconds(site, column));
            }
            return known[site];
        }

        /** Asks for the metres of both roads and forgets what was reckoned without them. */
        void ask(int model, int row, int site, int column) {
            there.metres(row, site);
            onward.metres(site, column);
            whThere[model][row][site] = 0;
            whOnward[model][column][site] = 0;
        }

        boolean isNear(int row, int site, int column) {
            return there.straightM(row, site) + onward.straightM(site, column) <= longestM(row, column)
                    && there.seconds(row, site) != Travel.NO_WAY
                    && onward.seconds(site, column) != Travel.NO_WAY;
        }

        /** Driving time by way of the quickest site; {@link Travel#NO_WAY} where there is none. */
        int leastS(int row, int column) {
            if (leastS[row][column] == UNKNOWN) {
                int least = Travel.NO_WAY;
                for (int site = 0; site < places.length; site++) {
                    if (isNear(row, site, column)) {
                        least = Math.min(least, there.seconds(row, site) + onward.seconds(site, column));
                    }
                }
                leastS[row][column] = least;
            }
            return leastS[row][column];
        }
    }

    private double wh(Powertrain train, int metres, int seconds) {
        return train.consumption().wh(metres, seconds, wish.celsius());
    }

    /** All ways of one car to one stop by way of a site on one stretch. */
    private final class Ways {
        private final Pair pair;
        private final Sites sites;
        private final City.Car car;
        private final Powertrain train;
        private final int model;
        private final Front front;
        private final int row;
        private final int column;
        private double whBefore;
        private double whAfter;
        private int otherM;
        private int otherS;

        Ways(Pair pair, Sites sites) {
            this.pair = pair;
            this.sites = sites;
            car = city.car(pair.car());
            train = car.powertrain();
            model = models.get(train);
            front = fronts.apply(pair.car());
            row = stretches.row(sites.number, pair.start());
            column = stretches.column(sites.number, pair.end());
            for (int i = 0; i < stretches.count(); i++) {
                if (i != sites.number) {
                    int metres = stretches.metres(i, pair.start(), pair.end());
                    int seconds = stretches.seconds(i, pair.start(), pair.end());
                    whBefore += i < sites.number ? wh(train, metres, seconds) : 0;
                    whAfter += i > sites.number ? wh(train, metres, seconds) : 0;
                    otherM += metres;
                    otherS += seconds;
                }
            }
        }

        /** What going by way of a site takes, or takes at least while a road is unknown. */
        private final class By {
            private final int site;
            private final double whThere;
            private final double whOnward;
            private final Choice.Arrival there;
            private final double needed;
            private final double target;
            private long durationS;

            By(int site) {
                this.site = site;
                whThere = whBefore + sites.whThere(model, train, row, site);
                whOnward = sites.whOnward(model, train, site, column) + whAfter;
                there = CarSearch.arrival(car.socPercent(), train.percent(whThere), train.band());
                needed = limits.reservePercent() + train.band().most(train.percent(whOnward));
                target = Math.max(needed, there.low() + LEAST_PERCENT);
                durationS = 0;
            }

            int drivingS() {
                return otherS + sites.there.seconds(row, site) + sites.onward.seconds(site, column);
            }

            int leastM() {
                return otherM + sites.there.leastMetres(row, site) + sites.onward.leastMetres(site, column);
            }

            long wh() {
                return Math.round(whThere + whOnward);
            }

            /** Plugging in and charging, at the best plug and as if the battery did not taper. */
            int standingS() {
                double percent = Math.max(needed - there.low(), LEAST_PERCENT);
                return limits.plugInS() + (int) (percent * sites.perPercentS[model][site]);
            }

            boolean isPossible() {
                return there.low() >= limits.reservePercent() && needed <= limits.chargeToPercent();
            }

            /** Most ways are told to be too dear by the least fare of all, so their own is reckoned last. */
            boolean isExcelled(long fareAtLeast) {
                int drivingS = drivingS();
                int standingS = standingS();
                long wh = wh();
                durationS = pair.times().durationS() - pair.driveS() + drivingS + standingS;
                return front.excels(durationS, wh, fareAtLeast)
                        || front.excels(durationS, wh, CarSearch.fare(car, times(drivingS, standingS), leastM()));
            }
        }

        void tryAll() {
            int least = sites.leastS(row, column);
            if (least == Travel.NO_WAY) {
                return;
            }
            Times soonest = times(otherS + least, limits.plugInS());
            if (!room.isFree(pair.car(), pair.stop(), soonest)) {
                return;
            }
            int straight = (int) (Stretches.STRAIGHT * sites.straight.straightM(row, column));
            long fareAtLeast = CarSearch.fare(car, soonest, Math.max(0, otherM + straight - 2));
            List<By> left = new ArrayList<>();
            for (int site = 0; site < sites.places.length; site++) {
                if (sites.perPercentS[model][site] > 0 && sites.isNear(row, site, column)) {
                    By by = new By(site);
                    if (by.isPossible() && !by.isExcelled(fareAtLeast)) {
                        left.add(by);
                    }
                }
            }
            left.sort(Comparator.comparingLong(by -> by.durationS));
            left.forEach(this::charge);
        }

        private Times times(int drivingS, int standingS) {
            return Times.of(wish, limits, pair.walkInS(), drivingS, standingS, pair.walkOutS());
        }

        private void charge(By bound) {
            By known = new By(bound.site);
            if (!known.isPossible() || known.isExcelled(Long.MIN_VALUE)) {
                return;
            }
            sites.ask(model, row, bound.site, column);
            By by = new By(bound.site);
            if (by.there.low() < limits.reservePercent()
                    || by.target > limits.chargeToPercent()
                    || by.isExcelled(Long.MIN_VALUE)) {
                return;
            }
            for (int plug : city.plugsOf(sites.places[by.site])) {
                charge(by, plug);
            }
        }

        /** Keeps the way unless the plug does not fit, is not free in time, or the rest is not. */
        private void charge(By by, int plug) {
            int powerW = train.powerW(city.plug(plug).direct(), city.plug(plug).powerW());
            if (powerW <= 0) {
                return;
            }
            int metres = by.leastM();
            int driving = by.drivingS();
            int chargingS =
                    limits.plugInS() + train.taper().seconds(by.there.low(), by.target, powerW, train.batteryWh());
            Times prompt = times(driving, chargingS);
            if (front.excels(prompt.durationS(), by.wh(), CarSearch.fare(car, prompt, metres))) {
                return;
            }
            long arrive = prompt.takenAt() + limits.pickUpS() + before(by);
            long start = city.plug(plug).busy().freeFrom(arrive, chargingS);
            long waitS = start - arrive;
            if (waitS > (wish.arriveBy() ? 0 : limits.waitMaxS())) {
                return;
            }
            Times times = times(driving, chargingS + (int) waitS);
            if (!room.isFree(pair.car(), pair.stop(), times) || !room.isTakenBack(pair.stop(), times)) {
                return;
            }
            double left = Math.max(by.target, by.there.expected());
            Charge charge = new Charge(
                    sites.number,
                    sites.places[by.site],
                    plug,
                    arrive,
                    start,
                    start + chargingS,
                    by.there.expected(),
                    left);
            long fare = CarSearch.fare(car, times, metres);
            front.add(new Choice(
                    pair.car(), pair.stop(), times, metres, driving, (int) by.wh(), arrival(by, left), fare, charge));
        }

        private Choice.Arrival arrival(By by, double left) {
            double takes = train.percent(by.whOnward);
            return new Choice.Arrival(
                    left - takes,
                    by.target - train.band().most(takes),
                    Math.max(by.target, by.there.high()) - train.band().least(takes));
        }

        /** Seconds from setting off to the site, with the stays before it. */
        private int before(By by) {
            int seconds = sites.there.seconds(row, by.site);
            for (int i = 0; i < sites.number; i++) {
                seconds += stretches.seconds(i, pair.start(), pair.end())
                        + wish.via().get(i).stayS();
            }
            return seconds;
        }
    }
}
