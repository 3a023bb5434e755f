package org.twinloop.sim.car;

import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.terminal.Parcel;
import org.twinloop.sim.terminal.Uplink;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** Writes a car's reports. The satellite fix wanders by some metres while driving and stays put while parked. */
final class CarReporter {
    private static final double WANDER_MOVING_M = 2.5;
    private static final double WANDER_PARKED_M = 1.5;

    private final Car car;
    private long boot;
    private boolean starting;
    private final Timeline timeline;
    private final Uplink uplink;
    private final Dice dice;
    private double eastM;
    private double northM;
    private long seq;

    CarReporter(Car car, long boot, Timeline timeline, Uplink uplink, Dice dice) {
        this.car = car;
        this.boot = boot;
        this.timeline = timeline;
        this.uplink = uplink;
        this.dice = dice;
        parked();
    }

    void parked() {
        wander(WANDER_PARKED_M);
    }

    private void wander(double metres) {
        eastM = dice.normal(0, metres);
        northM = dice.normal(0, metres);
    }

    /**
     * The terminal loses power and starts anew: silent for a while, then with a greater boot number and counting from 1
     * again. What it had not delivered is kept, and so are the commands it has obeyed.
     */
    void reboot(double silentS) {
        starting = true;
        timeline.in(silentS, () -> {
            boot = Math.max(boot + 1, timeline.nowMs() / 1000);
            seq = 0;
            starting = false;
            send(true);
        });
    }

    void send(boolean urgent) {
        if (starting) {
            return;
        }
        if (car.speedMs() > 0) {
            wander(WANDER_MOVING_M);
        }
        uplink.send(new Parcel("report", report(++seq), true, urgent));
    }

    /** Something is wrong with the terminal, or is right again. It has a battery of its own to say so. */
    void alarm(String sign, boolean on) {
        byte[] json = Json.object(fields -> {
            fields.writeNumberField("ts", timeline.nowMs());
            fields.writeStringField("sign", sign);
            fields.writeBooleanField("on", on);
        });
        uplink.send(new Parcel("alarm", json, false, true));
    }

    private byte[] report(long number) {
        return Json.object(json -> {
            json.writeNumberField("ts", timeline.nowMs());
            json.writeNumberField("seq", number);
            json.writeNumberField("boot", boot);
            if (car.satellitesSeen()) {
                GeoPoint fix = car.at().shifted(eastM, northM);
                json.writeNumberField("lon", Json.rounded(fix.lon(), 6));
                json.writeNumberField("lat", Json.rounded(fix.lat(), 6));
                json.writeNumberField("accM", 3 + Math.round(Math.hypot(eastM, northM)));
            } else {
                json.writeNullField("lon");
                json.writeNullField("lat");
            }
            json.writeNumberField("kmh", Json.rounded(car.speedMs() * 3.6, 1));
            json.writeNumberField("headingDeg", Math.round(car.headingDeg()) % 360);
            json.writeNumberField("odoM", car.odometerM());
            json.writeNumberField("socPercent", Json.rounded(car.socPercent(), 1));
            json.writeStringField("doors", car.doorsOpen() ? "OPEN" : "CLOSED");
            json.writeBooleanField("locked", car.locked());
            json.writeBooleanField("plugged", car.plugged());
            json.writeBooleanField("charging", car.charging());
            String lastExecuted = car.desk().lastExecuted();
            if (lastExecuted != null) {
                json.writeStringField("cmd", lastExecuted);
            }
            if (uplink.dropped() > 0) {
                json.writeNumberField("dropped", uplink.dropped());
            }
        });
    }
}
