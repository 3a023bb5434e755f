package org.twinloop.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.ServerSettings;

/**
 * {@code IngestBench HTTP MQTT SERVICE-PID DATABASE-PID [--quick] [--seconds N] [--repeats N] [--window N] [--devices
 * N]}: saturation in JSON and CBOR, a steady 60 percent of it, the COPY of the same rows and the broker take turns.
 */
public final class IngestBench {
    private static final String PURPOSE =
            "QoS 1 reports over MQTT 3.1.1 (about 200 bytes of JSON) of many terminals at once, each a row of the "
                    + "history and applied to the newest state in PostgreSQL before its PUBACK; beside it the binary "
                    + "COPY of the same rows by pgjdbc, and mosquitto and HiveMQ CE (file persistence) with a consumer "
                    + "that stores in batches by JDBC.";
    /** Newest states that are not the newest row of their car. */
    private static final String WRONG_STATES = """
            select count(*) from vehicle.newest_state n
            join vehicle.vehicle v on v.vehicle_no = n.vehicle_no and v.device_id > 'T900000'
            join lateral (select * from telematics.report r where r.vehicle_no = n.vehicle_no
                order by event_time desc, boot desc, seq desc limit 1) r on true
            where (n.event_time, n.boot, n.seq) is distinct from (r.event_time, r.boot, r.seq)
                or n.odometer_m <> r.odometer_m
                or st_distancesphere(n.geom, st_makepoint(r.lon, r.lat)) > 0.1
            """;

    private static final double STEADY_SHARE = 0.6;
    private static final int COPIED_ROWS = 500_000;
    private static final String HISTORY = "telematics.report";

    private final Map<String, String> environment = System.getenv();
    private final Target target = Target.ofEnvironment(environment);
    private final Map<String, Integer> options = new LinkedHashMap<>(
            Map.of("--seconds", 60, "--repeats", 1, "--window", 20, "--devices", 1_000, "--warm-up", 30));
    private final Map<String, Repeats> figures = new LinkedHashMap<>();
    private final CpuTime processes;
    private final Heap heap;
    private final Load load;
    private boolean quick;
    /** Processor seconds of service and database while the latest run was measured. */
    private double[] processorS = new double[2];

    /** Committed rows of that time. */
    private RowRate committed;

