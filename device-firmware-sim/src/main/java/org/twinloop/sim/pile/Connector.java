package org.twinloop.sim.pile;

import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.time.Timeline;

/** One plug of a pile, and the bay in front of it. */
public final class Connector {
    /** OCPI 2.2.1 Status words that a pile of this city uses. */
    public enum Status {
        AVAILABLE,
        BLOCKED,
        CHARGING,
        INOPERATIVE,
        OUTOFORDER,
        RESERVED
    }

    private static final double STEP_S = 10;
    private static final int STEPS_PER_METER_VALUE = 3;
    private static final double DC_FROM_W = 22_500;
    /** Share of what the meter counts that reaches the battery. */
    private static final double DC_EFFICIENCY = 0.95;

    private static final double AC_EFFICIENCY = 0.90;

    private final int number;
    private final GeoPoint bay;
    private final double powerW;
    private final Timeline timeline;
    private final Listener listener;
    private double meterWh;
    private double flowingW;
    private long flowedUntilMs;
    private Chargeable plugged;
    private Timeline.Task current;
    private int steps;
    private boolean reserved;
    private Status fault;
    private String error;

    /** Told of what a pile reports. */
    interface Listener {
        void statusChanged(Connector connector);

        void meterRead(Connector connector);
    }

    Connector(int number, GeoPoint bay, double powerW, double meterWh, Timeline timeline, Listener listener) {
        this.number = number;
        this.bay = bay;
        this.powerW = powerW;
        this.meterWh = meterWh;
        this.timeline = timeline;
        this.listener = listener;
    }

    public int number() {
        return number;
    }

    public GeoPoint bay() {
        return bay;
    }

    public boolean directCurrent() {
        return powerW >= DC_FROM_W;
    }

    public Status status() {
        if (fault != null) {
            return fault;
        }
        if (plugged != null) {
            return current != null ? Status.CHARGING : Status.BLOCKED;
        }
        return reserved ? Status.RESERVED : Status.AVAILABLE;
    }

    String error() {
        return error;
    }

    long meterWh() {
        return (long) meterWh;
    }

    long flowingW() {
        return Math.round(flowingW);
    }

    String vin() {
        return plugged == null ? null : plugged.vin();
    }

    /**
     * Puts a vehicle's plug in; current flows at once when it takes any.
     *
     * @param official whether it may use a connector that is reserved
     * @return false when the connector is taken, out of order or kept for somebody
     */
    public boolean plugIn(Chargeable vehicle, boolean official) {
        boolean free = fault == null && plugged == null && (!reserved || official);
        if (free) {
            plugged = vehicle;
            reserved = false;
            if (!start()) {
                listener.statusChanged(this);
            }
        }
        return free;
    }

    /** Pulls the plug. */
    public void unplug() {
        if (plugged == null) {
            return;
        }
        stopCurrent();
        plugged = null;
        listener.statusChanged(this);
    }

    /** Lets current flow; false when nothing is plugged in, nothing is taken or it flows already. */
    public boolean start() {
        if (fault != null || plugged == null || current != null || acceptedW() <= 0) {
            return false;
        }
        flowingW = acceptedW();
        flowedUntilMs = timeline.nowMs();
        steps = 0;
        current = timeline.every(STEP_S, STEP_S, this::step);
        plugged.chargingChanged(true);
        listener.statusChanged(this);
        listener.meterRead(this);
        return true;
    }

    /** Stops the current, the plug stays in; false when none flows. */
    public boolean stop() {
        if (current == null) {
            return false;
        }
        stopCurrent();
        listener.statusChanged(this);
        return true;
    }

    private void step() {
        flow();
        steps++;
        if (flowingW <= 0) {
            stop();
        } else if (steps % STEPS_PER_METER_VALUE == 0) {
            listener.meterRead(this);
        }
    }

    /** Counts what has flowed since the last time, and looks at what is taken from now on. */
    private void flow() {
        double seconds = (timeline.nowMs() - flowedUntilMs) / 1000.0;
        flowedUntilMs = timeline.nowMs();
        meterWh += plugged.charge(flowingW * efficiency(), seconds) / efficiency();
        flowingW = acceptedW();
    }

    private double acceptedW() {
        return plugged.acceptanceW(powerW, directCurrent());
    }

    private double efficiency() {
        return directCurrent() ? DC_EFFICIENCY : AC_EFFICIENCY;
    }

    private void stopCurrent() {
        if (current != null) {
            flow();
            current.cancel();
            current = null;
            flowingW = 0;
            listener.meterRead(this);
            plugged.chargingChanged(false);
        }
    }

    /** Keeps the connector for a car of an official trip; false when it is not free. */
    boolean reserve() {
        if (status() != Status.AVAILABLE && status() != Status.RESERVED) {
            return false;
        }
        reserved = true;
        return true;
    }

    void cancelReservation() {
        reserved = false;
    }

    /** The connector breaks; what is plugged in stays plugged but takes no more current. */
    void breakDown(Status as, String why) {
        stopCurrent();
        fault = as;
        error = why;
        listener.statusChanged(this);
    }

    /** It works again; current flows again into what is plugged in. */
    void repair() {
        fault = null;
        error = null;
        if (!start()) {
            listener.statusChanged(this);
        }
    }
}
