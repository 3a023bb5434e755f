package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.Choice.Arrival;
import org.twinloop.trip.planning.search.Choice.Times;
import org.twinloop.trip.planning.search.Refusal.Reason;
import org.twinloop.trip.planning.search.base.Ascending;

/**
 * Walk to a car, drive it, return it where it may stand, walk on: all ways that are not worse than another. A car whose
 * battery does not last stops once on the way to charge, where that is quicker or cheaper than every way without; when
 * no battery lasts even then, the refusal says what is lacking.
 *
 * <p>Durations come from one matrix. Metres, energy and fare are asked for only while the straight line does not
 * already show that the way is worse than one found.
 */
public final class CarSearch {
    private static final double FARTHEST_TOLD_M = 20_000;

    private final City city;
    private final Travel travel;
    private final Wish wish;
    private final Limits limits;
    private final Tally tally = new Tally();
    private final Front certain = new Front();
    private final Front asked = new Front();
    private Stretches stretches;

    private CarSearch(City city, Travel travel, Wish wish, Limits limits) {
        this.city = city;
        this.travel = travel;
        this.wish = wish;
        this.limits = limits;
    }

    public static CarAnswer of(City city, Travel travel, Wish wish, Limits limits) {
        return new CarSearch(city, travel, wish, limits).answer();
    }

    /** A car, where it may end, their places among the ends of the stretches, and how long the legs take. */
    record Pair(int car, int stop, int start, int end, int walkInS, int driveS, int walkOutS, Times times) {}

    private CarAnswer answer() {
        int[] near = city.carIndex().within(wish.from(), limits.walkToCarM());
        List<Integer> fitting = fitting(near);
        int[] ends = city.stopIndex().within(wish.to(), limits.walkFromStopM());
        List<Pair> dry = new ArrayList<>();
        Reach reach = reach(fitting, ends);
        for (int next : quickestFirst(reach)) {
            Pair pair = pair(reach, next);
            if (!isExcelled(pair) && isFree(pair.car(), pair.stop(), pair.times()) && !drive(pair)) {
                dry.add(pair);
            }
        }
        if (!dry.isEmpty()) {
            charge(dry);
        }
        boolean none = certain.isEmpty() && asked.isEmpty();
        Refusal refusal = none ? tally.refusal(nearestM(), near.length) : null;
        return new CarAnswer(certain.choices(), asked.choices(), refusal, !dry.isEmpty());
    }

