package org.twinloop.bench.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.bench.frame.Server;
import org.twinloop.bench.frame.ServerSettings;

/** {@code SimulateBench [--quick] FIGURES}: reports the figures that the play has left. */
public final class SimulateBench {
    private static final String PURPOSE = "Seeded days of travellers, approvers, operators, drivers, cars, timers and "
            + "crashes on a virtual clock, through the service's own resources and on the real database; after every "
            + "step plain SQL looks whether bookings, holds and money are true. A seed that breaks an invariant is "
            + "played again with `./infra/bench simulate --seed N`.";
    private static final String BREAKS = "invariant_breaks";

    private SimulateBench() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean quick = rest.remove("--quick");
        BenchReport report = new BenchReport("simulate", PURPOSE, System.getenv("BENCH_COMMAND"));
        boolean told = false;
        boolean broken = false;
        for (String line : Files.readAllLines(Path.of(rest.get(0)))) {
            String[] figure = line.split("=");
            report.figure(figure[0], Repeats.of(Double.parseDouble(figure[1])));
            told |= figure[0].equals(BREAKS);
            broken |= figure[0].equals(BREAKS) && !figure[1].equals("0");
        }
        if (!quick) {
            Server server = Server.ofEnvironment(System.getenv());
            try (Connection superuser = server.connect("postgres")) {
                ServerSettings settings = ServerSettings.ofSafeServer(superuser);
                report.note("`" + BREAKS + "`: seeds that broke something; `seconds`: of the play, without the start.");
                report.write(Path.of(System.getenv("BENCH_REPORT_FOLDER")), settings);
            }
        }
        report.print();
        if (!told) {
            throw new IllegalStateException("the play has not told " + BREAKS);
        }
        if (broken) {
            System.exit(1);
        }
    }
}
