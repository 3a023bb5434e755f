package org.twinloop.trip.planning.option;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.geo.Polyline;
import org.twinloop.network.Route;
import org.twinloop.trip.planning.option.PlanOption.Instruction;
import org.twinloop.trip.planning.option.PlanOption.Stage;
import org.twinloop.trip.planning.option.PlanOption.StageKind;
import org.twinloop.trip.planning.option.PlanOption.ViaStop;
import org.twinloop.trip.planning.option.PlanRequest.Spot;

/** Puts legs one behind the other and keeps the time. */
final class Itinerary {
    private final Instant departAt;
    private final List<Stage> stages = new ArrayList<>();
    private final List<ViaStop> via = new ArrayList<>();
    private Instant at;
    private boolean guessed;

    Itinerary(Instant departAt) {
        this.departAt = departAt;
        this.at = departAt;
    }

    Itinerary leg(StageKind kind, Named from, Named to, Route route) {
        return leg(kind, from, to, route, Duration.ZERO);
    }

    /** A leg by the stops on the way. */
    Itinerary leg(StageKind kind, Named from, Named to, JoinedWay way) {
        return leg(kind, from, to, way, Duration.ZERO);
    }

    /** The same that begins with getting in. */
    Itinerary leg(StageKind kind, Named from, Named to, JoinedWay way, Duration boarding) {
        via.addAll(way.via(at.plus(boarding)));
        return leg(kind, from, to, way.route(), boarding);
    }

    private Itinerary leg(StageKind kind, Named from, Named to, Route route, Duration boarding) {
        Duration takes = boarding.plus(route.duration());
        Instant arrival = at.plus(takes);
        stages.add(new Stage(
                kind,
                from.name(),
                to.name(),
                from.point(),
                to.point(),
                at,
                arrival,
                (int) Math.round(route.distanceM()),
                (int) takes.toSeconds(),
                route.estimated(),
                Polyline.encode(route.geometry()),
                instructions(kind, route)));
        at = arrival;
        return this;
    }

    /** Time that passes between two legs: opening the car, parking it, waiting for it. */
    Itinerary pause(Duration duration) {
        at = at.plus(duration);
        return this;
    }

    Instant now() {
        return at;
    }

    Instant departAt() {
        return departAt;
    }

    List<Stage> stages() {
        return List.copyOf(stages);
    }

    List<ViaStop> via() {
        return List.copyOf(via);
    }

    int distanceM() {
        return stages.stream().mapToInt(Stage::distanceM).sum();
    }

    int durationS() {
        return (int) Duration.between(departAt, at).toSeconds();
    }

    /** What one travels with is not known to be there then. */
    Itinerary guessed(boolean isSo) {
        guessed = isSo;
        return this;
    }

    boolean estimated() {
        return guessed || stages.stream().anyMatch(Stage::estimated);
    }

    private static List<Instruction> instructions(StageKind kind, Route route) {
        if (kind != StageKind.DRIVE) {
            return null;
        }
        return route.instructions().stream()
                .map(i -> new Instruction(i.zh(), i.en(), (int) Math.round(i.distanceM())))
                .toList();
    }

    /** A point people know by a name. */
    record Named(String name, GeoPoint point) {
        static Named of(Spot spot) {
            return new Named(spot.name(), spot.point());
        }
    }
}
