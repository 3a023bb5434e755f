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

/** {@code OverloadBench [--quick] HTTP MQTT SERVICE-PID CONTROL SECONDS RATE DEVICES WINDOW}. */
public final class OverloadBench {
    private static final String PURPOSE = "Terminals report at QoS 1 three times as fast as the database takes: the "
            + "wire between service and database lets a third of the bytes pass that the offered reports need. "
            + "Afterwards it is open again, and the terminals go on until all that was offered is acknowledged.";
    private static final double SHARE = 1 / 3.0;
    private static final int SETTLE_S = 600;

    private final Map<String, String> environment = System.getenv();
    private final Target target = Target.ofEnvironment(environment);
    private final boolean quick;
    private final String http;
    private final String mqtt;
    private final long servicePid;
    private final int control;
    private final int seconds;
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
        rate = Integer.parseInt(arguments.get(5));
        devices = Integer.parseInt(arguments.get(6));
        window = Integer.parseInt(arguments.get(7));
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
        long before = rows();
        Heap heap = new Heap(http);
        heap.begin();
        wire(bytesPerS);
        Timer timer = new Timer(true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        open();
                    }
                },
                seconds * 1_000L);
        JsonNode summary = send(load, seconds, "--settle", Integer.toString(SETTLE_S), "--seed", "2");
        double drainedS = (System.nanoTime() - openedNanos) / 1e9;
        timer.cancel();
        return judge(summary, drainedS, rows() - before, heap.mostMb(), settings);
    }

    /** With an open wire: how many bytes a report needs on it, statements about everything else included. */
    private double calibrate(Load load) throws IOException, InterruptedException {
        send(load, 5, "--seed", "3");
        long passed = wire(0);
        JsonNode warm = send(load, 10, "--seed", "1");
        return (double) (wire(0) - passed) / warm.path("acknowledgedInAll").asLong();
    }

    private JsonNode send(Load load, int time, String... more) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--devices", Integer.toString(devices),
                "--window", Integer.toString(window),
                "--rate", Integer.toString(rate),
                "--seconds", Integer.toString(time)));
        all.addAll(List.of(more));
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

    private boolean judge(JsonNode summary, double drainedS, long stored, double heapMb, ServerSettings settings)
            throws IOException {
        long offered = summary.path("offered").asLong();
        long acknowledged = summary.path("acknowledgedInAll").asLong();
        boolean alive = ProcessHandle.of(servicePid).map(ProcessHandle::isAlive).orElse(false);
        long oom;
        try (var lines = Files.lines(Path.of(environment.get("BENCH_SERVICE_LOG")))) {
            oom = lines.filter(line -> line.contains("OutOfMemoryError")).count();
        }
        BenchReport report = new BenchReport("overload", PURPOSE, environment.get("BENCH_COMMAND"));
        report.figure("oom", Repeats.of(alive ? oom : Math.max(1, oom)));
        report.figure("heap_max_mb", Repeats.of(heapMb));
        report.figure("drained_s", Repeats.of(drainedS));
        report.figure("offered", Repeats.of(offered));
        report.figure("acked", Repeats.of(acknowledged));
        report.figure("stored", Repeats.of(stored));
        report.figure(
                "acked_while_throttled_per_s",
                Repeats.of(summary.path("messagesPerS").asDouble()));
        report.figure(
                "connections_lost",
                Repeats.of(Math.max(0, summary.path("connects").asLong() - devices)));
        report.note(rate + " reports a second offered for " + seconds + " s by " + devices + " terminals with " + window
                + " unacknowledged reports each; the heap of the service is 384 MB.");
        report.note("`drained_s`: from the opening of the wire until all that was offered was acknowledged, "
                + "the end of the offer and of the load generator itself included.");
        report.note("`heap_max_mb`: most that was in use at any look, garbage included.");
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
        return alive && oom == 0 && acknowledged == offered && stored == acknowledged;
    }
}
