package org.twinloop.trip.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twinloop.common.CityTime;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.network.LoopId;
import org.twinloop.network.Loops;
import org.twinloop.network.Stop;
import org.twinloop.network.traffic.NoReturn;
import org.twinloop.vehicle.VehicleState;

/**
 * What must be true before a car is handed back: it has just reported, stands at a stop of its loop, its doors are
 * closed, and it is plugged in where a pile was held for it.
 *
 * @param planned the stop whose bay is held
 * @param here the stop in whose area the car stands, if any
 * @param ban why cars are not returned there now, if they are not
 * @param pileHeld whether a pile at the planned stop is held for this trip
 * @param reportAgeMax oldest report that still counts
 */
public record EndChecks(
        Stop planned,
        Optional<Stop> here,
        Optional<NoReturn> ban,
        LoopId carLoop,
        boolean pileHeld,
        Duration reportAgeMax,
        Instant now) {

    /** Slower than this the car stands; GNSS never reports exactly 0. */
    private static final double STANDING_KMH = 3;

    /** One entry for each check that failed; empty when the car may be handed back. */
    public List<FieldError> failed(Optional<VehicleState> newest) {
        if (newest.isEmpty() || newest.get().eventTime().plus(reportAgeMax).isBefore(now)) {
            return List.of(new FieldError(
                    "/checks/report",
                    "车辆 " + reportAgeMax.toMinutes() + " 分钟内没有报告，请移到开阔处稍候 / no report of the car within "
                            + reportAgeMax.toMinutes() + " minutes; wait in the open"));
        }
        VehicleState state = newest.get();
        List<FieldError> failed = new ArrayList<>();
        if (state.positionAt() == null || state.positionAt().plus(reportAgeMax).isBefore(now)) {
            failed.add(new FieldError(
                    "/checks/position", "车辆没有新的定位，请移到开阔处稍候 / the car has no new position; wait in the open"));
        } else {
            position(failed);
        }
        if (state.speedKmh() == null) {
            failed.add(new FieldError("/checks/standing", "车辆未报告车速，请稍候 / the car has told no speed; wait a moment"));
        } else if (state.speedKmh() > STANDING_KMH) {
            failed.add(new FieldError("/checks/standing", "车辆仍在行驶 / the car is still moving"));
        }
        if (!state.doorsClosed()) {
            failed.add(new FieldError("/checks/doors", "请关好车门 / close the doors"));
        }
        if (mustBePlugged() && !state.isPlugged()) {
            failed.add(new FieldError("/checks/plug", "请插上充电枪 / plug the car in"));
        }
        return List.copyOf(failed);
    }

    private void position(List<FieldError> failed) {
        if (here.isEmpty()) {
            failed.add(new FieldError(
                    "/checks/position",
                    "不在还车区域，请开到 " + planned.nameZh() + " / not at a stop; drive to " + planned.nameEn()));
        } else if (!Loops.returnAllowed(carLoop, here.get(), ban.isPresent())) {
            Stop stop = here.get();
            failed.add(new FieldError(
                    "/checks/position", ban.map(why -> noReturn(stop, why)).orElseGet(() -> otherLoop(stop))));
        }
    }

    private String otherLoop(Stop stop) {
        return stop.nameZh() + " 不是此车的还车点，请开到 " + planned.nameZh() + " / cars of this loop are not returned at "
                + stop.nameEn() + "; drive to " + planned.nameEn();
    }

    private static String noReturn(Stop stop, NoReturn ban) {
        String zh = ban.until() == null ? "另行通知" : CityTime.clock(ban.until());
        String en = ban.until() == null ? "further notice" : CityTime.clock(ban.until());
        return stop.nameZh() + " 暂停还车（" + ban.nameZh() + "）至 " + zh + "，请开到本环其他站点 / no returns at " + stop.nameEn()
                + " (" + ban.nameEn() + ") until " + en + "; drive to another stop of the loop";
    }

    private boolean mustBePlugged() {
        return pileHeld && here.filter(stop -> stop.id().equals(planned.id())).isPresent();
    }
}
