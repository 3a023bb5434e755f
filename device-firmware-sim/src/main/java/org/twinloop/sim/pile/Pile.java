package org.twinloop.sim.pile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Command;
import org.twinloop.sim.terminal.CommandDesk;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.terminal.Parcel;
import org.twinloop.sim.terminal.Uplink;
import org.twinloop.sim.terminal.Verdict;
import org.twinloop.sim.time.Timeline;

/** A charging pile with its connectors, reporting by itself. */
public final class Pile {
    static final double HEARTBEAT_S = 60;
    private static final int UNSENT_PER_CONNECTOR = 4;
    private static final long METERS_BEGAN_MS = 1_767_196_800_000L;

    private final String deviceId;
    private final long boot;
    private final Timeline timeline;
    private final Uplink uplink;
    private final List<Connector> connectors = new ArrayList<>();
    private final CommandDesk desk;
    private long seq;

    /** What the service tells about a pile when it issues its credential. */
    public record Card(String deviceId, double powerW, List<Bay> bays) {
        /** Where the car of a connector stands. */
        public record Bay(int connector, GeoPoint at) {}
    }

    /**
     * Sets a pile up and starts its heartbeat.
     *
     * @param boot identity of this run, greater than that of any run before
     * @param firstHeartbeatS after how many seconds it first reports, so that piles do not all speak at once
     */
    public Pile(Card card, long boot, Timeline timeline, Uplink uplink, double firstHeartbeatS) {
        this.deviceId = card.deviceId();
        this.boot = boot;
        this.timeline = timeline;
        this.uplink = uplink;
        this.desk = new CommandDesk(timeline, uplink, this::obey, () -> connectors.forEach(c -> sendStatus(c, true)));
        Connector.Listener listener = new Reporter();
        for (Card.Bay bay : card.bays()) {
            connectors.add(new Connector(
                    bay.connector(), bay.at(), card.powerW(), meterAtStartWh(card.powerW()), timeline, listener));
        }
        timeline.every(firstHeartbeatS, HEARTBEAT_S, this::heartbeat);
    }

    /** What it would have delivered at full power since the meters were set, so that no restart turns it back. */
    private double meterAtStartWh(double powerW) {
        return Math.max(0, timeline.nowMs() - METERS_BEGAN_MS) / 3_600_000.0 * powerW;
    }

    public String deviceId() {
        return deviceId;
    }

    public List<Connector> connectors() {
        return connectors;
    }

    public CommandDesk desk() {
        return desk;
    }

    public Optional<Connector> connector(int number) {
        return connectors.stream().filter(c -> c.number() == number).findFirst();
    }

    /** The world breaks a connector. */
    public void breakDown(int number, Connector.Status as, String why) {
        connector(number).orElseThrow(() -> noConnector(number)).breakDown(as, why);
    }

    public void repair(int number) {
        connector(number).orElseThrow(() -> noConnector(number)).repair();
    }

    private IllegalArgumentException noConnector(int number) {
        return new IllegalArgumentException(
                "connector " + number + "; pile " + deviceId + " has 1.." + connectors.size());
    }

    private Verdict obey(Command command) {
        Connector connector = connector(command.connector()).orElse(null);
        if (connector == null) {
            return Verdict.rejected("no connector " + command.connector());
        }
        return switch (command.kind()) {
            case "CHARGE_START" -> verdict(connector.start(), "no car that takes current: " + connector.status());
            case "CHARGE_STOP" -> verdict(connector.stop(), "not charging: " + connector.status());
            case "RESERVE" -> verdict(connector.reserve(), "not free: " + connector.status());
            case "CANCEL_RESERVATION" -> {
                connector.cancelReservation();
                yield Verdict.ACCEPTED;
            }
            default -> Verdict.rejected("a pile knows no " + command.kind());
        };
    }

    private static Verdict verdict(boolean done, String otherwise) {
        return done ? Verdict.ACCEPTED : Verdict.rejected(otherwise);
    }

    /** Repeats the states, unless so much is still unsent that old news would only delay new ones. */
    private void heartbeat() {
        if (uplink.unsent() <= UNSENT_PER_CONNECTOR * connectors.size()) {
            connectors.forEach(c -> sendStatus(c, false));
        }
    }

    private void sendStatus(Connector connector, boolean urgent) {
        say("status", connector, urgent, json -> {
            json.writeStringField("status", connector.status().name());
            if (connector.error() != null) {
                json.writeStringField("error", connector.error());
            }
            if (desk.lastExecuted() != null) {
                json.writeStringField("cmd", desk.lastExecuted());
            }
        });
    }

    private void say(String channel, Connector connector, boolean urgent, Json.Fields content) {
        long number = ++seq;
        byte[] message = Json.object(json -> {
            json.writeNumberField("ts", timeline.nowMs());
            json.writeNumberField("boot", boot);
            json.writeNumberField("seq", number);
            json.writeNumberField("connector", connector.number());
            content.write(json);
        });
        uplink.send(new Parcel(channel, message, false, urgent));
    }

    private final class Reporter implements Connector.Listener {
        @Override
        public void statusChanged(Connector connector) {
            sendStatus(connector, true);
        }

        @Override
        public void meterRead(Connector connector) {
            say("meter", connector, false, json -> {
                json.writeNumberField("meterWh", connector.meterWh());
                json.writeNumberField("powerW", connector.flowingW());
                if (connector.vin() != null) {
                    json.writeStringField("vehicle", connector.vin());
                }
            });
        }
    }
}
