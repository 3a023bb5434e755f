package org.twinloop.sim.car;

import org.twinloop.sim.energy.DriverStyle;
import org.twinloop.sim.key.OfflineLock;
import org.twinloop.sim.key.OfflineLock.Outcome;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.terminal.Command;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.terminal.CommandDesk;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.terminal.Parcel;
import org.twinloop.sim.terminal.Uplink;
import org.twinloop.sim.terminal.Verdict;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** Who uses a car and what it does when the service, a citizen or a test tells it to. */
public final class CarOrders {
    /** Whose hands the car is in. */
    public enum Use {
        NOBODY,
        OFFICIAL,
        CITIZEN
    }

    private final Car car;
    private final Timeline timeline;
    private final Dice dice;
    private final CommandDesk desk;
    private final Uplink uplink;
    private final OfflineLock lock;
    private boolean immobilised;
    private Use use = Use.NOBODY;
    private boolean reserved;
    private Navigation pending;
    private Errand errand;

    CarOrders(Car car, Timeline timeline, Dice dice, Uplink uplink) {
        this.car = car;
        this.timeline = timeline;
        this.dice = dice;
        this.uplink = uplink;
        this.lock = new OfflineLock(car.vin());
        this.desk = new CommandDesk(timeline, uplink, this::obey, car::reportNow);
    }

    CommandDesk desk() {
        return desk;
    }

    public Use use() {
        return use;
    }

    /** Whether a citizen may take it: nobody has it or has reserved it. */
    public boolean free() {
        return use == Use.NOBODY && !reserved && !immobilised && car.locked() && !car.driving() && errand == null;
    }

    private Verdict obey(Command command) {
        return switch (command.kind()) {
            case "UNLOCK" -> unlock(command);
            case "LOCK" -> lock();
            case "NAVIGATE" -> navigate(command);
            case "FIND" -> Verdict.ACCEPTED;
            case "IMMOBILISE" -> immobilise();
            case "MOBILISE" -> mobilise();
            case "REVOKE_KEY" -> revoke(command);
            case "CHARGE_START" -> chargeStart();
            case "CHARGE_STOP" -> chargeStop();
            case "RESERVE" -> reserve();
            case "CANCEL_RESERVATION" -> {
                reserved = false;
                yield Verdict.ACCEPTED;
            }
            default -> Verdict.rejected("a car knows no " + command.kind());
        };
    }

    private Verdict unlock(Command command) {
        return unlock(command.navigation());
    }

    private Verdict unlock(Navigation to) {
        if (use == Use.CITIZEN) {
            return Verdict.rejected("in use by a customer");
        }
        use = Use.OFFICIAL;
        reserved = false;
        car.setLocked(false);
        if (to != null) {
            pending = to;
        }
        getGoing();
        return Verdict.ACCEPTED;
    }

    /** What this terminal knows of offline keys. */
    public OfflineLock offlineLock() {
        return lock;
    }

    public boolean immobilised() {
        return immobilised;
    }

    /** A phone shows an offline key; no network is asked. The use is told when there is one. */
    public Outcome showKey(String key) {
        Outcome outcome = lock.show(key, timeline.nowMs());
        Verdict verdict = outcome.opens() ? unlock((Navigation) null) : Verdict.rejected(outcome.reason());
        uplink.send(new Parcel("key-use", keyUse(outcome, verdict), false, true));
        if (verdict.accepted()) {
            car.reportNow();
        }
        return verdict.accepted() ? outcome : new Outcome(null, 0, verdict.reason());
    }

    private byte[] keyUse(Outcome outcome, Verdict verdict) {
        return Json.object(json -> {
            json.writeNumberField("ts", timeline.nowMs());
            json.writeStringField("result", verdict.accepted() ? "OPENED" : "REFUSED");
            if (outcome.opens()) {
                json.writeStringField("trip", outcome.trip().toString());
                json.writeNumberField("counter", outcome.counter());
            }
            if (!verdict.accepted()) {
                json.writeStringField("reason", verdict.reason());
            }
        });
    }

