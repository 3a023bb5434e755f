package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.twinloop.common.GeoPoint;

/**
 * The oracle: tries every car with every stop, and where its battery does not last every plug of the city besides, on
 * each stretch between the points on the way, and compares all with all: who charges on the way does so to be there
 * sooner or to pay less than without. No index, no matrix, no bounds; the rules are written down once more, in the
 * order in which a person would read them.
 */
public final class EveryWay {
    private static final Comparator<Way> GREENEST = Comparator.comparingLong(Way::wh)
            .thenComparingLong(Way::durationS)
            .thenComparingLong(Way::fareFen)
            .thenComparing(Way::low, Comparator.reverseOrder());

    private final City city;
    private final Travel travel;
    private final Wish wish;
    private final Limits limits;
    private final List<Way> found = new ArrayList<>();
    private final List<Way> straight = new ArrayList<>();
    private final List<Way> stopping = new ArrayList<>();
    /** Of the ways with a stop, by whether they are certain. */
    private final Map<Boolean, Way> greenest = new HashMap<>();

    private double lacks = Double.MAX_VALUE;

    private EveryWay(City city, Travel travel, Wish wish, Limits limits) {
        this.city = city;
        this.travel = travel;
        this.wish = wish;
        this.limits = limits;
    }

    /** What one way comes to; {@code plug} on the way, −1 without one. */
    public record Way(boolean certain, int car, int stop, int plug, long durationS, long fareFen, long wh, double low) {
        private boolean beats(Way other) {
            return certain == other.certain
                    && durationS <= other.durationS
                    && fareFen <= other.fareFen
                    && wh <= other.wh
                    && (durationS < other.durationS || fareFen < other.fareFen || wh < other.wh);
        }

        /** Neither longer nor dearer; of two as long and as dear the greener, then the fuller. */
        private boolean spares(Way other) {
            if (certain != other.certain || durationS > other.durationS || fareFen > other.fareFen) {
                return false;
            }
            boolean equal = durationS == other.durationS && fareFen == other.fareFen;
            return !equal || wh < other.wh || wh == other.wh && low >= other.low;
        }

        private boolean same(Way other) {
            return certain == other.certain
                    && durationS == other.durationS
                    && fareFen == other.fareFen
                    && wh == other.wh;
        }
    }

    /**
     * The best of all ways.
     *
     * @param ways one of each kind that no other beats, of equals the fullest on return
     * @param lacksPercent what the best battery lacks; 0 where there is a way or none was tried
     */
    public record Answer(List<Way> ways, double lacksPercent) {}

    /** A matrix of what is asked for one by one: from each (a row) to each (a column). */
    public static int[][] each(List<GeoPoint> from, List<GeoPoint> to, ToIntBiFunction<GeoPoint, GeoPoint> one) {
        return from.stream()
                .map(a -> to.stream().mapToInt(b -> one.applyAsInt(a, b)).toArray())
                .toArray(int[][]::new);
    }

    public static Answer of(City city, Travel travel, Wish wish, Limits limits) {
        EveryWay oracle = new EveryWay(city, travel, wish, limits);
        oracle.tryAll(false);
        oracle.straight.addAll(oracle.found);
        oracle.tryAll(true);
        oracle.stopping.forEach(oracle::add);
        oracle.greenest.values().forEach(oracle::add);
        boolean none = oracle.found.isEmpty() && oracle.lacks < Double.MAX_VALUE;
        return new Answer(List.copyOf(oracle.found), none ? oracle.lacks : 0);
    }

    private void tryAll(boolean charging) {
        for (int car = 0; car < city.cars(); car++) {
            City.Car with = city.car(car);
            boolean fits = with.at().distanceM(wish.from()) <= limits.walkToCarM()
                    && with.seats() >= wish.passengers()
                    && with.luggage() >= wish.luggage();
            for (int stop = 0; fits && stop < city.stops(); stop++) {
                if (city.stop(stop).at().distanceM(wish.to()) <= limits.walkFromStopM() && city.mayEnd(car, stop)) {
                    tryOne(car, stop, charging);
                }
            }
        }
    }

