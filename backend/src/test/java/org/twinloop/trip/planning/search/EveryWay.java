package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * The oracle: tries every car with every stop, and where no battery lasts every plug of the city besides, and compares
 * all with all. No index, no matrix, no bounds; the rules are written down once more, in the order in which a person
 * would read them.
 */
public final class EveryWay {
    private final City city;
    private final Travel travel;
    private final Wish wish;
    private final Limits limits;
    private final List<Way> found = new ArrayList<>();
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

    public static Answer of(City city, Travel travel, Wish wish, Limits limits) {
        EveryWay oracle = new EveryWay(city, travel, wish, limits);
        oracle.tryAll(false);
        if (oracle.found.isEmpty()) {
            oracle.tryAll(true);
        }
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

    private void tryOne(int car, int stop, boolean charging) {
        GeoPoint start = city.car(car).at();
        GeoPoint end = city.stop(stop).at();
        int direct = seconds(start, end);
        if (direct == Travel.NO_WAY || !isFree(car, stop, direct, 0)) {
            return;
        }
        int metres = travel.driveMetres(start, end);
        double takes = percent(car, metres, direct);
        double low = city.car(car).socPercent() - takes * (1 + limits.morePercent() / 100);
        if (low >= limits.reservePercent()) {
            keep(car, stop, -1, direct, 0, metres, Math.round(wh(car, metres, direct)), low);
        } else if (charging) {
            for (int plug = 0; plug < city.plugs(); plug++) {
                tryPlug(car, stop, plug);
            }
        } else {
            lacks = Math.min(lacks, limits.reservePercent() - low);
        }
    }

    private void tryPlug(int car, int stop, int plug) {
        GeoPoint start = city.car(car).at();
        GeoPoint site = city.stop(city.plug(plug).stop()).at();
        GeoPoint end = city.stop(stop).at();
        double detour = start.distanceM(site) + site.distanceM(end);
        if (detour > limits.detourFactor() * start.distanceM(end) + limits.detourM()) {
            return;
        }
        int first = seconds(start, site);
        int second = seconds(site, end);
        if (first == Travel.NO_WAY || second == Travel.NO_WAY) {
            return;
        }
        int firstM = travel.driveMetres(start, site);
        int secondM = travel.driveMetres(site, end);
        double more = 1 + limits.morePercent() / 100;
        double onArrival = city.car(car).socPercent() - percent(car, firstM, first) * more;
        double needed = percent(car, secondM, second) * more;
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
        for (int wait = 0; wait <= (wish.arriveBy() ? 0 : limits.waitMaxS()); wait++) {
            int standing = charging + wait;
            long begin = taken(car, stop, first + second, standing) + limits.pickUpS() + first + wait;
            if (city.plug(plug).busy().free(begin, begin + charging)) {
                if (isFree(car, stop, first + second, standing)) {
                    long wh = Math.round(wh(car, firstM, first) + wh(car, secondM, second));
                    keep(car, stop, plug, first + second, standing, firstM + secondM, wh, target - needed);
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

    private double wh(int car, int metres, int seconds) {
        return city.car(car).powertrain().consumption().wh(metres, seconds, wish.celsius());
    }

    private double percent(int car, int metres, int seconds) {
        return wh(car, metres, seconds) / city.car(car).powertrain().batteryWh() * 100;
    }

    private long duration(int car, int stop, int driving, int standing) {
        return travel.walkSeconds(wish.from(), city.car(car).at())
                + limits.pickUpS()
                + driving
                + standing
                + limits.handBackS()
                + travel.walkSeconds(city.stop(stop).at(), wish.to());
    }

    private long departure(int car, int stop, int driving, int standing) {
        return wish.arriveBy() ? wish.at() - duration(car, stop, driving, standing) : wish.at();
    }

    private long taken(int car, int stop, int driving, int standing) {
        return departure(car, stop, driving, standing)
                + travel.walkSeconds(wish.from(), city.car(car).at());
    }

    private long kept(int car, int stop, int driving, int standing) {
        long returned =
                taken(car, stop, driving, standing) + limits.pickUpS() + driving + standing + limits.handBackS();
        return Math.max(returned, wish.keepUntil());
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
        add(new Way(city.car(car).certain(), car, stop, plug, duration(car, stop, driving, standing), fare, wh, low));
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
