package org.twinloop.bench.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.ServerSettings;
import org.twinloop.bench.ingest.BenchCars;
import org.twinloop.bench.ingest.Target;

/**
 * {@code CrashBench prepare DEVICES}, {@code judge PASS ACKED ROUNDS LOAD-LOG FIGURES} and {@code [--quick] report
 * FIGURES RATE SEED}.
 */
public final class CrashBench {
    private static final String PURPOSE = "Steady reports at QoS 1 while the service or PostgreSQL is ended with "
            + "`kill -9` at random moments, each at least 5 s after the one before was mended. Afterwards every report "
            + "the load got acknowledged is looked for in the history, and each newest state is compared with it.";
    private static final String LOST = """
            select count(*) from bench_acked a
            cross join lateral generate_series(a.seq_from, a.seq_to) s(seq)
            join vehicle.vehicle v on v.device_id = a.device
            left join telematics.report r on r.vehicle_no = v.vehicle_no and r.boot = a.boot and r.seq = s.seq
            where r.seq is null
            """;
    private static final String DUPLICATES = """
            select count(*) from (select from telematics.report group by vehicle_no, boot, seq having count(*) > 1) d
            """;

    /**
     * Newest states that are not what their car said last, as the service orders it: by the earlier of event time and
     * time of reception, then by event time, boot and sequence. Of a report without a position the one before stays.
     */
    private static final String WRONG_STATES = """
            select count(*) from vehicle.vehicle v
            join lateral (select * from telematics.report r where r.vehicle_no = v.vehicle_no
                order by least(event_time, received_at) desc, event_time desc, boot desc, seq desc limit 1) r on true
            left join vehicle.newest_state n on n.vehicle_no = v.vehicle_no
            where v.device_id > 'T900000'
                and ((n.event_time, n.boot, n.seq) is distinct from (r.event_time, r.boot, r.seq)
                    or n.odometer_m is distinct from r.odometer_m
                    or r.lon is not null
                        and coalesce(st_distancesphere(n.geom, st_makepoint(r.lon, r.lat)), 1e9) > 0.1)
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAULTY = "faulty";
    private static final Set<String> NONE_WANTED = Set.of("acked_lost", "duplicates", "wrong_states");
    /** Counts of the load's summary, and the keys they are told by. */
    private static final Map<String, String> FAULTS = new TreeMap<>(Map.of(
            "lostAcks", "acks_dropped",
            "duplicates", "sent_twice",
            "disordered", "sent_out_of_order",
            "reboots", "reboots",
            "cuts", "networks_lost",
            "basements", "basements",
            "repeated", "repeated"));
    /** What a wire counts; each must have happened on both. */
    private static final Set<String> WIRE_FAULTS = Set.of("delays", "slices", "cuts", "resets");

    private final Map<String, String> environment = System.getenv();
    private final Target target = Target.ofEnvironment(environment);

    private CrashBench() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        CrashBench bench = new CrashBench();
        if (rest.get(0).equals("prepare")) {
            BenchCars.register(bench.target, Integer.parseInt(rest.get(1)));
        } else if (rest.get(0).equals("judge")) {
            List<Path> files = rest.subList(2, 6).stream().map(Path::of).toList();
            bench.judge(rest.get(1), files.get(0), files.get(1), files.get(2), files.get(3));
        } else if (!bench.report(Path.of(rest.get(1)), rest.get(2), rest.get(3), quick)) {
            System.exit(1);
        }
    }

    /** Looks for what was acknowledged in a pass, adds its figures and empties the history for the next. */
    private void judge(String pass, Path acked, Path rounds, Path loadLog, Path figures)
            throws IOException, SQLException {
        try (Connection superuser = target.connect()) {
            load(superuser, acked);
        }
        List<Double> recoveries = new ArrayList<>();
        int services = 0;
        for (String round : Files.readAllLines(rounds)) {
            String[] fields = round.split(",");
            services += fields[0].equals("service") ? 1 : 0;
            recoveries.add((Long.parseLong(fields[2]) - Long.parseLong(fields[1])) / 1e3);
        }
        List<String> lines = new ArrayList<>(List.of(
                pass + ",acked," + target.count("select coalesce(sum(seq_to - seq_from + 1), 0) from bench_acked"),
                pass + ",acked_lost," + target.count(LOST),
                pass + ",duplicates," + target.count(DUPLICATES),
                pass + ",wrong_states," + target.count(WRONG_STATES),
                pass + ",kills," + recoveries.size(),
                pass + ",kills_of_service," + services,
                pass + ",recovery_p95_s," + share(recoveries, 0.95),
                pass + ",recovery_p50_s," + share(recoveries, 0.5)));
        if (pass.equals(FAULTY)) {
            JsonNode summary = summary(loadLog);
            FAULTS.forEach((fault, key) ->
                    lines.add(pass + "," + key + "," + summary.path(fault).asLong()));
        }
        lines.forEach(line -> System.out.println("  " + line));
        Files.write(figures, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        target.execute("drop table bench_acked", "truncate telematics.report");
    }

    /** The straight way by the plain keys, the one by the wires beside it. */
    private boolean report(Path figures, String rate, String seed, boolean quick) throws IOException, SQLException {
        ServerSettings settings;
        try (Connection superuser = target.connect()) {
            settings = ServerSettings.ofSafeServer(superuser);
        }
        BenchReport report = new BenchReport("crash", PURPOSE, environment.get("BENCH_COMMAND"));
        boolean sound = true;
        for (String line : Files.readAllLines(figures)) {
            String[] fields = line.split(",");
            double value = Double.parseDouble(fields[2]);
            boolean wanted = fields[1].equals("acked")
                    || FAULTS.containsValue(fields[1])
                    || fields[0].startsWith("wire") && WIRE_FAULTS.contains(fields[1]);
            sound &= !wanted || value > 0;
            sound &= !NONE_WANTED.contains(fields[1]) || value == 0;
            report.figure((fields[0].equals("straight") ? "" : fields[0] + "_") + fields[1], Repeats.of(value));
        }
        report.note(rate + " reports a second; seed " + seed + ". `kills_of_service` of the `kills` ended the service, "
                + "the others PostgreSQL.");
        report.note("`faulty_`: by the straight way, with terminals that drop acknowledgements and repeat, send twice "
                + "and out of order, start anew with the next boot and sequence 1, lose the network in swarms, stay "
                + "in basements and have clocks that are off by up to two minutes either way; each of these must have "
                + "happened.");
        report.note("`wire_`: the same as the first with the terminals and the database each at the end of a TCP proxy "
                + "that delays, slices, cuts and resets; `wire_` and `wire_database_` `delays`, `slices`, `cuts` and "
                + "`resets` count how often each did, and none may be 0.");
        report.note("`wrong_states`: newest states that are not what their car said last, after the load has ended.");
        report.note("Recovery: from the kill until reports are acknowledged again; start of the service, its migration "
                + "check, recovery of the log and the terminals' own rests of up to 1 s between calls included.");
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
        return sound;
    }

    /** The load's last line. */
    private static JsonNode summary(Path loadLog) throws IOException {
        List<String> lines = Files.readAllLines(loadLog);
        return JSON.readTree(lines.get(lines.size() - 1));
    }

    private static double share(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static void load(Connection superuser, Path acked) throws SQLException, IOException {
        try (Statement statement = superuser.createStatement();
                InputStream lines = Files.newInputStream(acked)) {
            statement.execute("create table bench_acked (device text, boot bigint, seq_from bigint, seq_to bigint)");
            superuser.unwrap(PGConnection.class).getCopyAPI().copyIn("copy bench_acked from stdin (format csv)", lines);
            statement.execute("analyze bench_acked, telematics.report");
        }
    }
}