    /** Where one drives: from the car by all points on the way to the stop, and by a site after so many of them. */
    private List<GeoPoint> places(int car, int stop, int site, int after) {
        List<GeoPoint> places = new ArrayList<>();
        places.add(city.car(car).at());
        wish.via().forEach(via -> places.add(via.at()));
        places.add(city.stop(stop).at());
        if (site >= 0) {
            places.add(after + 1, city.stop(site).at());
        }
        return places;
    }

    /** Seconds along the places from one of them to another, {@link Travel#NO_WAY} where a road is missing. */
    private int seconds(List<GeoPoint> places, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int one = seconds(places.get(i), places.get(i + 1));
            if (one == Travel.NO_WAY) {
                return Travel.NO_WAY;
            }
            sum += one;
        }
        return sum;
    }

    private int metres(List<GeoPoint> places, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += travel.driveMetres(places.get(i), places.get(i + 1));
        }
        return sum;
    }

    private double wh(int car, List<GeoPoint> places, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            GeoPoint next = places.get(i + 1);
            sum += wh(car, travel.driveMetres(places.get(i), next), seconds(places.get(i), next));
        }
        return sum;
    }

    private void tryOne(int car, int stop, boolean charging) {
        List<GeoPoint> places = places(car, stop, -1, 0);
        int last = places.size() - 1;
        int direct = seconds(places, 0, last);
        if (direct == Travel.NO_WAY || !isFree(car, stop, direct, 0)) {
            return;
        }
        double wh = wh(car, places, 0, last);
        double low = city.car(car).socPercent() - percent(car, wh) * more(car);
        boolean returned = isTakenBack(car, stop, direct, 0);
        if (low >= limits.reservePercent()) {
            if (!returned) {
                return;
            }
            keep(car, stop, -1, direct, 0, metres(places, 0, last), Math.round(wh), low);
        } else if (charging) {
            for (int plug = 0; plug < city.plugs(); plug++) {
                for (int after = 0; after < last; after++) {
                    tryPlug(car, stop, plug, after);
                }
            }
        } else if (returned) {
            lacks = Math.min(lacks, limits.reservePercent() - low);
        }
    }

    private double more(int car) {
        return 1 + city.car(car).powertrain().band().morePercent() / 100;
    }

    private void tryPlug(int car, int stop, int plug, int after) {
        List<GeoPoint> places = places(car, stop, city.plug(plug).stop(), after);
        int last = places.size() - 1;
        GeoPoint start = places.get(after);
        GeoPoint site = places.get(after + 1);
        GeoPoint end = places.get(after + 2);
        double detour = start.distanceM(site) + site.distanceM(end);
        if (detour > limits.detourFactor() * start.distanceM(end) + limits.detourM()) {
            return;
        }
        int driving = seconds(places, 0, last);
        if (driving == Travel.NO_WAY) {
            return;
        }
        double onArrival = city.car(car).socPercent() - percent(car, wh(car, places, 0, after + 1)) * more(car);
        double needed = percent(car, wh(car, places, after + 1, last)) * more(car);
        double target = Math.max(limits.reservePercent() + needed, onArrival + 1);
        int power = power(car, plug);
        if (onArrival < limits.reservePercent() || target > limits.chargeToPercent() || power <= 0) {
            return;
        }
        int charging = limits.plugInS()
                + city.car(car)
                        .powertrain()
                        .taper()
                        .seconds(
                                onArrival,
                                target,
                                power,
                                city.car(car).powertrain().batteryWh());
        int before = seconds(places, 0, after + 1);
        for (int i = 0; i < after; i++) {
            before += wish.via().get(i).stayS();
        }
        for (int wait = 0; wait <= (wish.arriveBy() ? 0 : limits.waitMaxS()); wait++) {
            int standing = charging + wait;
            long begin = taken(car, stop, driving, standing) + limits.pickUpS() + before + wait;
            if (city.plug(plug).busy().free(begin, begin + charging)) {
                if (isFree(car, stop, driving, standing) && isTakenBack(car, stop, driving, standing)) {
                    long wh = Math.round(wh(car, places, 0, last));
                    keep(car, stop, plug, driving, standing, metres(places, 0, last), wh, target - needed);
                }
                return;
            }
        }
    }

    private int power(int car, int plug) {
        Powertrain train = city.car(car).powertrain();
        int most = city.plug(plug).direct() ? train.maxDcW() : train.maxAcW();
        return Math.min(most, city.plug(plug).powerW());
    }

    private int seconds(GeoPoint from, GeoPoint to) {
        return travel.driveSeconds(List.of(from), List.of(to))[0][0];
    }

    private int walk(GeoPoint from, GeoPoint to) {
        return travel.walkSeconds(List.of(from), List.of(to))[0][0];
    }

    private double wh(int car, int metres, int seconds) {
        return city.car(car).powertrain().consumption().wh(metres, seconds, wish.celsius());
    }

    private double percent(int car, double wh) {
        return wh / city.car(car).powertrain().batteryWh() * 100;
    }

    private int stays() {
        return wish.via().stream().mapToInt(Wish.Via::stayS).sum();
    }

    private long duration(int car, int stop, int driving, int standing) {
        return walk(wish.from(), city.car(car).at())
                + limits.pickUpS()
                + driving
                + stays()
                + standing
                + limits.handBackS()
                + walk(city.stop(stop).at(), wish.to());
    }

    private long departure(int car, int stop, int driving, int standing) {
        return wish.arriveBy() ? wish.at() - duration(car, stop, driving, standing) : wish.at();
    }

    private long taken(int car, int stop, int driving, int standing) {
        return departure(car, stop, driving, standing)
                + walk(wish.from(), city.car(car).at());
    }

    private long returned(int car, int stop, int driving, int standing) {
        long inCar = (long) limits.pickUpS() + driving + stays() + standing + limits.handBackS();
        return taken(car, stop, driving, standing) + inCar;
    }

    /** No ban when the drive ends, and none when the car is given back. */
    private boolean isTakenBack(int car, int stop, int driving, int standing) {
        long returned = returned(car, stop, driving, standing);
        long kept = kept(car, stop, driving, standing);
        Busy banned = city.stop(stop).banned();
        return banned.free(returned, returned + 1) && banned.free(kept, kept + 1);
    }

    private long kept(int car, int stop, int driving, int standing) {
        return Math.max(returned(car, stop, driving, standing), wish.keepUntil());
    }

    private boolean isFree(int car, int stop, int driving, int standing) {
        long depart = departure(car, stop, driving, standing);
        long from = depart - limits.earlyS();
        long to = kept(car, stop, driving, standing) + Math.max(limits.lateS(), driving / 2);
        boolean plugged = !wish.pileWanted();
        for (int plug = 0; !plugged && plug < city.plugs(); plug++) {
            plugged = city.plug(plug).stop() == stop && city.plug(plug).busy().free(from, to);
        }
        return depart >= wish.notBefore()
                && city.car(car).busy().free(from, to)
                && city.stop(stop).free(from, to) > 0
                && plugged;
    }

    private void keep(int car, int stop, int plug, int driving, int standing, int metres, long wh, double low) {
        long fare = city.car(car)
                .fare()
                .fen(taken(car, stop, driving, standing), kept(car, stop, driving, standing), metres);
        long duration = duration(car, stop, driving, standing);
        Way way = new Way(city.car(car).certain(), car, stop, plug, duration, fare, wh, low);
        if (plug < 0) {
            add(way);
        } else {
            addStopping(way);
        }
    }

    /**
     * A stop is worth it for who is there sooner than by every way without, or pays less than on each; such ways are
     * compared by time and money. Where there is none without, the greenest counts too.
     */
    private void addStopping(Way way) {
        List<Way> without = straight.stream()
                .filter(other -> other.certain() == way.certain())
                .toList();
        boolean sooner = without.stream().allMatch(other -> way.durationS() < other.durationS());
        boolean cheaper = without.stream().allMatch(other -> way.fareFen() < other.fareFen());
        if (without.isEmpty()) {
            greenest.merge(way.certain(), way, (one, other) -> GREENEST.compare(one, other) <= 0 ? one : other);
        }
        if ((sooner || cheaper) && stopping.stream().noneMatch(other -> other.spares(way))) {
            stopping.removeIf(other -> way.spares(other));
            stopping.add(way);
        }
    }

    /** Beside all that was found before; what another beats goes, and of equals the fullest stays. */
    private void add(Way way) {
        for (Way other : found) {
            if (other.beats(way) || other.same(way) && other.low() >= way.low()) {
                return;
            }
        }
        found.removeIf(other -> way.beats(other) || way.same(other));
        found.add(way);
    }
}
