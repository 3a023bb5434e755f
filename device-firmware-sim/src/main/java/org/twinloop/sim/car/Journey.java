package org.twinloop.sim.car;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.sim.energy.Battery;
import org.twinloop.sim.energy.CarModel;
import org.twinloop.sim.energy.DriverStyle;
import org.twinloop.sim.energy.Weather;
import org.twinloop.sim.road.Jams;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.time.Dice;

/**
 * A way that somebody planned, driven by the physics of the city's cars: the same driver, traffic, lights, weather and
 * battery, without terminal and service.
 *
 * @param departMs city time
 * @param socPercent at the start
 */
public record Journey(CarModel model, long departMs, double socPercent, List<Leg> legs) {

    /** A leg that is not done after so long was planned over roads on which nobody moves. */
    private static final int LEG_MAX_S = 12 * 3_600;

    /**
     * From one stop to the next.
     *
     * @param chargedToPercent the battery holds at least this when it begins
     */
    public record Leg(double chargedToPercent, Route route) {}

    /**
     * What a leg was.
     *
     * @param arrived false where the battery was empty before its end
     */
    public record Driven(double fromPercent, double toPercent, double metres, int seconds, boolean arrived) {}

    /** Drives it; what comes after an empty battery is not driven. */
    public List<Driven> drive(Weather weather, Dice dice) {
        DriverStyle driver = DriverStyle.of(dice);
        Battery battery = new Battery(model.register().batteryWh(), socPercent);
        List<Driven> driven = new ArrayList<>();
        long nowMs = departMs;
        for (Leg leg : legs) {
            battery.set(Math.max(battery.socPercent(), leg.chargedToPercent()));
            double fromPercent = battery.socPercent();
            Drive drive = new Drive(leg.route(), driver, dice, new Jams());
            double metres = 0;
            int seconds = 0;
            while (!drive.arrived() && !battery.empty() && seconds < LEG_MAX_S) {
                drive.roll(nowMs, model, battery, weather);
                metres += drive.movedM();
                seconds++;
                nowMs += 1_000;
            }
            driven.add(new Driven(fromPercent, battery.socPercent(), metres, seconds, drive.arrived()));
            if (!drive.arrived()) {
                break;
            }
        }
        return driven;
    }
}
