package org.twinloop.telematics.speed;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.snap.Driven;
import org.twinloop.vehicle.Fleet.OnRoad;

/**
 * Which cars are driving where, and what that says of the roads. A car that crawls or stands tells so only of the road
 * on which it was driving before, only while it is still on it and only for a time: a parked car is no traffic jam. As
 * many entries as there are cars under way. For one thread at a time.
 */
final class Drives {

    /** A car that has moved this far has moved on, whatever speed it says. */
    private static final double MOVED_ON_M = 15;

    private final Traffic traffic;
    private final SpeedConfig config;
    private final Map<UUID, Drive> drives = new HashMap<>();

    /** What cars are told to; {@link org.twinloop.network.traffic.TravelTimes} in the service. */
    interface Traffic {

        /** The road driven at a position with a heading, if there is no doubt about it. */
        Optional<Driven> road(GeoPoint position, double headingDeg, double withinM);

        void observe(int edge, boolean forward, double speedKmh, Instant at);
    }

    Drives(Traffic traffic, SpeedConfig config) {
        this.traffic = traffic;
        this.config = config;
    }

    /**
     * @param movedAt when it last drove or moved on
     * @param where it was then
     * @param toldAt when it last told a speed
     * @param heardAt when it last reported
     */
    private record Drive(int edge, boolean forward, Instant movedAt, GeoPoint where, Instant toldAt, Instant heardAt) {}

    /** Takes a report in; answers whether it told a speed. */
    boolean take(OnRoad car) {
        Optional<Driven> road = traffic.road(car.position(), car.headingDeg(), car.accuracyM() + config.besideMaxM());
        Drive before = drives.get(car.vehicleId());
        if (before != null && !car.at().isAfter(before.heardAt)) {
            return false;
        }
        if (road.isEmpty() || !moves(car, before, road.get())) {
            if (road.isEmpty() || before != null && isOver(car, before)) {
                drives.remove(car.vehicleId());
            }
            return false;
        }
        boolean movedOn = car.speedKmh() >= config.drivingKmh() || before.where.distanceM(car.position()) >= MOVED_ON_M;
        boolean due = before == null
                || !before.toldAt.plus(config.apart()).isAfter(car.at())
                || before.edge != road.get().edge();
        if (due) {
            traffic.observe(road.get().edge(), road.get().forward(), car.speedKmh(), car.at());
        }
        drives.put(
                car.vehicleId(),
                new Drive(
                        road.get().edge(),
                        road.get().forward(),
                        movedOn ? car.at() : before.movedAt,
                        movedOn ? car.position() : before.where,
                        due ? car.at() : before.toldAt,
                        car.at()));
        return due;
    }

    private boolean moves(OnRoad car, Drive before, Driven road) {
        if (car.speedKmh() >= config.drivingKmh()) {
            return true;
        }
        return before != null && before.edge == road.edge() && before.forward == road.forward() && !isOver(car, before);
    }

    private boolean isOver(OnRoad car, Drive before) {
        boolean stands = before.where.distanceM(car.position()) < MOVED_ON_M;
        return stands && car.at().isAfter(before.movedAt.plus(config.heldUpMax()));
    }

    /** Leaves out cars that have not moved since. */
    void forget(Instant since) {
        drives.values().removeIf(drive -> drive.movedAt.isBefore(since));
    }
}
