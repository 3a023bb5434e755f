package org.twinloop.bench.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.ServerSettings;
import org.twinloop.bench.ingest.BenchCars;
import org.twinloop.bench.ingest.Target;

/** {@code CrashBench prepare DEVICES} and {@code CrashBench [--quick] judge ACKED ROUNDS RATE SEED}. */
public final class CrashBench {
    private static final String PURPOSE = "Steady reports at QoS 1 while the service or PostgreSQL is ended with "
            + "`kill -9` at random moments, each at least 5 s after the one before was mended. Afterwards every report "
            + "the load got acknowledged is looked for in the history.";
    private static final String LOST =
            """
            select count(*) from bench_acked a
            cross join lateral generate_series(a.seq_from, a.seq_to) s(seq)
            join vehicle.vehicle v on v.device_id = a.device
            left join telematics.report r on r.vehicle_no = v.vehicle_no and r.boot = a.boot and r.seq = s.seq
            where r.seq is null
            """;
    private static final String DUPLICATES =
            """
            select count(*) from (select from telematics.report group by vehicle_no, boot, seq having count(*) > 1) d
            """;

    private final Map<String, String> environment = System.getenv();
    private final Target target = Target.ofEnvironment(environment);

    private CrashBench() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        CrashBench bench = new CrashBench();
        if (rest.get(0).equals("prepare")) {
            BenchCars.register(bench.target, Integer.parseInt(rest.get(1)));
        } else if (!bench.judge(Path.of(rest.get(1)), Path.of(rest.get(2)), rest.get(3), rest.get(4), quick)) {
            System.exit(1);
        }
    }

    private boolean judge(Path acked, Path rounds, String rate, String seed, boolean quick)
            throws IOException, SQLException {
        ServerSettings settings;
        try (Connection superuser = target.connect()) {
            settings = ServerSettings.ofSafeServer(superuser);
            load(superuser, acked);
        }
        long count = target.count("select coalesce(sum(seq_to - seq_from + 1), 0) from bench_acked");
        long lost = target.count(LOST);
        long duplicates = target.count(DUPLICATES);
        List<Double> recoveries = new ArrayList<>();
        int services = 0;
        for (String round : Files.readAllLines(rounds)) {
            String[] fields = round.split(",");
            services += fields[0].equals("service") ? 1 : 0;
            recoveries.add((Long.parseLong(fields[2]) - Long.parseLong(fields[1])) / 1e3);
        }
        BenchReport report = new BenchReport("crash", PURPOSE, environment.get("BENCH_COMMAND"));
        report.figure("acked", Repeats.of(count));
        report.figure("acked_lost", Repeats.of(lost));
        report.figure("duplicates", Repeats.of(duplicates));
        report.figure("kills", Repeats.of(recoveries.size()));
        report.figure("recovery_p95_s", Repeats.of(share(recoveries, 0.95)));
        report.figure("recovery_p50_s", Repeats.of(share(recoveries, 0.5)));
        report.note(services + " times the service and " + (recoveries.size() - services)
                + " times PostgreSQL; " + rate + " reports a second; seed " + seed + ".");
        report.note("Recovery: from the kill until reports are acknowledged again; start of the service, its migration "
                + "check, recovery of the log and the terminals' own rests of up to 1 s between calls included.");
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")), settings);
        }
        report.print();
        return lost == 0 && duplicates == 0 && count > 0;
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
            superuser
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench_acked from stdin (format csv)", lines);
            statement.execute("analyze bench_acked, telematics.report");
        }
    }
}
