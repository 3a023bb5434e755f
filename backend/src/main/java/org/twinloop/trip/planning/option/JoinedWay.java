package org.twinloop.trip.planning.option;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Route;
import org.twinloop.trip.planning.option.PlanOption.ViaStop;
import org.twinloop.trip.planning.option.PlanRequest.Via;

/**
 * Ways one behind the other as one way, which takes the time of what happens between them too: the stays at stops on
 * the way, and charging.
 */
final class JoinedWay {
    private final List<GeoPoint> geometry = new ArrayList<>();
    private final List<Integer> edges = new ArrayList<>();
    private final List<Route.Instruction> instructions = new ArrayList<>();
    private final List<Via> stops = new ArrayList<>();
    private final List<Duration> reached = new ArrayList<>();
    private double distanceM;
    private Duration takes = Duration.ZERO;
    private boolean estimated;
    private Route last;

    /** From each point to the next, with the stays of the request where its stops lie. */
    static JoinedWay of(PlanRequest request, BiFunction<GeoPoint, GeoPoint, Route> between) {
        return of(request, request.from().point(), request.to().point(), between);
    }

    /** The same between other ends. */
    static JoinedWay of(
            PlanRequest request, GeoPoint start, GeoPoint end, BiFunction<GeoPoint, GeoPoint, Route> between) {
        JoinedWay way = new JoinedWay();
        GeoPoint at = start;
        for (Via via : request.via()) {
            way.then(between.apply(at, via.spot().point())).stay(via);
            at = via.spot().point();
        }
        return way.then(between.apply(at, end));
    }

    /** The same, or nothing where one of the ways is missing. */
    static Optional<JoinedWay> find(PlanRequest request, BiFunction<GeoPoint, GeoPoint, Optional<Route>> between) {
        GeoPoint at = request.from().point();
        List<GeoPoint> ends = new ArrayList<>();
        request.via().forEach(via -> ends.add(via.spot().point()));
        ends.add(request.to().point());
        for (GeoPoint end : ends) {
            if (between.apply(at, end).isEmpty()) {
                return Optional.empty();
            }
            at = end;
        }
        return Optional.of(of(request, (from, to) -> between.apply(from, to).orElseThrow()));
    }

    JoinedWay then(Route route) {
        geometry.addAll(route.geometry());
        edges.addAll(route.edgeIds());
        instructions.addAll(route.instructions());
        distanceM += route.distanceM();
        takes = takes.plus(route.duration());
        estimated |= route.estimated();
        last = route;
        return this;
    }

    JoinedWay stay(Via via) {
        stops.add(via);
        reached.add(takes);
        String name = via.spot().name();
        String nameEn = via.spot().nameEn() == null ? name : via.spot().nameEn();
        return pause(
                via.stay(),
                "在" + name + "停留" + via.stayMinutes() + "分钟",
                "Stay at " + nameEn + " for " + via.stayMinutes() + " min");
    }

    /** Time in which one does not move. */
    JoinedWay pause(Duration pause, String zh, String en) {
        takes = takes.plus(pause);
        instructions.add(new Route.Instruction(zh, en, 0));
        return this;
    }

    Route route() {
        return new Route(
                distanceM, takes, geometry, edges, instructions, estimated, last.metricVersion(), last.metricAsOf());
    }

    /** When one is at the stops, for who sets off at an instant. */
    List<ViaStop> via(Instant setOff) {
        List<ViaStop> all = new ArrayList<>();
        for (int i = 0; i < stops.size(); i++) {
            Via via = stops.get(i);
            Instant arrival = setOff.plus(reached.get(i));
            all.add(new ViaStop(
                    via.spot().placeId(),
                    via.spot().name(),
                    via.spot().point(),
                    arrival,
                    arrival.plus(via.stay()),
                    via.stayMinutes(),
                    via.spot().nameEn()));
        }
        return all;
    }
}
