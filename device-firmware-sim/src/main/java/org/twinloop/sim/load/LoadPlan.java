package org.twinloop.sim.load;

/**
 * What the swarm is to do.
 *
 * @param host of the port, of MQTT or of GB/T 32960
 * @param port of either
 * @param edition of GB/T 32960, null when MQTT is spoken
 * @param mqtt5 whether MQTT 5 is spoken, which tells why a connection is closed, else 3.1.1
 * @param cbor payloads in CBOR, else JSON
 * @param batch reports in a message, 1…100
 * @param reportsPerS offered by all terminals together, 0 for as many as the windows allow
 * @param window unacknowledged messages of a terminal, 1…4,096; it may be more than the service allows
 * @param warmUpS seconds that are not counted
 * @param seconds how long reports are sent after that
 * @param settleS with a rate, how long what was due by then and could not be sent is sent afterwards, seconds
 * @param reportsMax ends sooner after so many reports were acknowledged, 0 for never
 * @param progressMs a line on the state every so many milliseconds, 0 for none
 * @param seed of everything that looks like chance
 * @param faults what goes wrong
 */
public record LoadPlan(
        String host,
        int port,
        Edition edition,
        boolean mqtt5,
        boolean cbor,
        int batch,
        double reportsPerS,
        int window,
        int warmUpS,
        int seconds,
        int settleS,
        long reportsMax,
        int progressMs,
        long seed,
        Faults faults) {

    /** Editions of GB/T 32960; of both, vehicles take turns. */
    public enum Edition {
        OF_2016,
        OF_2025,
        BOTH;

        boolean isOf2025(int place) {
            return this == OF_2025 || this == BOTH && place % 2 == 1;
        }
    }

    /**
     * What goes wrong. Shares are of messages, 0…1.
     *
     * @param duplicates sent a second time, by MQTT with a packet id of its own
     * @param disorder sent after the message that follows it
     * @param skewS clocks are off by up to so many seconds, either way, each terminal by its own
     * @param reboots after the message the terminal starts anew: next boot, sequence from 1, connection cut
     * @param lostAcks acknowledgements that never arrive; the terminal connects again and repeats
     * @param stormEveryS every so many seconds terminals lose the network at once, 0 for never
     * @param stormShare of the terminals that do
     * @param basements after the message the terminal is below for a while: no network, and what is due there says that
     *     it has no position
     * @param basementS seconds it stays below
     * @param wrongChecks sent with a check character that does not fit, by GB/T 32960
     */
    public record Faults(
            double duplicates,
            double disorder,
            double skewS,
            double reboots,
            double lostAcks,
            double stormEveryS,
            double stormShare,
            double basements,
            double basementS,
            double wrongChecks) {}

    /**
     * One that may connect.
     *
     * @param deviceId by GB/T 32960 the VIN
     * @param secret by GB/T 32960 the number of the SIM card (ICCID), empty for one made of the VIN
     */
    public record Login(String deviceId, String secret) {}
}
