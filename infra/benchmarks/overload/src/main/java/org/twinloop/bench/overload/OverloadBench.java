package org.twinloop.bench.overload;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.ServerSettings;
import org.twinloop.bench.ingest.BenchCars;
import org.twinloop.bench.ingest.Heap;
import org.twinloop.bench.ingest.Load;
import org.twinloop.bench.ingest.Target;

/**
 * {@code OverloadBench [--quick] HTTP MQTT SERVICE-PID CONTROL SECONDS CROWD-SECONDS RATE DEVICES WINDOW}: terminals
 * that keep within every limit, then a crowd that does not.
 */
public final class OverloadBench {
    private static final String PURPOSE = "Terminals report at QoS 1 three times as fast as the database takes: the "
            + "wire between service and database lets a third of the bytes pass that the offered reports need. "
            + "Afterwards it is open again, and the terminals go on until all that was offered is acknowledged. Then "
            + "the same with a crowd that keeps within no limit: arrays of reports, a window above the one the service "
            + "tells, and a new call after every close.";
    private static final double SHARE = 1 / 3.0;
    private static final int SETTLE_S = 600;
    /** Of the crowd: 80,000 messages of two and a half kilobytes, some three times what may be unacknowledged. */
    private static final int CROWD_DEVICES = 250;

    private static final int CROWD_WINDOW = 320;
    private static final int CROWD_MEASURED_WINDOW = 32;
    private static final int CROWD_BATCH = 10;
    private static final int WARM_UP_S = 10;
    private static final int MEASURED_S = 10;
    /** More of the offered rate acknowledged while the wire is narrow was no overload. */
    private static final double ACKNOWLEDGED_SHARE_MAX = 0.5;
    /** Most of the heap that may still be in use after a collection. */
    private static final double LIVE_SHARE_MAX = 0.85;

    private final Map<String, String> environment = System.getenv();
    private final Target target = Target.ofEnvironment(environment);
    private final boolean quick;
    private final String http;
    private final String mqtt;
    private final long servicePid;
    private final int control;
    private final int seconds;
    private final int crowdSeconds;
    private final int rate;
    private final int devices;
    private final int window;

    private OverloadBench(boolean quick, List<String> arguments) {
        this.quick = quick;
        http = arguments.get(0);
        mqtt = arguments.get(1);
        servicePid = Long.parseLong(arguments.get(2));
        control = Integer.parseInt(arguments.get(3));
        seconds = Integer.parseInt(arguments.get(4));
        crowdSeconds = Integer.parseInt(arguments.get(5));
        rate = Integer.parseInt(arguments.get(6));
        devices = Integer.parseInt(arguments.get(7));
        window = Integer.parseInt(arguments.get(8));
    }

    /** One overload from the narrowing of the wire to the last acknowledgement. */
    private record Phase(JsonNode summary, double drainedS, long stored) {
        long offered() {
            return summary.path("offered").asLong();
        }

        long acknowledged() {
            return summary.path("acknowledgedInAll").asLong();
        }

        double perS() {
            return summary.path("reportsPerS").asDouble();
        }

        /** It was an overload, and all that was offered is there. */
        boolean isSound(int rate) {
            return perS() <= ACKNOWLEDGED_SHARE_MAX * rate
                    && offered() > 0
                    && acknowledged() == offered()
                    && stored == acknowledged();
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        System.exit(new OverloadBench(quick, rest).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        ServerSettings settings;
        try (Connection superuser = target.connect()) {
            settings = ServerSettings.ofSafeServer(superuser);
        }
        BenchCars.register(target, devices);
        Load load = Load.of(
                environment,
                "--api",
                "http://127.0.0.1:" + http,
                "--mqtt",
                "127.0.0.1:" + mqtt,
                "--after",
                BenchCars.BEFORE);
        Heap heap = new Heap(http);
        heap.begin();
        System.out.println("terminals within every limit");
        List<String> terminals = List.of("--devices", Integer.toString(devices));
        Phase within = phase(load, seconds, terminals, window, window);
        System.out.println("a crowd beyond them");
        List<String> beyond = List.of(
                "--devices", Integer.toString(Math.min(devices, CROWD_DEVICES)),
                "--batch", Integer.toString(CROWD_BATCH),
                "--protocol", "5");
        Phase crowd = phase(load, crowdSeconds, beyond, CROWD_MEASURED_WINDOW, CROWD_WINDOW);
        return judge(within, crowd, heap.mostMb(), settings);
    }

    /**
     * The wire is narrow from the moment the offer begins until it ends.
     *
     * @param measuredWithin a window within every limit, for finding out what a row takes of the wire
     */
    private Phase phase(Load load, int time, List<String> terminals, int measuredWithin, int offeredWithin)
            throws IOException, InterruptedException, SQLException {
        double bytesARow = bytesARow(load, with(terminals, "--window", measuredWithin));
        long bytesPerS = Math.round(rate * SHARE * bytesARow);
        System.out.printf("a row takes %.0f bytes of the wire; %d bytes a second may pass%n", bytesARow, bytesPerS);
        long before = rows();
        List<String> all = with(with(terminals, "--window", offeredWithin), "--rate", rate);
        all = with(with(all, "--seconds", time), "--settle", SETTLE_S);
        long[] openedNanos = new long[1];
        JsonNode summary = load.run(
                () -> wire(bytesPerS),
                () -> {
                    wire(0);
                    openedNanos[0] = System.nanoTime();
                    System.out.println("the wire is open again");
                },
                with(all, "--seed", 2).toArray(String[]::new));
        System.out.println("  " + summary);
        return new Phase(summary, (System.nanoTime() - openedNanos[0]) / 1e9, rows() - before);
    }

    /**
     * With an open wire and as much as the windows allow, so that transactions are as large as under overload: how many
     * bytes a report needs on the wire, statements about everything else included.
     */
    private double bytesARow(Load load, List<String> terminals) throws IOException, InterruptedException, SQLException {
        long[] passed = new long[2];
        List<String> all = with(with(terminals, "--warm-up", WARM_UP_S), "--seconds", MEASURED_S);
        JsonNode summary = load.run(
                () -> passed[0] = wire(0),
                () -> passed[1] = wire(0),
                with(all, "--seed", 3).toArray(String[]::new));
        System.out.println("  " + summary);
        return (double) (passed[1] - passed[0]) / summary.path("acknowledged").asLong();
    }

    private static List<String> with(List<String> options, String name, int value) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(name, Integer.toString(value)));
        return all;
    }

