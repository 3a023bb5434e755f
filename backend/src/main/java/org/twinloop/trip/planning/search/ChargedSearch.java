package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.CarSearch.Pair;
import org.twinloop.trip.planning.search.Choice.Charge;
import org.twinloop.trip.planning.search.Choice.Times;

/**
 * Ways with one charging stop, for cars whose battery does not last. The car charges as little as carries it to the end
 * with its reserve; the wait for a plug counts, and where somebody has to be there in time there is none.
 */
final class ChargedSearch {
    /** Nobody plugs in for less, points of charge. */
    static final double LEAST_PERCENT = 1;

    private final City city;
    private final Travel travel;
    private final Wish wish;
    private final Limits limits;
    private final Room room;
    private final IntFunction<Front> fronts;
    private Map<GeoPoint, Integer> starts;
    private Map<GeoPoint, Integer> ends;
    private List<Integer> sites;
    private int[][] toSite;
    private int[][] fromSite;

    /** Whether car and stop are free for a time. */
    interface Room {
        boolean isFree(int car, int stop, Times times);
    }

    ChargedSearch(City city, Travel travel, Wish wish, Limits limits, Room room, IntFunction<Front> fronts) {
        this.city = city;
        this.travel = travel;
        this.wish = wish;
        this.limits = limits;
        this.room = room;
        this.fronts = fronts;
    }

    /** A pair by way of a site; {@code leastS} is its duration if charging took no time. */
    private record Detour(Pair pair, int site, int toS, int onS, long leastS) {}

