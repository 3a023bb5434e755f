package org.twinloop.sim.car;

import java.util.Optional;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/**
 * What one person does with a car.
 *
 * <pre>
 * COMING -> ABOARD -> DRIVING -> LEAVING -> over
 *    \________________________________/ (already there: doors only)
 * </pre>
 */
final class Errand {
    /** So far from its destination an official counts the car as already there: it is the same stop. */
    private static final double SAME_STOP_M = 60;
    /** Anybody else wants the very bay. */
    private static final double SAME_BAY_M = 2.5;

    private enum Phase {
        COMING,
        ABOARD,
        DRIVING,
        LEAVING,
        OVER
    }

    private final Car car;
    private final Timeline timeline;
    private final Dice dice;
    private final boolean official;
    private final Runnable over;
    private Navigation destination;
    private Phase phase = Phase.COMING;
    private Timeline.Task next;

    Errand(Car car, Timeline timeline, Dice dice, Navigation destination, boolean official, Runnable over) {
        this.car = car;
        this.timeline = timeline;
        this.dice = dice;
        this.destination = destination;
        this.official = official;
        this.over = over;
        car.expectAt(destination.to());
        then(8, 20, this::come);
    }

    private void then(double fromS, double toS, Runnable step) {
        next = timeline.in(dice.between(fromS, toS), step);
    }

    private void come() {
        car.unplug();
        car.openDoors();
        then(6, 12, this::getIn);
    }

    private void getIn() {
        car.closeDoors();
        if (car.at().distanceM(destination.to()) < (official ? SAME_STOP_M : SAME_BAY_M)) {
            phase = Phase.LEAVING;
            then(3, 8, this::connect);
        } else {
            phase = Phase.ABOARD;
            then(5, 15, this::setOff);
        }
    }

    private void setOff() {
        phase = Phase.DRIVING;
        car.driveTo(destination.to(), this::arrive);
    }

    private void arrive() {
        Optional<GeoPoint> beside = car.besideTaken();
        if (beside.isPresent()) {
            car.expectAt(beside.get());
            car.driveTo(beside.get(), this::arrive);
            return;
        }
        phase = Phase.LEAVING;
        then(4, 9, () -> {
            car.openDoors();
            then(6, 12, this::getOut);
        });
    }

    private void getOut() {
        car.closeDoors();
        then(12, 30, this::connect);
    }

    private void connect() {
        if (destination.plugIn()) {
            car.plugIn(official);
        }
        car.expectNowhere();
        phase = Phase.OVER;
        over.run();
    }

    /** Somebody sent another destination to the screen; false when the person has already got out. */
    boolean redirect(Navigation to) {
        if (phase == Phase.LEAVING || phase == Phase.OVER) {
            return false;
        }
        destination = to;
        car.expectAt(to.to());
        if (phase == Phase.DRIVING) {
            car.redirect(to.to());
        }
        return true;
    }

    /** The car was locked before anybody drove: the person goes away. False when it is too late for that. */
    boolean abandon() {
        if (phase == Phase.COMING || phase == Phase.ABOARD) {
            next.cancel();
            car.expectNowhere();
            phase = Phase.OVER;
            return true;
        }
        return false;
    }

    boolean driving() {
        return phase == Phase.DRIVING;
    }
}
