package org.twinloop.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.twinloop.sim.Arguments.BadArgument;
import org.twinloop.sim.Arguments.Option;
import org.twinloop.sim.Main.Failure;
import org.twinloop.sim.backend.Service;
import org.twinloop.sim.backend.ServiceRefusal;
import org.twinloop.sim.load.LoadPlan;
import org.twinloop.sim.load.LoadPlan.Edition;
import org.twinloop.sim.load.LoadPlan.Login;
import org.twinloop.sim.load.Member;
import org.twinloop.sim.load.Swarm;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.CityClock;

/** The {@code load} command: terminals that report as fast as told, with faults. */
final class LoadCommand {
    private static final double PERCENT = 100;
    private static final long END_WITHIN_MS = 90_000;
    private static final List<Option> OPTIONS = List.of(
            new Option("--api", "URL", "http://127.0.0.1:8080", "the service's REST interface"),
            new Option("--mqtt", "HOST:PORT", "127.0.0.1:1883", "the service's MQTT port"),
            new Option("--gb32960", "HOST:PORT", null, "the service's GB/T 32960 port, spoken to instead of MQTT"),
            new Option("--edition", "2016|2025|both", "both", "of GB/T 32960; of both, vehicles take turns"),
            new Option("--login", "NAME", "admin", "account that may issue device credentials"),
            new Option("--password", "TEXT", "twinloop-demo", "its password"),
            new Option("--after", "DEVICE", null, "take the terminals whose id comes after this one"),
            new Option(
                    "--credentials",
                    "FILE",
                    null,
                    "lines of device,secret instead of asking the service;"
                            + " by GB/T 32960 of vin or vin,iccid, registered with answersAll"),
            new Option("--devices", "N", "1000", "terminals or vehicles"),
            new Option("--protocol", "3.1.1|5", "3.1.1", "of MQTT; 5 tells why the service closes a connection"),
            new Option("--rate", "N", "0", "reports a second of all together; 0: as many as the windows allow"),
            new Option("--batch", "N", "1", "reports in a message, as an array when more than one"),
            new Option("--window", "N", "20", "unacknowledged messages of a terminal, may be too many"),
            new Option("--payload", "json|cbor", "json", "what reports are written in"),
            new Option("--warm-up", "S", "0", "seconds before measuring"),
            new Option("--seconds", "S", "60", "seconds of sending"),
            new Option("--settle", "S", "0", "seconds to send on what was due and could not be sent; then all is told"),
            new Option("--messages", "N", "0", "end sooner after so many acknowledged reports; 0: do not"),
            new Option("--duplicates", "PERCENT", "0", "reports that are sent twice"),
            new Option("--disorder", "PERCENT", "0", "reports that are sent after the one that follows"),
            new Option("--skew", "S", "0", "clocks of terminals are off by up to so many seconds"),
            new Option("--reboots", "PER-MILLION", "0", "reports after which the terminal starts anew"),
            new Option("--lost-acks", "PER-MILLION", "0", "acknowledgements that never arrive"),
            new Option("--wrong-checks", "PERCENT", "0", "frames of GB/T 32960 whose check character does not fit"),
            new Option("--storm-every", "S", "0", "every so many seconds terminals lose the network; 0: never"),
            new Option("--storm-share", "PERCENT", "100", "of the terminals that do"),
            new Option(
                    "--basements",
                    "PER-MILLION",
                    "0",
                    "reports after which a terminal is below, without network or fix"),
            new Option("--basement-seconds", "S", "30", "how long it stays below"),
            new Option(
                    "--progress",
                    "MS",
                    "0",
                    "a line \"progress ms acknowledged connected\" so often, and"
                            + " \"measuring\" and \"measured\" when that begins and ends; 0: none"),
            new Option("--acked", "FILE", null, "write what was acknowledged: device,boot,first seq,last seq"),
            new Option("--seed", "N", "1", "the same seed gives the same reports and faults"),
            new Option("--help", "", null, "this text"));

    private static final List<String> OF_MQTT = List.of("--mqtt", "--protocol", "--batch", "--payload", "--reboots");
    private static final List<String> OF_GB = List.of("--edition", "--wrong-checks");

    private LoadCommand() {}

    static String help() {
        return Arguments.help(
                "load: very many terminals and what goes wrong with them; ends with percentiles in a line of JSON",
                OPTIONS);
    }

    static void main(String[] args, PrintStream out) {
        Arguments arguments = new Arguments(OPTIONS, args);
        if (arguments.on("--help")) {
            out.println(help());
            return;
        }
        LoadPlan plan = plan(arguments);
        int devices = (int) arguments.whole("--devices", 1, 100_000);
        try {
            Service service =
                    new Service(arguments.url("--api"), arguments.needed("--login"), arguments.needed("--password"));
            boolean given = arguments.text("--credentials") != null;
            List<Login> logins = given
                    ? read(Path.of(arguments.needed("--credentials")), devices, plan.edition() != null)
                    : provision(service, arguments.text("--after"), devices, plan.edition() != null);
            CityClock clock = given ? new CityClock(0, 0, 1) : service.clock();
            Swarm swarm = new Swarm(plan, logins, clock, out);
            endInOrder(swarm);
            ObjectNode summary = swarm.run();
            if (arguments.text("--acked") != null) {
                write(swarm.members(), Path.of(arguments.needed("--acked")));
            }
            out.println(summary);
            out.flush();
        } catch (IOException | ServiceRefusal | IllegalStateException e) {
            throw new Failure("no load: " + e.getMessage(), e);
        }
    }