    private IngestBench(String[] arguments) {
        heap = new Heap(arguments[0]);
        processes = new CpuTime(Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        load = Load.of(
                environment,
                "--api",
                "http://127.0.0.1:" + arguments[0],
                "--mqtt",
                "127.0.0.1:" + arguments[1],
                "--after",
                BenchCars.BEFORE);
        for (int i = 4; i < arguments.length; i++) {
            if (arguments[i].equals("--quick")) {
                quick = true;
                options.putAll(Map.of("--seconds", 5, "--repeats", 1, "--warm-up", 5));
            } else if (options.containsKey(arguments[i]) && i + 1 < arguments.length) {
                options.put(arguments[i], Integer.parseInt(arguments[++i]));
            } else {
                throw new IllegalArgumentException(
                        "unknown option " + arguments[i] + "; there are --quick " + String.join(" ", options.keySet()));
            }
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        new IngestBench(arguments).run();
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException, SQLException {
        ServerSettings settings;
        try (Connection superuser = target.connect()) {
            settings = ServerSettings.ofSafeServer(superuser);
        }
        BenchCars.register(target, options.get("--devices"));
        for (int repeat = 0; repeat < options.get("--repeats"); repeat++) {
            measure();
        }
        BenchReport report = report();
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
    }

    private void measure() throws IOException, InterruptedException, SQLException {
        empty();
        heap.begin();
        JsonNode json = send("--seconds", text("--seconds"), "--warm-up", text("--warm-up"));
        double rate = json.path("reportsPerS").asDouble();
        double rowsPerS = committed.perS();
        add("msgs_per_s", rate);
        add("rows_per_s", rowsPerS);
        add("p50_ack_ms", json.path("p50Ms").asDouble());
        add("p99_ack_ms", json.path("p99Ms").asDouble());
        double acknowledged = json.path("acknowledged").asDouble();
        add("cpu_us_per_msg", (processorS[0] + processorS[1]) / acknowledged * 1e6);
        add("service_cpu_us_per_msg", processorS[0] / acknowledged * 1e6);
        add("heap_mb", heap.mostMb());
        heap.end();
        double copied = new CopyLimit(target).rowsPerS(quick ? COPIED_ROWS / 10 : COPIED_ROWS);
        add("copy_rows_per_s", copied);
        add("of_copy", rowsPerS / copied);
        empty();
        JsonNode cbor = send("--seconds", text("--seconds"), "--warm-up", text("--warm-up"), "--payload", "cbor");
        add("cbor_msgs_per_s", cbor.path("reportsPerS").asDouble());
        empty();
        String steadily = Long.toString(Math.round(rate * STEADY_SHARE));
        JsonNode steady = send("--seconds", text("--seconds"), "--warm-up", text("--warm-up"), "--rate", steadily);
        add("msgs_per_s_at_60pct", steady.path("reportsPerS").asDouble());
        add("p99_ack_ms_at_60pct", steady.path("p99Ms").asDouble());
        add("p50_ack_ms_at_60pct", steady.path("p50Ms").asDouble());
        add("longest_ack_ms_at_60pct", steady.path("longestMs").asDouble());
        add("batch_rows_p50_at_60pct", heap.greatest("twinloop_telematics_batch_rows{quantile=\"0.5\"}"));
        add("write_p50_ms_at_60pct", 1e3 * heap.greatest("twinloop_telematics_write_seconds{quantile=\"0.5\"}"));
        add("write_p99_ms_at_60pct", 1e3 * heap.greatest("twinloop_telematics_write_seconds{quantile=\"0.99\"}"));
        add("gc_pause_max_ms_at_60pct", 1e3 * heap.greatest("jvm_gc_pause_seconds_max"));
        empty();
        BrokerPeer mosquitto = BrokerPeer.mosquitto(environment, target);
        beside("vs_mosquitto_consumer", "mosquitto_consumer_rows_per_s", rowsPerS, mosquitto);
        BrokerPeer hiveMq = BrokerPeer.hiveMq(environment, target);
        beside("vs_hivemq_file", "hivemq_file_rows_per_s", rowsPerS, hiveMq);
        add("hivemq_file_acked_per_s", hiveMq.acknowledgedPerS());
        add("vs_hivemq_file_acked", rowsPerS / hiveMq.acknowledgedPerS());
    }

    private void beside(String key, String rateKey, double rowsPerS, BrokerPeer peer)
            throws IOException, InterruptedException, SQLException {
        double stored = peer.rowsPerS(
                options.get("--devices"),
                List.of("--window", text("--window"), "--seconds", text("--seconds"), "--warm-up", text("--warm-up")));
        if (stored <= 0 || rowsPerS <= 0) {
            throw new IllegalStateException("nothing was stored: " + rateKey + " " + stored + ", ours " + rowsPerS);
        }
        add(rateKey, stored);
        add(key, rowsPerS / stored);
        target.execute("drop table bench_consumed, bench_newest");
    }

    private String text(String option) {
        return Integer.toString(options.get(option));
    }

    private void add(String key, double value) {
        System.out.println("  " + key + " " + value);
        figures.computeIfAbsent(key, none -> new Repeats()).add(value);
    }

    private void empty() throws SQLException {
        target.execute("truncate telematics.report", "checkpoint");
    }

    /** One run of the load; everything that was acknowledged must be there, and the newest states right. */
    private JsonNode send(String... more) throws IOException, InterruptedException, SQLException {
        long before = target.count("select count(*) from telematics.report");
        List<String> all = new ArrayList<>(List.of("--devices", text("--devices"), "--window", text("--window")));
        all.addAll(List.of(more));
        all.addAll(List.of("--seed", Long.toString(System.nanoTime())));
        committed = new RowRate(target, HISTORY);
        double[] begun = new double[2];
        JsonNode summary = load.run(
                () -> {
                    committed.begin();
                    System.arraycopy(CpuTime.of(processes), 0, begun, 0, begun.length);
                },
                () -> {
                    double[] ended = CpuTime.of(processes);
                    processorS = new double[] {ended[0] - begun[0], ended[1] - begun[1]};
                    committed.end();
                },
                all.toArray(String[]::new));
        System.out.println("  " + summary);
        long stored = target.count("select count(*) from telematics.report") - before;
        long acknowledged = summary.path("acknowledgedInAll").asLong();
        if (summary.path("leftUnacknowledged").asLong() != 0 || stored != acknowledged) {
            throw new IllegalStateException("acknowledged " + acknowledged + ", stored " + stored + ": " + summary);
        }
        long wrong = target.count(WRONG_STATES);
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " newest states are not those of the newest rows");
        }
        return summary;
    }

    private BenchReport report() {
        BenchReport report = new BenchReport("ingest", PURPOSE, environment.get("BENCH_COMMAND"));
        figures.forEach(report::figure);
        report.note(options.get("--devices") + " terminals with " + options.get("--window")
                + " unacknowledged reports each; every run measures " + options.get("--seconds") + " s, after "
                + options.get("--warm-up") + " s of the same load that count for nothing.");
        report.note("After every run there was one row for each acknowledged report, "
                + "and each newest state was that of the newest row.");
        report.note("`cpu_us_per_msg`: service and database; the load generator takes its own beside that.");
        report.note("`of_copy`: of the rows a second of one connection that does nothing but binary COPY, a commit "
                + "every 10,000 rows, with the whole machine to itself.");
        report.note("`p99_ack_ms_at_60pct`: reports due at 60 % of `msgs_per_s`, from when they were due. Each travels "
                + "alone then, with system calls of its own at either end; in the other runs a terminal sends what one "
                + "group of acknowledgements lets it in one piece. Rates between are told by `--rate` of the load.");
        report.note("`write_…`: from taking a batch to its commit; `gc_pause_max_ms_at_60pct`: the longest pause of "
                + "the service; both as its own metrics tell them, over the last one to three minutes.");
        report.note("`heap_mb`: most that was in use at any look, garbage included.");
        report.note("`rows_per_s`, `mosquitto_consumer_rows_per_s`, `hivemq_file_rows_per_s`: rows committed between "
                + "the begin and the end of measuring, as two counts of the table tell; same terminals, windows, "
                + "warm-up and time. `vs_…` and `of_copy` are ratios of these.");
        report.note("The brokers acknowledge before anything is stored. Of each the best of several runs counts: one "
                + "with all that the windows allow, short ones with 4,000 reports a second and twice as many each time "
                + "until less than nine tenths are stored, and one with a tenth more than the best of these stored.");
        report.note("The consumer of the brokers speaks MQTT 5 and takes up to 65,535 reports before it acknowledges; "
                + "HiveMQ CE hands out no more than its window of packets under way, which was raised for it.");
        report.note("HiveMQ CE used a small part of the processor while it stored so little: with one consumer behind "
                + "all the publishes under way its hand-over waits, not its writing. Fewer under way may do it more "
                + "justice; do not quote `vs_hivemq_file` before that is tried. `vs_hivemq_file_acked` is on the safe "
                + "side of it: rows a second here over the most that HiveMQ CE acknowledged a second in any run, "
                + "whoever stores them and whether at all.");
        return report;
    }
}