    void run(List<Pair> pairs) {
        starts = new LinkedHashMap<>();
        ends = new LinkedHashMap<>();
        TreeSet<Integer> all = new TreeSet<>();
        List<List<Integer>> sitesOf = new ArrayList<>();
        Map<List<GeoPoint>, List<Integer>> known = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            GeoPoint start = city.car(pair.car()).at();
            GeoPoint end = city.stop(pair.stop()).at();
            starts.putIfAbsent(start, starts.size());
            ends.putIfAbsent(end, ends.size());
            List<Integer> between = known.computeIfAbsent(List.of(start, end), key -> between(start, end));
            sitesOf.add(between);
            all.addAll(between);
        }
        sites = List.copyOf(all);
        List<GeoPoint> points = sites.stream().map(site -> city.stop(site).at()).toList();
        toSite = travel.driveSeconds(List.copyOf(starts.keySet()), points);
        fromSite = travel.driveSeconds(points, List.copyOf(ends.keySet()));
        List<Detour> detours = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            for (int site : sitesOf.get(i)) {
                detour(pairs.get(i), site, detours);
            }
        }
        detours.sort(Comparator.comparingLong(Detour::leastS));
        detours.forEach(this::charge);
    }

    /** Stops with plugs that do not lie too far off the straight way. */
    private List<Integer> between(GeoPoint start, GeoPoint end) {
        double most = limits.detourFactor() * start.distanceM(end) + limits.detourM();
        GeoPoint middle = new GeoPoint((start.lon() + end.lon()) / 2, (start.lat() + end.lat()) / 2);
        List<Integer> found = new ArrayList<>();
        for (int site : city.stopIndex().within(middle, most / 2 * 1.01)) {
            GeoPoint at = city.stop(site).at();
            if (!city.plugsOf(site).isEmpty() && start.distanceM(at) + at.distanceM(end) <= most) {
                found.add(site);
            }
        }
        return found;
    }

    private void detour(Pair pair, int site, List<Detour> detours) {
        int column = java.util.Collections.binarySearch(sites, site);
        int to = toSite[starts.get(city.car(pair.car()).at())][column];
        int on = fromSite[column][ends.get(city.stop(pair.stop()).at())];
        if (to != Travel.NO_WAY && on != Travel.NO_WAY && mayReach(pair.car(), site, to)) {
            long least = times(pair, to + on, limits.plugInS()).durationS();
            detours.add(new Detour(pair, site, to, on, least));
        }
    }

    /** Whether the charge would last to a site if the road there were straight. */
    private boolean mayReach(int number, int site, int seconds) {
        City.Car car = city.car(number);
        int straight =
                (int) (CarSearch.STRAIGHT * car.at().distanceM(city.stop(site).at()));
        double wh = car.powertrain().consumption().wh(straight, seconds, wish.celsius());
        return CarSearch.arrival(car.socPercent(), car.powertrain().percent(wh), limits)
                        .low()
                >= limits.reservePercent();
    }

    private Times times(Pair pair, int drivingS, int standingS) {
        return Times.of(wish, limits, pair.walkInS(), drivingS, standingS, pair.walkOutS());
    }

    private void charge(Detour detour) {
        Pair pair = detour.pair();
        City.Car car = city.car(pair.car());
        GeoPoint site = city.stop(detour.site()).at();
        GeoPoint end = city.stop(pair.stop()).at();
        if (excelled(detour, car, site, end)) {
            return;
        }
        Powertrain powertrain = car.powertrain();
        int firstM = travel.driveMetres(car.at(), site);
        int secondM = travel.driveMetres(site, end);
        double firstWh = powertrain.consumption().wh(firstM, detour.toS(), wish.celsius());
        double secondWh = powertrain.consumption().wh(secondM, detour.onS(), wish.celsius());
        var there = CarSearch.arrival(car.socPercent(), powertrain.percent(firstWh), limits);
        double needed = limits.reservePercent() + powertrain.percent(secondWh) * (1 + limits.morePercent() / 100);
        double target = Math.max(needed, there.low() + LEAST_PERCENT);
        if (there.low() < limits.reservePercent() || target > limits.chargeToPercent()) {
            return;
        }
        for (int plug : city.plugsOf(detour.site())) {
            Choice choice = choice(detour, plug, there, target, firstM + secondM, firstWh, secondWh);
            if (choice != null) {
                fronts.apply(pair.car()).add(choice);
            }
        }
    }

    private boolean excelled(Detour detour, City.Car car, GeoPoint site, GeoPoint end) {
        int firstM = (int) (CarSearch.STRAIGHT * car.at().distanceM(site));
        int secondM = (int) (CarSearch.STRAIGHT * site.distanceM(end));
        Consumption use = car.powertrain().consumption();
        long wh = Math.round(
                use.wh(firstM, detour.toS(), wish.celsius()) + use.wh(secondM, detour.onS(), wish.celsius()));
        Times times = times(detour.pair(), detour.toS() + detour.onS(), limits.plugInS());
        boolean onTime = !wish.arriveBy();
        return fronts.apply(detour.pair().car())
                .excels(detour.leastS(), wh, () -> onTime ? CarSearch.fare(car, times, firstM + secondM) : 0);
    }

    /** Null where the plug does not fit, is not free in time, or the rest is not. */
    private Choice choice(
            Detour detour, int plug, Choice.Arrival there, double target, int metres, double firstWh, double secondWh) {
        Pair pair = detour.pair();
        Powertrain powertrain = city.car(pair.car()).powertrain();
        int powerW = powertrain.powerW(city.plug(plug).direct(), city.plug(plug).powerW());
        if (powerW <= 0) {
            return null;
        }
        int chargingS =
                limits.plugInS() + powertrain.taper().seconds(there.low(), target, powerW, powertrain.batteryWh());
        int driving = detour.toS() + detour.onS();
        Times prompt = times(pair, driving, chargingS);
        long arrive = prompt.takenAt() + limits.pickUpS() + detour.toS();
        long start = city.plug(plug).busy().freeFrom(arrive, chargingS);
        long waitS = start - arrive;
        if (waitS > (wish.arriveBy() ? 0 : limits.waitMaxS())) {
            return null;
        }
        Times times = times(pair, driving, chargingS + (int) waitS);
        if (!room.isFree(pair.car(), pair.stop(), times)) {
            return null;
        }
        double left = Math.max(target, there.expected());
        double takes = powertrain.percent(secondWh);
        return new Choice(
                pair.car(),
                pair.stop(),
                times,
                metres,
                driving,
                (int) Math.round(firstWh + secondWh),
                new Choice.Arrival(
                        left - takes,
                        target - takes * (1 + limits.morePercent() / 100),
                        Math.max(target, there.high()) - takes * (1 - limits.lessPercent() / 100)),
                CarSearch.fare(city.car(pair.car()), times, metres),
                new Charge(detour.site(), plug, arrive, start, start + chargingS, there.expected(), left));
    }
}
