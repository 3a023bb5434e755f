package org.twinloop.bench.match;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.network.match.MadeDrive;
import org.twinloop.network.match.MatchRules;
import org.twinloop.network.match.MatchTown;
import org.twinloop.network.match.Stretch;
import org.twinloop.network.match.TrackMatcher;

/** {@code MatchBench [--quick] [--seed N]}: lays simulated tracks on roads, in one thread. */
public final class MatchBench {

    private static final long SEED = 2009;
    private static final int TRACKS = 1000;
    private static final int REPEATS = 7;
    private static final double SIGMA_M = 15;
    private static final int BLOCKS = 60;
    /** Less of the length right is a failure. */
    private static final double RIGHT_MIN = 0.95;

    private static final String PURPOSE = "Simulated drives of 2.5 km and more through a made-up town, one fix every "
            + "10 to 30 s, each wrong by a Gaussian of 15 m to the east and to the north, laid on its roads by one "
            + "thread.";

    private MatchBench() {}

    public static void main(String[] arguments) throws IOException {
        boolean quick = false;
        long seed = SEED;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                default -> throw new IllegalArgumentException(arguments[i] + "; known are --quick and --seed N");
            }
        }
        Map<String, String> environment = System.getenv();
        BenchReport report = new BenchReport("match", PURPOSE, environment.get("BENCH_COMMAND"));
        double right = measure(report, new Random(seed), quick);
        report.note("`length_right`: share of the driven length that was matched to its road and direction; "
                + "`length_told`: matched length, right or wrong, over driven length.");
        report.note("Seed " + seed + "; the town has " + BLOCKS * BLOCKS + " junctions, bans on turns, one-way "
                + "streets, and side roads 35 m beside others.");
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")));
        }
        report.print();
        System.exit(right >= RIGHT_MIN ? 0 : 1);
    }

    /** Answers the share of the driven length that was matched right. */
    private static double measure(BenchReport report, Random random, boolean quick) {
        MatchTown town = new MatchTown(random, BLOCKS);
        TrackMatcher matcher = new TrackMatcher(town.graph, town.snapper, MatchRules.CITY);
        List<MadeDrive> drives = new ArrayList<>();
        for (int i = 0; i < (quick ? TRACKS / 20 : TRACKS); i++) {
            drives.add(MadeDrive.of(town.graph, random, 2500, SIGMA_M, 10, 30));
        }
        double driven = 0;
        double right = 0;
        double told = 0;
        long points = 0;
        for (MadeDrive drive : drives) {
            List<Stretch> matched = matcher.match(drive.fixes);
            driven += drive.lengthM();
            right += drive.rightM(matched);
            told += matched.stream().mapToDouble(Stretch::lengthM).sum();
            points += drive.fixes.size();
        }
        System.out.printf("  %d drives laid on roads, %.1f %% right%n", drives.size(), 100 * right / driven);
        Repeats speed = new Repeats();
        int repeats = quick ? 2 : REPEATS;
        for (int i = 1; i <= repeats; i++) {
            long begin = System.nanoTime();
            for (MadeDrive drive : drives) {
                matcher.match(drive.fixes);
            }
            speed.add(points * 1e9 / (System.nanoTime() - begin));
            System.out.println("  speed, " + i + " of " + repeats);
        }
        report.figure("points_per_s", speed);
        report.figure("length_right", Repeats.of(right / driven));
        report.figure("length_told", Repeats.of(told / driven));
        report.figure("tracks", Repeats.of(drives.size()));
        report.figure("points", Repeats.of(points));
        report.figure("driven_km", Repeats.of(driven / 1000));
        return right / driven;
    }
}
