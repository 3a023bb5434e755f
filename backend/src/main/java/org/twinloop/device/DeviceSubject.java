package org.twinloop.device;

import java.util.List;

/**
 * The facts a device is provisioned with. Exactly one side is set.
 *
 * @param terminal the car of a terminal
 * @param pile the pile itself
 */
public record DeviceSubject(Terminal terminal, Pile pile) {

    public static DeviceSubject of(Terminal terminal) {
        return new DeviceSubject(terminal, null);
    }

    public static DeviceSubject of(Pile pile) {
        return new DeviceSubject(null, pile);
    }

    /**
     * A car as its terminal has to know it.
     *
     * @param loop {@code inner} or {@code outer}
     * @param calendar {@code OURS} or {@code OPERATOR}
     * @param operator code of the operator, null for cars of government units
     * @param odoM odometer in metres
     */
    public record Terminal(
            String vin,
            String plate,
            String model,
            long batteryWh,
            double lon,
            double lat,
            double socPercent,
            long odoM,
            String loop,
            String calendar,
            String operator) {}

    /** A pile as it has to know itself. */
    public record Pile(
            int connectors, long powerW, double lon, double lat, String stop, String operator, List<Bay> bays) {}

    /** The parking place in front of a connector. */
    public record Bay(int connector, double lon, double lat) {}
}
