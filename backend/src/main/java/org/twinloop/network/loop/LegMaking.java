package org.twinloop.network.loop;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stop;

/**
 * Makes the legs between stops. A pair that the roads do not connect in every period, because of a closure for one, is
 * left out, and the others are made.
 */
final class LegMaking {

    /** Seconds from each to each by the travel times of a period, or {@link RouteFinder.Drives#NO_WAY}. */
    interface Seconds {
        int[][] of(Period period, List<GeoPoint> points);
    }

    /** The way of the day. */
    interface ByDay {
        Optional<RouteFinder.Drive> of(GeoPoint from, GeoPoint to);
    }

    private final Seconds seconds;
    private final ByDay byDay;

    LegMaking(Seconds seconds, ByDay byDay) {
        this.seconds = seconds;
        this.byDay = byDay;
    }

    /** @param drives by all four periods */
    static LegMaking of(Map<Period, RouteFinder.Drives> drives) {
        return new LegMaking(
                (period, points) -> drives.get(period).seconds(points, points),
                drives.get(Period.DAY)::driveWithEnergy);
    }

    List<StopLeg> legs(List<Stop> stops) {
        List<GeoPoint> points = stops.stream().map(Stop::position).toList();
        Map<Period, int[][]> times = new EnumMap<>(Period.class);
        for (Period period : Period.values()) {
            times.put(period, seconds.of(period, points));
        }
        List<StopLeg> legs = new ArrayList<>();
        for (int from = 0; from < points.size(); from++) {
            for (int to = 0; to < points.size(); to++) {
                if (from != to) {
                    leg(stops.get(from), stops.get(to), at(times, from, to)).ifPresent(legs::add);
                }
            }
        }
        return legs;
    }

    private static Function<Period, Integer> at(Map<Period, int[][]> times, int from, int to) {
        return period -> times.get(period)[from][to];
    }

    private Optional<StopLeg> leg(Stop from, Stop to, Function<Period, Integer> times) {
        for (Period period : Period.values()) {
            if (times.apply(period) == RouteFinder.Drives.NO_WAY) {
                return Optional.empty();
            }
        }
        return byDay.of(from.position(), to.position()).map(drive -> {
            Route day = drive.route();
            return new StopLeg(
                    from.id(),
                    to.id(),
                    day.distanceM(),
                    drive.energyWh(),
                    times.apply(Period.NIGHT),
                    times.apply(Period.MORNING),
                    (int) day.duration().toSeconds(),
                    times.apply(Period.EVENING));
        });
    }
}
