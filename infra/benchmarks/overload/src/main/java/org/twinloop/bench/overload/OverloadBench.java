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
import java.util.Timer;
import java.util.TimerTask;
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
    private static final int CROWD_BATCH = 10;
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
    private volatile long openedNanos;

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

        boolean isSound() {
            return offered() > 0 && acknowledged() == offered() && stored == acknowledged();
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
        double bytesARow = calibrate(load);
        long bytesPerS = Math.round(rate * SHARE * bytesARow);
        System.out.printf("a row takes %.0f bytes of the wire; %d bytes a second may pass%n", bytesARow, bytesPerS);
        Heap heap = new Heap(http);
        heap.begin();
        System.out.println("terminals within every limit");
        Phase within = phase(
                load,
                bytesPerS,
                seconds,
                List.of("--devices", Integer.toString(devices), "--window", Integer.toString(window), "--seed", "2"));
        System.out.println("a crowd beyond them");
        Phase crowd = phase(
                load,
                bytesPerS,
                crowdSeconds,
                List.of(
                        "--devices", Integer.toString(Math.min(devices, CROWD_DEVICES)),
                        "--window", Integer.toString(CROWD_WINDOW),
                        "--batch", Integer.toString(CROWD_BATCH),
                        "--protocol", "5",
                        "--seed", "4"));
        return judge(within, crowd, heap.mostMb(), settings);
    }

    private Phase phase(Load load, long bytesPerS, int time, List<String> options)
            throws IOException, InterruptedException, SQLException {
        long before = rows();
        openedNanos = 0;
        wire(bytesPerS);
        Timer timer = new Timer(true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        open();
                    }
                },
                time * 1_000L);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--settle", Integer.toString(SETTLE_S)));
        JsonNode summary = send(load, time, all);
        timer.cancel();
        if (openedNanos == 0) {
            throw new IllegalStateException("the load has ended before the wire was open again");
        }
        return new Phase(summary, (System.nanoTime() - openedNanos) / 1e9, rows() - before);
    }

    /** With an open wire: how many bytes a report needs on it, statements about everything else included. */
    private double calibrate(Load load) throws IOException, InterruptedException, SQLException {
        List<String> terminals =
                List.of("--devices", Integer.toString(devices), "--window", Integer.toString(window), "--seed");
        send(load, 5, with(terminals, "3"));
        long passed = wire(0);
        JsonNode warm = send(load, 10, with(terminals, "1"));
        return (double) (wire(0) - passed) / warm.path("acknowledgedInAll").asLong();
    }

    private static List<String> with(List<String> options, String last) {
        List<String> all = new ArrayList<>(options);
        all.add(last);
        return all;
    }

    private JsonNode send(Load load, int time, List<String> options)
            throws IOException, InterruptedException, SQLException {
        List<String> all = with(options, "--rate");
        all.addAll(List.of(Integer.toString(rate), "--seconds", Integer.toString(time)));
        JsonNode summary = load.run(all.toArray(String[]::new));
        System.out.println("  " + summary);
        return summary;
    }

    private long rows() throws SQLException {
        return target.count("select count(*) from telematics.report");
    }

    /** The time is over; from the timer's thread. */
    private void open() {
        try {
            wire(0);
            openedNanos = System.nanoTime();
            System.out.println("the wire is open again");
        } catch (IOException e) {
            System.err.println("the wire could not be opened: " + e.getMessage());
        }
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
        if (!fits || closedOverQuota == 0 || !within.isSound() || !crowd.isSound()) {
            System.err.printf(
                    "fits %s, closed over quota %d, all there %s and of the crowd %s%n",
                    fits, closedOverQuota, within.isSound(), crowd.isSound());
        }
        return alive && oom == 0 && fits && closedOverQuota > 0 && within.isSound() && crowd.isSound();
    }

    private static void figures(BenchReport report, String prefix, Phase phase) {
        report.figure(prefix + "drained_s", Repeats.of(phase.drainedS()));
        report.figure(prefix + "offered", Repeats.of(phase.offered()));
        report.figure(prefix + "acked", Repeats.of(phase.acknowledged()));
        report.figure(prefix + "stored", Repeats.of(phase.stored()));
        report.figure(
                prefix + "acked_while_throttled_per_s",
                Repeats.of(phase.summary().path("reportsPerS").asDouble()));
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
        report.note("`drained_s`: from the opening of the wire until all that was offered was acknowledged, "
                + "the end of the offer and of the load generator itself included.");
        report.note("`heap_max_mb`: most that was in use at any look, garbage included. `heap_live_max_mb`: most that "
                + "a full collection left in use, or any collection where none was full; more than "
                + Math.round(LIVE_SHARE_MAX * 100) + " % of `heap_total_mb` is a failure.");
    }
}
