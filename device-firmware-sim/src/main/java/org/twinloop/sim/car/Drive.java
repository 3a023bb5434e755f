package org.twinloop.sim.car;

import java.util.ArrayDeque;
import java.util.Deque;
import org.twinloop.sim.energy.Battery;
import org.twinloop.sim.energy.CarModel;
import org.twinloop.sim.energy.DriverStyle;
import org.twinloop.sim.energy.Drivetrain;
import org.twinloop.sim.energy.Drivetrain.Moment;
import org.twinloop.sim.energy.Weather;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Jams;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.road.Route.Stretch;
import org.twinloop.sim.road.Traffic;
import org.twinloop.sim.time.Dice;

/**
 * A car under way, in steps of one second: it keeps to the traffic's flow, brakes for turns, red lights and its
 * destination, and accelerates as its driver likes.
 */
final class Drive {
    private static final double BRAKE_MAX_MS2 = 4.5;
    private static final double CREEP_MS = 0.9;
    private static final double AT_STOP_M = 0.6;
    private static final double SHARP_TURN_MS = 15 / 3.6;
    private static final double TURN_MS = 25 / 3.6;
    private static final double RAMP_MS = 40 / 3.6;
    private static final double STREET_LIMIT_MS = 61 / 3.6;
    private static final double RED_LIGHT_EVERY_M = 1_400;
    private static final int FLOW_STEPS = 25;
    /** How much the flow varies on empty roads, and how much more where it stands still: stop and go costs energy. */
    private static final double UNREST_FREE = 0.05;

    private static final double UNREST_JAMMED = 0.4;

    private final Deque<Stretch> ahead = new ArrayDeque<>();
    private final DriverStyle style;
    private final Dice dice;
    private final Jams jams;
    private Stretch on;
    private double alongM;
    private double redLightM;
    private double waitS;
    private double flow = 1;
    private int flowSteps;
    private double speedMs;
    private double accelerationMs2;
    private double movedM;
    private boolean arrived;

    Drive(Route route, DriverStyle style, Dice dice, Jams jams) {
        this.style = style;
        this.dice = dice;
        this.jams = jams;
        ahead.addAll(route.stretches());
        enter(ahead.removeFirst());
    }

    private void enter(Stretch stretch) {
        on = stretch;
        alongM = 0;
        flowSteps = 0;
        redLightM = nextRedLightM();
    }

    private double nextRedLightM() {
        boolean street =
                on.ground() && on.limitMs() < STREET_LIMIT_MS && !on.roadId().isEmpty();
        double atM = alongM - RED_LIGHT_EVERY_M * Math.log(1 - dice.between(0, 1));
        return street && atM < on.lengthM() - 5 ? atM : Double.POSITIVE_INFINITY;
    }

    /** One second of driving, and what it draws from the battery. */
    void roll(long cityMs, CarModel model, Battery battery, Weather weather) {
        step(cityMs);
        double temperatureC = weather.temperatureC(cityMs);
        double headwindMs = weather.headwindMs(cityMs, headingDeg());
        Moment now = new Moment(movedM, accelerationMs2, headwindMs, temperatureC, battery.socPercent());
        battery.draw(Drivetrain.powerW(model, style, now), 1, temperatureC);
    }

    /** Goes somewhere else from the end of the present stretch on. */
    void redirect(Route fromEndOfStretch) {
        ahead.clear();
        ahead.addAll(fromEndOfStretch.stretches());
    }

    GeoPoint endOfStretch() {
        return on.to();
    }

    /** One second passes. */
    void step(long cityMs) {
        movedM = 0;
        double before = speedMs;
        if (arrived) {
            return;
        }
        if (waitS > 0) {
            waitS -= 1;
            accelerationMs2 = 0;
            return;
        }
        if (flowSteps-- <= 0) {
            flowSteps = FLOW_STEPS;
            double traffic = Traffic.flow(cityMs, at());
            double unrest = UNREST_FREE + UNREST_JAMMED * (1 - traffic);
            flow = Math.min(1, traffic * style.speedFactor() * dice.normal(1, unrest));
        }
        double flowingMs = jams.speedMs(on.roadId()).orElse(on.limitMs() * Math.max(0.15, flow));
        double allowedMs = Math.min(flowingMs, brakingMs());
        double change = Math.max(-BRAKE_MAX_MS2, Math.min(acceleration(), allowedMs - speedMs));
        speedMs = Math.max(0, speedMs + change);
        movedM = advance((before + speedMs) / 2);
        accelerationMs2 = speedMs - before;
    }

    private double acceleration() {
        return style.accelerationMs2() * Math.max(0.25, 1 - speedMs / 35);
    }

    /** Speed from which the next necessary slowing down is still comfortable. */
    private double brakingMs() {
        double allowed = comfortable(redLightM - alongM, 0);
        double distanceM = on.lengthM() - alongM;
        Stretch before = on;
        for (Stretch next : ahead) {
            allowed = Math.min(allowed, comfortable(distanceM, Math.min(turnMs(before, next), next.limitMs())));
            distanceM += next.lengthM();
            before = next;
            if (distanceM > 300) {
                return allowed;
            }
        }
        return Math.min(allowed, comfortable(distanceM, 0));
    }

    private double comfortable(double distanceM, double endMs) {
        double roomM = Math.max(0, distanceM - speedMs / 2);
        return Math.max(CREEP_MS, Math.sqrt(endMs * endMs + 2 * style.brakingMs2() * roomM));
    }

    private static double turnMs(Stretch from, Stretch to) {
        double turn = Math.abs(from.headingDeg() - to.headingDeg());
        turn = turn > 180 ? 360 - turn : turn;
        if (turn < 50) {
            return Double.POSITIVE_INFINITY;
        }
        if (!from.ground() && !to.ground()) {
            return RAMP_MS;
        }
        return turn > 100 ? SHARP_TURN_MS : TURN_MS;
    }

    private double advance(double byM) {
        double leftM = byM;
        while (true) {
            double stopM = Math.min(redLightM, ahead.isEmpty() ? on.lengthM() : Double.POSITIVE_INFINITY);
            if (alongM + leftM >= stopM - AT_STOP_M) {
                double movedToStopM = Math.max(0, stopM - alongM);
                alongM = Math.max(alongM, stopM);
                halt();
                return byM - leftM + movedToStopM;
            }
            double roomM = on.lengthM() - alongM;
            if (leftM < roomM) {
                alongM += leftM;
                return byM;
            }
            leftM -= roomM;
            enter(ahead.removeFirst());
        }
    }

    private void halt() {
        speedMs = 0;
        if (alongM >= redLightM) {
            waitS = dice.between(8, 50);
            redLightM = nextRedLightM();
        } else {
            arrived = true;
        }
    }

    /** The car stops where it is; the drive can go on later. */
    void breakDown() {
        speedMs = 0;
        accelerationMs2 = 0;
        movedM = 0;
    }

    GeoPoint at() {
        return on.at(alongM);
    }

    double headingDeg() {
        return on.headingDeg();
    }

    double speedMs() {
        return speedMs;
    }

    double accelerationMs2() {
        return accelerationMs2;
    }

    /** Metres driven in the last second. */
    double movedM() {
        return movedM;
    }

    boolean inTunnel() {
        return on.tunnel();
    }

    boolean arrived() {
        return arrived;
    }
}
