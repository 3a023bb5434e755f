package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.twinloop.trip.planning.search.CarSearch.Pair;
import org.twinloop.trip.planning.search.Choice.Charge;
import org.twinloop.trip.planning.search.Choice.Times;

/**
 * Ways with one charging stop, for cars whose battery does not last, where they are quicker or cheaper than all without
 * one. The car charges as little as carries it to the end with its reserve; the wait for a plug counts, and where
 * somebody has to be there in time there is none.
 *
 * <p>Cars, stops and sites make up millions of ways in a large city, so each is first bounded by what it takes at
 * least: driving times as they are, metres as the straight line shows them until the road was asked for, and charging
 * at the greatest power the car takes there. Only what no way found excels is looked at with its roads and plugs.
 */
final class ChargedSearch {
    /** Nobody plugs in for less, points of charge. */
    static final double LEAST_PERCENT = 1;

    static final double SECONDS_PER_HOUR = 3600;

    private final City city;
    private final Wish wish;
    private final Limits limits;
    private final Stretches stretches;
    private final Room room;
    private final IntFunction<StoppingWays> found;
    private final Map<Powertrain, Integer> models = new HashMap<>();

    /** Whether a way can be had at its times. */
    interface Room {
        /** Car, bay and plug are free; who stays longer on the way needs them for that and more. */
        boolean isFree(int car, int stop, Times times);

        /** The stop takes cars back then; it may later. */
        boolean isTakenBack(int stop, Times times);
    }

    /** @param found where the ways of a car are kept */
    ChargedSearch(
            City city, Wish wish, Limits limits, Stretches stretches, Room room, IntFunction<StoppingWays> found) {
        this.city = city;
        this.wish = wish;
        this.limits = limits;
        this.stretches = stretches;
        this.room = room;
        this.found = found;
    }

    void run(List<Pair> dry) {
        List<Pair> pairs = dry.stream().filter(this::mayBeWorthIt).toList();
        pairs.forEach(pair -> models.putIfAbsent(city.car(pair.car()).powertrain(), models.size()));
        for (int number = 0; number < stretches.count() && !pairs.isEmpty(); number++) {
            ChargingSites sites = new ChargingSites(city, wish, limits, stretches, models, number, pairs);
            if (sites.count() > 0) {
                pairs.forEach(pair -> new Ways(pair, sites).tryAll());
            }
        }
    }

    /** Whether the way would be quicker or cheaper than all without a stop if a stop took but the plugging in. */
    private boolean mayBeWorthIt(Pair pair) {
        City.Car car = city.car(pair.car());
        Times least = Times.of(wish, limits, pair.walkInS(), pair.driveS(), limits.plugInS(), pair.walkOutS());
        int metres = 0;
        for (int i = 0; i < stretches.count(); i++) {
            metres += stretches.leastAnyMetres(i, pair.start(), pair.end());
        }
        return !found.apply(pair.car()).isNeedless(least.durationS(), CarSearch.fare(car, least, metres));
    }

    private double wh(Powertrain train, int metres, int seconds) {
        return train.consumption().wh(metres, seconds, wish.celsius());
    }

    /** All ways of one car to one stop by way of a site on one stretch. */
    private final class Ways {
        private final Pair pair;
        private final ChargingSites sites;
        private final City.Car car;
        private final Powertrain train;
        private final int model;
        private final StoppingWays others;
        private final int row;
        private final int column;
        private double whBefore;
        private double whAfter;
        private int otherM;
        private int otherS;
        /** Of the whole way but for the stretch with the stop. */
        private final long directS;

        Ways(Pair pair, ChargingSites sites) {
            this.pair = pair;
            this.sites = sites;
            car = city.car(pair.car());
            train = car.powertrain();
            model = models.get(train);
            others = found.apply(pair.car());
            row = sites.row(pair);
            column = sites.column(pair);
            for (int i = 0; i < stretches.count(); i++) {
                if (i != sites.number()) {
                    int metres = stretches.metres(i, pair.start(), pair.end());
                    int seconds = stretches.seconds(i, pair.start(), pair.end());
                    whBefore += i < sites.number() ? wh(train, metres, seconds) : 0;
                    whAfter += i > sites.number() ? wh(train, metres, seconds) : 0;
                    otherM += metres;
                    otherS += seconds;
                }
            }
            directS = pair.times().durationS() - pair.driveS() + otherS;
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
                return otherS + sites.thereS(row, site) + sites.onwardS(site, column);
            }

            int leastM() {
                return otherM + sites.leastMetres(row, site, column);
            }

            long wh() {
                return Math.round(whThere + whOnward);
            }

            /** Plugging in and charging, at the best plug and as if the battery did not taper. */
            int standingS() {
                double percent = Math.max(needed - there.low(), LEAST_PERCENT);
                return limits.plugInS() + (int) (percent * sites.perPercentS(model, site));
            }

            boolean isPossible() {
                return there.low() >= limits.reservePercent() && needed <= limits.chargeToPercent();
            }

