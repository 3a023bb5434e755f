package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.Choice.Arrival;
import org.twinloop.trip.planning.search.Choice.Times;
import org.twinloop.trip.planning.search.Refusal.Reason;

/**
 * Walk to a car, drive it, return it where it may stand, walk on: all ways that are not worse than another. When no
 * battery lasts, with one charging stop on the way; when none does then either, the refusal says what is lacking.
 *
 * <p>Durations come from one matrix. Metres, energy and fare are asked for only while the straight line does not
 * already show that the way is worse than one found.
 */
public final class CarSearch {
    private static final double FARTHEST_TOLD_M = 20_000;
    /** Roads as stored may be this much shorter than the straight line. */
    static final double STRAIGHT = 0.95;

    private final City city;
    private final Travel travel;
    private final Wish wish;
    private final Limits limits;
    private final Tally tally = new Tally();
    private final Front certain = new Front();
    private final Front asked = new Front();

    private CarSearch(City city, Travel travel, Wish wish, Limits limits) {
        this.city = city;
        this.travel = travel;
        this.wish = wish;
        this.limits = limits;
    }

    public static CarAnswer of(City city, Travel travel, Wish wish, Limits limits) {
        return new CarSearch(city, travel, wish, limits).answer();
    }

    /** A car, where it may end, and how long the legs take. */
    record Pair(int car, int stop, int walkInS, int driveS, int walkOutS, Times times) {}

    private CarAnswer answer() {
        int[] near = city.carIndex().within(wish.from(), limits.walkToCarM());
        List<Integer> fitting = fitting(near);
        int[] ends = city.stopIndex().within(wish.to(), limits.walkFromStopM());
        List<Pair> pairs = pairs(fitting, ends);
        pairs.sort(Comparator.comparingLong((Pair pair) -> pair.times().durationS())
                .thenComparingInt(Pair::car)
                .thenComparingInt(Pair::stop));
        List<Pair> dry = new ArrayList<>();
        for (Pair pair : pairs) {
            if (isFree(pair.car(), pair.stop(), pair.times()) && !drive(pair)) {
                dry.add(pair);
            }
        }
        if (certain.choices().isEmpty() && asked.choices().isEmpty() && !dry.isEmpty()) {
            new ChargedSearch(city, travel, wish, limits, this::isFree, this::front).run(dry);
        }
        boolean none = certain.choices().isEmpty() && asked.choices().isEmpty();
        return new CarAnswer(certain.choices(), asked.choices(), none ? tally.refusal(nearestM(), near.length) : null);
    }

    private Front front(int car) {
        return city.car(car).certain() ? certain : asked;
    }

    private List<Integer> fitting(int[] near) {
        List<Integer> fitting = new ArrayList<>();
        for (int number : near) {
            City.Car car = city.car(number);
            if (car.seats() < wish.passengers()) {
                tally.failed(Reason.NO_SEATS);
            } else if (car.luggage() < wish.luggage()) {
                tally.failed(Reason.NO_LUGGAGE_ROOM);
            } else {
                fitting.add(number);
            }
        }
        return fitting;
    }

    private List<Pair> pairs(List<Integer> cars, int[] ends) {
        Map<GeoPoint, Integer> rows = new LinkedHashMap<>();
        cars.forEach(car -> rows.putIfAbsent(city.car(car).at(), rows.size()));
        List<GeoPoint> targets = new ArrayList<>();
        int[] walkOut = new int[ends.length];
        for (int i = 0; i < ends.length; i++) {
            targets.add(city.stop(ends[i]).at());
            walkOut[i] = travel.walkSeconds(targets.get(i), wish.to());
        }
        int[][] seconds = travel.driveSeconds(List.copyOf(rows.keySet()), targets);
        List<Pair> pairs = new ArrayList<>();
        for (int car : cars) {
            GeoPoint at = city.car(car).at();
            int walkIn = travel.walkSeconds(wish.from(), at);
            int[] row = seconds[rows.get(at)];
            tally.failed(Reason.NO_STOP);
            for (int i = 0; i < ends.length; i++) {
                if (city.mayEnd(car, ends[i])) {
                    pair(car, ends[i], new int[] {walkIn, row[i], walkOut[i]}, pairs);
                }
            }
        }
        return pairs;
    }