    private Verdict immobilise() {
        if (car.driving() || errand != null) {
            return Verdict.rejected("car is under way");
        }
        immobilised = true;
        return Verdict.ACCEPTED;
    }

    private Verdict mobilise() {
        immobilised = false;
        getGoing();
        return Verdict.ACCEPTED;
    }

    private Verdict revoke(Command command) {
        if (command.revoked() == null) {
            return Verdict.rejected("key is missing");
        }
        lock.revoke(command.revoked().trip(), command.revoked().counter());
        return Verdict.ACCEPTED;
    }

    private Verdict lock() {
        if (use == Use.CITIZEN) {
            return Verdict.rejected("in use by a customer");
        }
        if (car.doorsOpen()) {
            return Verdict.rejected("door open");
        }
        if (car.driving()) {
            return Verdict.rejected("car is under way");
        }
        if (errand != null && errand.abandon()) {
            errand = null;
        }
        pending = null;
        car.setLocked(true);
        use = Use.NOBODY;
        return Verdict.ACCEPTED;
    }

    private Verdict navigate(Command command) {
        if (command.navigation() == null) {
            return Verdict.rejected("nav is missing");
        }
        if (use == Use.CITIZEN) {
            return Verdict.rejected("in use by a customer");
        }
        if (errand == null || !errand.redirect(command.navigation())) {
            pending = command.navigation();
            getGoing();
        }
        return Verdict.ACCEPTED;
    }

    private Verdict chargeStart() {
        Connector plug = car.plug();
        if (plug == null) {
            return Verdict.rejected("not plugged in");
        }
        return plug.start() ? Verdict.ACCEPTED : Verdict.rejected("no current: pile is " + plug.status());
    }

    private Verdict chargeStop() {
        Connector plug = car.plug();
        return plug != null && plug.stop() ? Verdict.ACCEPTED : Verdict.rejected("not charging");
    }

    private Verdict reserve() {
        if (use == Use.CITIZEN) {
            return Verdict.rejected("in use by a customer");
        }
        reserved = true;
        return Verdict.ACCEPTED;
    }

    /** The driver of an official trip sets out once the car is open and knows where to. */
    private void getGoing() {
        if (use == Use.OFFICIAL && !immobilised && !car.locked() && errand == null && pending != null) {
            Navigation to = pending;
            pending = null;
            car.takeWheel(DriverStyle.of(dice));
            errand = new Errand(car, timeline, dice, to, true, this::errandOver);
        }
    }

    private void errandOver() {
        errand = null;
        getGoing();
    }

    /**
     * A citizen, or somebody of the operator, takes the car with the operator's own app, drives, returns and locks it.
     *
     * @return false when it is not free
     */
    public boolean rent(Navigation to, Runnable returned) {
        if (!free()) {
            return false;
        }
        take(Use.CITIZEN, to, returned);
        return true;
    }

    /** Whoever was under way in the car when this program was stopped goes on to a place where it can stand. */
    public void goOn(Navigation to) {
        take(car.card().citizensToo() ? Use.CITIZEN : Use.OFFICIAL, to, () -> {});
    }

    private void take(Use by, Navigation to, Runnable returned) {
        use = by;
        car.takeWheel(DriverStyle.of(dice));
        car.setLocked(false);
        car.reportNow();
        errand = new Errand(car, timeline, dice, to, false, () -> {
            errand = null;
            use = Use.NOBODY;
            car.setLocked(true);
            car.reportNow();
            returned.run();
        });
    }

    /** A test lets somebody drive off, as if the person sat in the car; the lock is not asked. */
    public boolean driveAway(Navigation to) {
        if (errand != null || car.driving() || immobilised) {
            return false;
        }
        errand = new Errand(car, timeline, dice, to, true, this::errandOver);
        return true;
    }
}