    private void charge(List<Pair> dry) {
        StoppingWays ofCertain = new StoppingWays(certain.choices());
        StoppingWays ofAsked = new StoppingWays(asked.choices());
        new ChargedSearch(
                        city,
                        wish,
                        limits,
                        stretches,
                        new Held(),
                        car -> city.car(car).certain() ? ofCertain : ofAsked)
                .run(dry);
        ofCertain.choices().forEach(certain::add);
        ofAsked.choices().forEach(asked::add);
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

    /** Cars, each with its place among the starts of the stretches, and stops with the walks to and from them. */
    private record Reach(int[] cars, int[] rows, int[] ends, int[] walkInS, int[][] walkOutS) {}

    private Reach reach(List<Integer> cars, int[] ends) {
        Map<GeoPoint, Integer> rows =
                Stretches.places(cars.stream().map(car -> city.car(car).at()).toList());
        List<GeoPoint> starts = List.copyOf(rows.keySet());
        List<GeoPoint> targets =
                Arrays.stream(ends).mapToObj(end -> city.stop(end).at()).toList();
        int[][] walkIn = travel.walkSeconds(List.of(wish.from()), starts);
        int[][] walkOut = travel.walkSeconds(targets, List.of(wish.to()));
        stretches = new Stretches(travel, wish, starts, targets);
        return new Reach(
                cars.stream().mapToInt(Integer::intValue).toArray(),
                cars.stream().mapToInt(car -> rows.get(city.car(car).at())).toArray(),
                ends,
                walkIn[0],
                walkOut);
    }

    /**
     * The places of each car with each stop it may end at, in order of their seconds: all that could be better than a
     * way comes before it, so that each is compared with the best there are.
     */
    private int[] quickestFirst(Reach reach) {
        int[] places = new int[reach.cars.length * reach.ends.length];
        int[] seconds = new int[places.length];
        int count = 0;
        for (int i = 0; i < reach.cars.length; i++) {
            tally.failed(Reason.NO_STOP);
            int walkInS = reach.walkInS[reach.rows[i]];
            for (int j = 0; j < reach.ends.length; j++) {
                if (city.mayEnd(reach.cars[i], reach.ends[j])) {
                    int driveS = stretches.seconds(reach.rows[i], j);
                    int walkOutS = reach.walkOutS[j][0];
                    if (driveS == Travel.NO_WAY || walkInS == Travel.NO_WAY || walkOutS == Travel.NO_WAY) {
                        tally.failed(Reason.NO_ROAD);
                    } else {
                        seconds[count] = walkInS + driveS + walkOutS;
                        places[count++] = i * reach.ends.length + j;
                    }
                }
            }
        }
        return Ascending.of(places, seconds, count);
    }

    private Pair pair(Reach reach, int place) {
        int i = place / reach.ends.length;
        int end = place % reach.ends.length;
        int row = reach.rows[i];
        int driveS = stretches.seconds(row, end);
        int walkInS = reach.walkInS[row];
        int walkOutS = reach.walkOutS[end][0];
        Times times = Times.of(wish, limits, walkInS, driveS, 0, walkOutS);
        return new Pair(reach.cars[i], reach.ends[end], row, end, walkInS, driveS, walkOutS, times);
    }

    /** Whether one can still leave, and car, bay and, where wanted, plug are free for as long as they would be held. */
    private boolean isFree(int car, int stop, Times times) {
        if (times.departAt() < wish.notBefore()) {
            tally.failed(Reason.TOO_LATE, () -> wish.notBefore() + times.durationS());
            return false;
        }
        long length = times.holdTo() - times.holdFrom();
        Busy busy = city.car(car).busy();
        if (!busy.free(times.holdFrom(), times.holdTo())) {
            tally.failed(Reason.RESERVED, () -> busy.freeFrom(times.holdFrom(), length) + limits.earlyS());
            return false;
        }
        if (city.stop(stop).free(times.holdFrom(), times.holdTo()) == 0) {
            tally.failed(Reason.NO_BAY, () -> {
                long from = city.stop(stop).freeFrom(times.holdFrom(), length);
                return from == Long.MAX_VALUE ? from : from + limits.earlyS();
            });
            return false;
        }
        if (wish.pileWanted()
                && city.freePlugs(stop, times.holdFrom(), times.holdTo()).isEmpty()) {
            tally.failed(Reason.NO_PILE);
            return false;
        }
        return true;
    }

    /** Whether the stop takes cars back when the drive ends and when the car is given back. */
    private boolean isTakenBack(int stop, Times times) {
        City.Stop end = city.stop(stop);
        if (end.takesBack(times.returnedAt(), times.keptUntil())) {
            return true;
        }
        tally.failed(Reason.NO_RETURN, () -> {
            long from = end.banned().freeFrom(times.returnedAt(), 1);
            boolean unknown = from == Long.MAX_VALUE || wish.arriveBy() || times.keptUntil() > times.returnedAt();
            return unknown ? Long.MAX_VALUE : times.departAt() + from - times.returnedAt();
        });
        return false;
    }

    /** The same looks for ways with a charging stop. */
    private final class Held implements ChargedSearch.Room {
        @Override
        public boolean isFree(int car, int stop, Times times) {
            return CarSearch.this.isFree(car, stop, times);
        }

        @Override
        public boolean isTakenBack(int stop, Times times) {
            return CarSearch.this.isTakenBack(stop, times);
        }
    }

    /** Whether the way is worse than another even if its roads were straight. */
    private boolean isExcelled(Pair pair) {
        City.Car car = city.car(pair.car());
        double wh = 0;
        int metres = 0;
        for (int i = 0; i < stretches.count(); i++) {
            int least = stretches.leastMetres(i, pair.start(), pair.end());
            metres += least;
            wh += wh(car, least, stretches.seconds(i, pair.start(), pair.end()));
        }
        return front(pair.car()).excels(pair.times().durationS(), Math.round(wh), fare(car, pair.times(), metres));
    }

    /**
     * Keeps the way unless it is worse than another or the stop takes no cars back then; answers false when the battery
     * does not last: who charges on the way comes later, when the stop may.
     */
    private boolean drive(Pair pair) {
        City.Car car = city.car(pair.car());
        double wh = 0;
        int metres = 0;
        for (int i = 0; i < stretches.count(); i++) {
            int road = stretches.metres(i, pair.start(), pair.end());
            metres += road;
            wh += wh(car, road, stretches.seconds(i, pair.start(), pair.end()));
        }
        Arrival arrival = arrival(
                car.socPercent(), car.powertrain().percent(wh), car.powertrain().band());
        boolean lasts = arrival.low() >= limits.reservePercent();
        if (!isTakenBack(pair.stop(), pair.times())) {
            return lasts;
        }
        if (!lasts) {
            tally.lacks(limits.reservePercent() - arrival.low());
            return false;
        }
        long fare = fare(car, pair.times(), metres);
        int rounded = (int) Math.round(wh);
        front(pair.car())
                .add(new Choice(
                        pair.car(), pair.stop(), pair.times(), metres, pair.driveS(), rounded, arrival, fare, null));
        return true;
    }

    static Arrival arrival(double fromPercent, double takesPercent, Powertrain.Band band) {
        return new Arrival(
                fromPercent - takesPercent,
                fromPercent - band.most(takesPercent),
                fromPercent - band.least(takesPercent));
    }

    private double wh(City.Car car, int metres, int seconds) {
        return car.powertrain().consumption().wh(metres, seconds, wish.celsius());
    }

    static long fare(City.Car car, Times times, int metres) {
        return car.fare().fen(times.takenAt(), times.keptUntil(), metres);
    }

    private int nearestM() {
        int found = city.carIndex().nearest(wish.from(), FARTHEST_TOLD_M);
        return found < 0 ? -1 : (int) Math.round(city.car(found).at().distanceM(wish.from()));
    }
}