            /** Whether car and bay, and a plug there, are free for as long as they are needed at least. */
            boolean mayBeHad() {
                Times times = times(drivingS(), standingS());
                if (!room.isFree(pair.car(), pair.stop(), times)) {
                    return false;
                }
                return wish.arriveBy() || hasPlug(times.takenAt() + limits.pickUpS() + before(site));
            }

            private boolean hasPlug(long arriveAt) {
                double points = Math.max(needed - there.low(), LEAST_PERCENT);
                for (int plug : city.plugsOf(sites.place(site))) {
                    City.Plug one = city.plug(plug);
                    int powerW = train.powerW(one.direct(), one.powerW());
                    if (powerW > 0) {
                        int least =
                                limits.plugInS() + (int) (points * train.batteryWh() / 100 / powerW * SECONDS_PER_HOUR);
                        if (one.busy().freeFrom(arriveAt, least) - arriveAt <= limits.waitMaxS()) {
                            return true;
                        }
                    }
                }
                return false;
            }

            /** Most ways are told to be too dear by the least fare of all, so their own is reckoned last. */
            boolean isExcelled(long fareAtLeast) {
                int drivingS = drivingS();
                int standingS = standingS();
                long wh = wh();
                durationS = pair.times().durationS() - pair.driveS() + drivingS + standingS;
                return others.excel(durationS, wh, fareAtLeast)
                        || others.excel(durationS, wh, CarSearch.fare(car, times(drivingS, standingS), leastM()));
            }
        }

        void tryAll() {
            int[] near = sites.near(model, row, column);
            int least = Travel.NO_WAY;
            for (int site : near) {
                least = Math.min(least, sites.thereS(row, site) + sites.onwardS(site, column));
            }
            if (near.length == 0) {
                return;
            }
            Times soonest = times(otherS + least, limits.plugInS());
            if (!room.isFree(pair.car(), pair.stop(), soonest)) {
                return;
            }
            int straight = (int) (Stretches.STRAIGHT * sites.chordM(row, column));
            long fareAtLeast = CarSearch.fare(car, soonest, Math.max(0, otherM + straight - 2));
            List<By> left = new ArrayList<>();
            long drivingMaxS = others.longestS(fareAtLeast) - directS - limits.plugInS();
            for (int site : near) {
                if (sites.thereS(row, site) + sites.onwardS(site, column) <= drivingMaxS
                        && !isHopeless(site, fareAtLeast)) {
                    By by = new By(site);
                    if (by.isPossible() && !by.isExcelled(fareAtLeast)) {
                        left.add(by);
                    }
                }
            }
            left.sort(Comparator.comparingLong(by -> by.durationS));
            left.forEach(this::charge);
        }

        /** Whether no plug fits or the battery lasts neither there nor on, or others excel; what most sites fail at. */
        private boolean isHopeless(int site, long fareAtLeast) {
            double perPercentS = sites.perPercentS(model, site);
            if (perPercentS == 0) {
                return true;
            }
            double whThere = whBefore + sites.whThere(model, train, row, site);
            double low = car.socPercent() - train.band().most(train.percent(whThere));
            if (low < limits.reservePercent()) {
                return true;
            }
            double whOnward = sites.whOnward(model, train, site, column) + whAfter;
            double needed = limits.reservePercent() + train.band().most(train.percent(whOnward));
            int chargingS = (int) (Math.max(needed - low, LEAST_PERCENT) * perPercentS);
            long durationS =
                    directS + sites.thereS(row, site) + sites.onwardS(site, column) + limits.plugInS() + chargingS;
            return others.excel(durationS, Math.round(whThere + whOnward), fareAtLeast);
        }

        private Times times(int drivingS, int standingS) {
            return Times.of(wish, limits, pair.walkInS(), drivingS, standingS, pair.walkOutS());
        }

        private void charge(By bound) {
            By known = new By(bound.site);
            if (!known.isPossible() || known.isExcelled(Long.MIN_VALUE) || !known.mayBeHad()) {
                return;
            }
            sites.askThere(model, row, bound.site);
            By reached = new By(bound.site);
            if (!reached.isPossible() || reached.isExcelled(Long.MIN_VALUE)) {
                return;
            }
            sites.askOnward(model, bound.site, column);
            By by = new By(bound.site);
            if (!by.isPossible() || by.target > limits.chargeToPercent() || by.isExcelled(Long.MIN_VALUE)) {
                return;
            }
            for (int plug : city.plugsOf(sites.place(by.site))) {
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
            if (others.excel(prompt.durationS(), by.wh(), CarSearch.fare(car, prompt, metres))) {
                return;
            }
            long arrive = prompt.takenAt() + limits.pickUpS() + before(by.site);
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
                    sites.number(),
                    sites.place(by.site),
                    plug,
                    arrive,
                    start,
                    start + chargingS,
                    by.there.expected(),
                    left);
            long fare = CarSearch.fare(car, times, metres);
            others.add(new Choice(
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
        private int before(int site) {
            int seconds = sites.thereS(row, site);
            for (int i = 0; i < sites.number(); i++) {
                seconds += stretches.seconds(i, pair.start(), pair.end())
                        + wish.via().get(i).stayS();
            }
            return seconds;
        }
    }
}