    private void pair(int car, int stop, int[] legs, List<Pair> pairs) {
        if (legs[1] == Travel.NO_WAY) {
            tally.failed(Reason.NO_ROAD);
        } else {
            Times times = Times.of(wish, limits, legs[0], legs[1], 0, legs[2]);
            pairs.add(new Pair(car, stop, legs[0], legs[1], legs[2], times));
        }
    }

    /** Whether one can still leave, and car, bay and, where wanted, plug are free for as long as they would be held. */
    private boolean isFree(int car, int stop, Times times) {
        if (times.departAt() < wish.notBefore()) {
            tally.failed(Reason.TOO_LATE, wish.notBefore() + times.durationS());
            return false;
        }
        long length = times.holdTo() - times.holdFrom();
        Busy busy = city.car(car).busy();
        if (!busy.free(times.holdFrom(), times.holdTo())) {
            tally.failed(Reason.RESERVED, busy.freeFrom(times.holdFrom(), length) + limits.earlyS());
            return false;
        }
        if (city.stop(stop).free(times.holdFrom(), times.holdTo()) == 0) {
            long from = city.stop(stop).freeFrom(times.holdFrom(), length);
            tally.failed(Reason.NO_BAY, from == Long.MAX_VALUE ? from : from + limits.earlyS());
            return false;
        }
        if (wish.pileWanted()
                && city.freePlugs(stop, times.holdFrom(), times.holdTo()).isEmpty()) {
            tally.failed(Reason.NO_PILE);
            return false;
        }
        return true;
    }

    /** Keeps the way unless it is worse than another; answers false when the battery does not last. */
    private boolean drive(Pair pair) {
        City.Car car = city.car(pair.car());
        GeoPoint end = city.stop(pair.stop()).at();
        Times times = pair.times();
        int straight = (int) (STRAIGHT * car.at().distanceM(end));
        if (front(pair.car())
                .excels(times.durationS(), wh(car, straight, pair.driveS()), () -> fare(car, times, straight))) {
            return true;
        }
        int metres = travel.driveMetres(car.at(), end);
        double wh = car.powertrain().consumption().wh(metres, pair.driveS(), wish.celsius());
        Arrival arrival = arrival(car.socPercent(), car.powertrain().percent(wh), limits);
        if (arrival.low() < limits.reservePercent()) {
            tally.lacks(limits.reservePercent() - arrival.low());
            return false;
        }
        front(pair.car())
                .add(new Choice(
                        pair.car(),
                        pair.stop(),
                        times,
                        metres,
                        pair.driveS(),
                        (int) Math.round(wh),
                        arrival,
                        fare(car, times, metres),
                        null));
        return true;
    }

    static Arrival arrival(double fromPercent, double takesPercent, Limits limits) {
        return new Arrival(
                fromPercent - takesPercent,
                fromPercent - takesPercent * (1 + limits.morePercent() / 100),
                fromPercent - takesPercent * (1 - limits.lessPercent() / 100));
    }

    private long wh(City.Car car, int metres, int seconds) {
        return Math.round(car.powertrain().consumption().wh(metres, seconds, wish.celsius()));
    }

    static long fare(City.Car car, Times times, int metres) {
        return car.fare().fen(times.takenAt(), times.keptUntil(), metres);
    }

    private int nearestM() {
        int[] found = city.carIndex().within(wish.from(), FARTHEST_TOLD_M);
        return found.length == 0 ? -1 : (int) Math.round(city.car(found[0]).at().distanceM(wish.from()));
    }
}
