package org.twinloop.sim;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.twinloop.sim.Arguments.Option;

/** What the {@code city} command was told. */
record CityOptions(
        URI api,
        URI mqtt,
        Path mqttCa,
        String httpHost,
        int httpPort,
        long seed,
        String partnerToken,
        String login,
        String password,
        CityLife.Habits habits,
        int controlPort,
        URI gb32960,
        int gb32960Cars,
        double gb32960Cuts,
        int movingReportS,
        int parkedReportS,
        long waitMaxS,
        boolean quiet) {
    /** No control port. */
    static final int NONE = -1;

    static final String TOKEN_VARIABLE = "TWINLOOP_DEMO_PARTNER_TOKEN";

    static final List<Option> OPTIONS = List.of(
            new Option("--api", "URL", "http://127.0.0.1:8080", "the service's REST interface"),
            new Option("--mqtt", "HOST:PORT", "127.0.0.1:1883", "the service's MQTT port"),
            new Option(
                    "--mqtt-ca", "FILE", null, "dial MQTT over TLS; PEM of the authority of the service's certificate"),
            new Option("--http-host", "HOST", "127.0.0.1", "interface the partners' endpoints are served on"),
            new Option("--http-port", "PORT", "8090", "where the partners' endpoints are served, 0 for any"),
            new Option("--seed", "N", "1", "the same seed gives the same city"),
            new Option(
                    "--partner-token",
                    "TOKEN",
                    null,
                    "bearer token of the partners' endpoints, else $" + TOKEN_VARIABLE),
            new Option("--login", "NAME", "admin", "account that may issue device credentials"),
            new Option("--password", "TEXT", "twinloop-demo", "its password"),
            new Option("--citizens", "N", "20", "rentals a city hour by citizens, in the mean of a day"),
            new Option("--mishaps", "N", "0", "lost networks, restarted terminals, broken piles a city hour"),
            new Option("--partner-late", "PERCENT", "10", "calls that partners answer late"),
            new Option("--partner-declined", "PERCENT", "3", "calls that partners decline by themselves"),
            new Option("--moving-report-s", "S", "5", "city seconds between reports of a moving car"),
            new Option("--parked-report-s", "S", "60", "city seconds between reports of a parked car"),
            new Option(
                    "--control-port",
                    "PORT",
                    null,
                    "loopback port on which tests act as the world, 0 for any; none without it"),
            new Option("--gb32960", "HOST:PORT", null, "the service's GB/T 32960 port; no car speaks it without"),
            new Option("--gb32960-cars", "N", "20", "cars with a second box that speaks it"),
            new Option("--gb32960-cuts", "N", "4", "times a city day the network of such a box is gone"),
            new Option("--wait-max", "S", "600", "give up when the service is not there after so many seconds"),
            new Option("--quiet", "", null, "no live summary"),
            new Option("--help", "", null, "this text"));

    static CityOptions of(Arguments arguments) {
        String token = arguments.text("--partner-token");
        return new CityOptions(
                arguments.url("--api"),
                arguments.hostAndPort("--mqtt"),
                arguments.text("--mqtt-ca") == null ? null : Path.of(arguments.text("--mqtt-ca")),
                arguments.needed("--http-host"),
                (int) arguments.whole("--http-port", 0, 65_535),
                arguments.whole("--seed", Long.MIN_VALUE, Long.MAX_VALUE),
                token != null ? token : System.getenv().getOrDefault(TOKEN_VARIABLE, ""),
                arguments.needed("--login"),
                arguments.needed("--password"),
                new CityLife.Habits(
                        arguments.whole("--citizens", 0, 10_000),
                        arguments.whole("--partner-late", 0, 100) / 100.0,
                        arguments.whole("--partner-declined", 0, 100) / 100.0,
                        arguments.whole("--mishaps", 0, 1_000)),
                arguments.text("--control-port") == null ? NONE : (int) arguments.whole("--control-port", 0, 65_535),
                arguments.text("--gb32960") == null ? null : arguments.hostAndPort("--gb32960"),
                (int) arguments.whole("--gb32960-cars", 0, 100_000),
                arguments.whole("--gb32960-cuts", 0, 1_000),
                (int) arguments.whole("--moving-report-s", 1, 3_600),
                (int) arguments.whole("--parked-report-s", 1, 3_600),
                arguments.whole("--wait-max", 1, 86_400),
                arguments.on("--quiet"));
    }

    static String help() {
        return Arguments.help("city: runs the simulated city until it is stopped (Ctrl-C)", OPTIONS);
    }
}
