package org.twinloop.sim.car;

import java.util.Optional;
import org.twinloop.sim.energy.Battery;
import org.twinloop.sim.energy.CarModel;
import org.twinloop.sim.energy.DriverStyle;
import org.twinloop.sim.parking.Bay;
import org.twinloop.sim.pile.Chargeable;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.CommandDesk;
import org.twinloop.sim.terminal.Uplink;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** A car with its terminal: body, battery, doors, lock and plug. What it does on command is in {@link CarOrders}. */
public final class Car implements Chargeable {
    /** A cable reaches the bay in front of it and not the next. */
    private static final double CABLE_M = 2.5;
    /** How far along the row an official looks for a connector when the one in front is out of order. */
    private static final double ROW_M = 30;
    /** How far from a taken bay another one is looked for. */
    private static final double BESIDE_M = 250;
    /** A car that has run empty on the road is helped after so long, with so much charge. */
    private static final int HELPED_AFTER_S = 45 * 60;

    private static final double HELPED_TO_PERCENT = 6;

    private final CarCard card;
    private final CarModel model;
    private final Battery battery;
    private final Surroundings around;
    private final Timeline timeline;
    private final Dice dice;
    private final CarReporter reporter;
    private final CarOrders orders;
    private DriverStyle driver = DriverStyle.AVERAGE;
    private GeoPoint at;
    private double headingDeg;
    private double odometerM;
    private boolean doorsOpen;
    private boolean locked = true;
    private Connector plug;
    private boolean charging;
    private Drive drive;
    private Timeline.Task wheels;
    private Runnable onArrival;
    private long drivenS;
    private int strandedS;

    /**
     * Sets a car up where the service last saw it and starts its reports.
     *
     * @param boot identity of this run, greater than that of any run before
     */
    public Car(CarCard card, long seed, long boot, Surroundings around, Uplink uplink) {
        this.card = card;
        this.model = CarModel.of(card.model());
        this.battery = new Battery(card.model().batteryWh(), card.socPercent());
        this.around = around;
        this.timeline = around.timeline();
        this.dice = Dice.of(seed, "car-" + card.vin());
        this.at = card.at();
        this.odometerM = card.odometerM();
        this.headingDeg = Math.round(dice.between(0, 359));
        this.orders = new CarOrders(this, timeline, dice, uplink);
        this.reporter = new CarReporter(this, boot, timeline, uplink, dice);
        timeline.every(dice.between(0, around.parkedReportS()), around.parkedReportS(), () -> {
            if (drive == null) {
                reporter.send(false);
            }
        });
    }

    public CarCard card() {
        return card;
    }

    @Override
    public String vin() {
        return card.vin();
    }

    public CommandDesk desk() {
        return orders.desk();
    }

    public CarOrders orders() {
        return orders;
    }

    public GeoPoint at() {
        return at;
    }

    double headingDeg() {
        return headingDeg;
    }

    public double speedMs() {
        return drive == null ? 0 : drive.speedMs();
    }

    /** False in a tunnel. */
    public boolean satellitesSeen() {
        return drive == null || !drive.inTunnel();
    }

    public long odometerM() {
        return (long) odometerM;
    }

    public double socPercent() {
        return battery.socPercent();
    }

    public boolean doorsOpen() {
        return doorsOpen;
    }

    public boolean locked() {
        return locked;
    }

    public boolean plugged() {
        return plug != null;
    }

    public boolean charging() {
        return charging;
    }

    public boolean driving() {
        return drive != null;
    }

    /** Sends the state at once. */
    void reportNow() {
        reporter.send(true);
    }

    /** Its terminal starts anew and is silent for so long; the car itself goes on. */
    public void rebootTerminal(double silentS) {
        reporter.reboot(silentS);
    }

    /** Somebody tampers with the terminal, or has stopped. */
    public void tamper(String sign, boolean on) {
        reporter.alarm(sign, on);
    }

    public void openDoors() {
        doorsOpen = true;
        reportNow();
    }

    public void closeDoors() {
        doorsOpen = false;
        reportNow();
    }

    void setLocked(boolean locked) {
        this.locked = locked;
    }

    /** The connector it is plugged into, or null. */
    Connector plug() {
        return plug;
    }

    /**
     * Plugs in at the nearest connector that can be reached from here.
     *
     * @param official whether a connector kept for official trips, or another one in the row, may be used
     * @return false when there is none that lets it
     */
    public boolean plugIn(boolean official) {
        if (plug != null) {
            return true;
        }
        for (Connector connector : around.connectors().near(at, official ? ROW_M : CABLE_M)) {
            if (connector.plugIn(this, official)) {
                plug = connector;
                reportNow();
                return true;
            }
        }
        return false;
    }

    public void unplug() {
        if (plug != null) {
            plug.unplug();
            plug = null;
            charging = false;
            reportNow();
        }
    }

    @Override
    public double acceptanceW(double offeredW, boolean directCurrent) {
        double ownW = directCurrent ? card.model().maxDcW() : card.model().maxAcW();
        double limitW = Math.min(offeredW, ownW);
        return battery.acceptanceW(limitW, around.weather().temperatureC(timeline.nowMs()));
    }

    @Override
    public double charge(double powerW, double seconds) {
        return battery.charge(powerW, seconds);
    }

    @Override
    public void chargingChanged(boolean now) {
        charging = now;
        if (plug != null) {
            reportNow();
        }
    }

    /** The world changes the battery, as a test wants it. */
    public void setSocPercent(double percent) {
        battery.set(percent);
        reportNow();
    }

    /** Somebody new sits at the wheel. */
    void takeWheel(DriverStyle style) {
        driver = style;
    }

    /** The bay it is heading for is kept for it. */
    void expectAt(GeoPoint to) {
        around.parking().expect(vin(), to);
    }

    /** It is not heading for any bay. */
    void expectNowhere() {
        around.parking().forget(vin());
    }

    /** Another place to park when somebody else stands in the bay where it has arrived, and there is one near. */
    Optional<GeoPoint> besideTaken() {
        return around.parking().taken(at, vin())
                ? around.parking().nearestFree(at, BESIDE_M).map(Bay::at)
                : Optional.empty();
    }

    /** Drives somewhere along the roads. */
    void driveTo(GeoPoint to, Runnable whenThere) {
        unplug();
        around.parking().leave(vin());
        drive = new Drive(around.routes().fastest(at, to), driver, dice, around.jams());
        onArrival = whenThere;
        drivenS = 0;
        wheels = timeline.every(1, 1, this::roll);
        reportNow();
    }

    void redirect(GeoPoint to) {
        if (drive != null) {
            drive.redirect(around.routes().fastest(drive.endOfStretch(), to));
        }
    }

    private void roll() {
        drivenS++;
        if (battery.empty()) {
            drive.breakDown();
            waitForHelp();
        } else {
            drive.roll(timeline.nowMs(), model, battery, around.weather());
            odometerM += drive.movedM();
        }
        at = drive.at();
        headingDeg = drive.headingDeg();
        if (drive.arrived()) {
            park();
        } else if (drivenS % (battery.empty() ? around.parkedReportS() : around.movingReportS()) == 0) {
            reporter.send(false);
        }
    }

    /** The road service charges it a little where it stands. */
    private void waitForHelp() {
        strandedS++;
        if (strandedS == HELPED_AFTER_S) {
            strandedS = 0;
            battery.set(HELPED_TO_PERCENT);
        }
    }

    private void park() {
        wheels.cancel();
        drive = null;
        around.parking().arrive(vin(), at);
        reporter.parked();
        reportNow();
        Runnable then = onArrival;
        onArrival = null;
        then.run();
    }
}