    /** Null when MQTT is spoken. */
    private static Edition edition(Arguments arguments) {
        boolean gb = arguments.text("--gb32960") != null;
        for (String other : gb ? OF_MQTT : OF_GB) {
            if (arguments.on(other)) {
                throw new BadArgument(
                        other,
                        gb ? "is of MQTT; leave it out with --gb32960" : "is of GB/T 32960; name --gb32960 HOST:PORT");
            }
        }
        String edition = arguments.needed("--edition");
        Edition told = switch (edition) {
            case "2016" -> Edition.OF_2016;
            case "2025" -> Edition.OF_2025;
            case "both" -> Edition.BOTH;
            default -> throw new BadArgument("--edition " + edition, "is neither 2016, 2025 nor both");
        };
        return gb ? told : null;
    }

    private static LoadPlan plan(Arguments arguments) {
        Edition edition = edition(arguments);
        String door = edition == null ? "--mqtt" : "--gb32960";
        String payload = arguments.needed("--payload");
        if (!payload.equals("json") && !payload.equals("cbor")) {
            throw new BadArgument("--payload " + payload, "is neither json nor cbor");
        }
        String protocol = arguments.needed("--protocol");
        if (!protocol.equals("3.1.1") && !protocol.equals("5")) {
            throw new BadArgument("--protocol " + protocol, "is neither 3.1.1 nor 5");
        }
        LoadPlan.Faults faults = new LoadPlan.Faults(
                arguments.whole("--duplicates", 0, 100) / PERCENT,
                arguments.whole("--disorder", 0, 100) / PERCENT,
                arguments.whole("--skew", 0, 10_000_000),
                arguments.whole("--reboots", 0, 1_000_000) / 1e6,
                arguments.whole("--lost-acks", 0, 1_000_000) / 1e6,
                arguments.whole("--storm-every", 0, 86_400),
                arguments.whole("--storm-share", 0, 100) / PERCENT,
                arguments.whole("--basements", 0, 1_000_000) / 1e6,
                arguments.whole("--basement-seconds", 1, 86_400),
                arguments.whole("--wrong-checks", 0, 100) / PERCENT);
        return new LoadPlan(
                arguments.hostAndPort(door).getHost(),
                arguments.hostAndPort(door).getPort(),
                edition,
                protocol.equals("5"),
                payload.equals("cbor"),
                (int) arguments.whole("--batch", 1, 100),
                arguments.whole("--rate", 0, 10_000_000),
                (int) arguments.whole("--window", 1, 4_096),
                (int) arguments.whole("--warm-up", 0, 3_600),
                (int) arguments.whole("--seconds", 1, 86_400),
                (int) arguments.whole("--settle", 0, 86_400),
                arguments.whole("--messages", 0, Long.MAX_VALUE),
                (int) arguments.whole("--progress", 0, 60_000),
                arguments.whole("--seed", Long.MIN_VALUE, Long.MAX_VALUE),
                faults);
    }

    /** @param gb the cars' terminals are registered for GB/T 32960, too, and are to be answered all they send */
    private static List<Login> provision(Service service, String after, int devices, boolean gb) throws IOException {
        List<Login> logins = new ArrayList<>();
        for (JsonNode device : service.provisionSome("TERMINAL", after, devices)) {
            String vin = device.path("vin").asText();
            if (gb) {
                service.put(
                        "/api/v1/partner/gb32960/terminals/" + vin,
                        Json.MAPPER.createObjectNode().put("answersAll", true));
            }
            logins.add(
                    gb
                            ? new Login(vin, "")
                            : new Login(
                                    device.path("deviceId").asText(),
                                    device.path("secret").asText()));
        }
        return enough(logins, devices);
    }

    private static List<Login> read(Path file, int devices, boolean gb) throws IOException {
        List<Login> logins = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int comma = line.indexOf(',');
            if (comma > 0 && logins.size() < devices) {
                logins.add(new Login(line.substring(0, comma), line.substring(comma + 1)));
            } else if (gb && comma < 0 && !line.isBlank() && logins.size() < devices) {
                logins.add(new Login(line.strip(), ""));
            }
        }
        return enough(logins, devices);
    }

    private static List<Login> enough(List<Login> logins, int devices) {
        if (logins.size() < devices) {
            throw new BadArgument("--devices " + devices, "are more than the " + logins.size() + " there are");
        }
        return logins;
    }

    /** When the process is told to end, it sends nothing more, waits for what is under way and tells its figures. */
    private static void endInOrder(Swarm swarm) {
        Thread running = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            swarm.end();
                            try {
                                running.join(END_WITHIN_MS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "end"));
    }

    private static void write(List<Member> members, Path file) throws IOException {
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            for (Member member : members) {
                member.acknowledged().forEach((boot, seqs) -> write(lines, member.name(), boot, seqs));
            }
            if (lines.checkError()) {
                throw new IOException("cannot write " + file);
            }
        }
    }

    private static void write(PrintWriter lines, String name, long boot, BitSet seqs) {
        int from = seqs.nextSetBit(0);
        while (from >= 0) {
            int to = seqs.nextClearBit(from);
            lines.println(name + "," + boot + "," + from + "," + (to - 1));
            from = seqs.nextSetBit(to);
        }
    }
}