    private long rows() throws SQLException {
        return target.count("select count(*) from telematics.report");
    }

    /** So many bytes a second may pass, 0 for as many as come; answers how many have passed. */
    private long wire(long bytesPerS) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", control);
                OutputStream out = socket.getOutputStream();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            out.write((bytesPerS + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return Long.parseLong(in.readLine().strip());
        }
    }

    private boolean judge(Phase within, Phase crowd, double heapMb, ServerSettings settings) throws IOException {
        boolean alive = ProcessHandle.of(servicePid).map(ProcessHandle::isAlive).orElse(false);
        long oom;
        try (var lines = Files.lines(Path.of(environment.get("BENCH_SERVICE_LOG")))) {
            oom = lines.filter(line -> line.contains("OutOfMemoryError")).count();
        }
        GcLog heap = GcLog.of(Path.of(environment.get("BENCH_GC_LOG")));
        long closedOverQuota = crowd.summary().path("closedOverQuota").asLong();
        BenchReport report = new BenchReport("overload", PURPOSE, environment.get("BENCH_COMMAND"));
        report.figure("oom", Repeats.of(alive ? oom : Math.max(1, oom)));
        report.figure("heap_max_mb", Repeats.of(heapMb));
        report.figure("heap_live_max_mb", Repeats.of(heap.liveMb()));
        report.figure("heap_total_mb", Repeats.of(heap.totalMb()));
        figures(report, "", within);
        figures(report, "crowd_", crowd);
        report.figure("crowd_closed_over_quota", Repeats.of(closedOverQuota));
        report.figure(
                "crowd_closed_over_window",
                Repeats.of(crowd.summary().path("closedOverWindow").asLong()));
        notes(report);
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
        boolean fits = heap.liveMb() <= LIVE_SHARE_MAX * heap.totalMb();
        boolean sound = within.isSound(rate) && crowd.isSound(rate);
        if (!alive || oom > 0 || !fits || closedOverQuota == 0 || !sound) {
            System.err.printf(
                    "the service lives %s, its heap fits %s, closed over quota %d, overloaded and all there %s, "
                            + "of the crowd %s%n",
                    alive, fits, closedOverQuota, within.isSound(rate), crowd.isSound(rate));
            return false;
        }
        return true;
    }

    private static void figures(BenchReport report, String prefix, Phase phase) {
        report.figure(prefix + "drained_s", Repeats.of(phase.drainedS()));
        report.figure(prefix + "offered", Repeats.of(phase.offered()));
        report.figure(prefix + "acked", Repeats.of(phase.acknowledged()));
        report.figure(prefix + "stored", Repeats.of(phase.stored()));
        report.figure(prefix + "acked_while_throttled_per_s", Repeats.of(phase.perS()));
        report.figure(
                prefix + "closed_by_service",
                Repeats.of(phase.summary().path("closed").asLong()));
    }

    private void notes(BenchReport report) {
        report.note(rate + " reports a second offered for " + seconds + " s by " + devices + " terminals with " + window
                + " unacknowledged reports each. `crowd_`: the same rate for " + crowdSeconds + " s by "
                + Math.min(devices, CROWD_DEVICES) + " terminals in MQTT 5 with " + CROWD_WINDOW
                + " unacknowledged arrays of " + CROWD_BATCH + " each.");
        report.note("`crowd_closed_over_quota`, `…_over_window`: connections the service has closed and said why; "
                + "none of the former is no proof and a failure. A terminal calls again after 0.2 to 1 s and repeats "
                + "what was not acknowledged.");
        report.note("`acked_while_throttled_per_s`: more than half of the offered rate would be no overload and a "
                + "failure.");
        report.note("`drained_s`: from the opening of the wire until all that was offered was acknowledged, "
                + "the end of the offer and of the load generator itself included.");
        report.note("`heap_max_mb`: most that was in use at any look, garbage included. `heap_live_max_mb`: most that "
                + "a full collection left in use, or any collection where none was full; more than "
                + Math.round(LIVE_SHARE_MAX * 100) + " % of `heap_total_mb` is a failure.");
    }
}
