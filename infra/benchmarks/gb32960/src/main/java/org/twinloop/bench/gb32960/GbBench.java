package org.twinloop.bench.gb32960;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.twinloop.bench.frame.BenchReport;
import org.twinloop.bench.frame.Repeats;

/** {@code GbBench [--quick] [--seed N]}: speed of the codec, then spoilt frames and split streams. */
public final class GbBench {

    private static final long SEED = 32_960;
    private static final int REPEATS = 7;
    private static final double SECONDS = 3;
    private static final long MUTATED = 1_000_000;
    private static final int STREAMS = 400;
    /** Progress is told so often. */
    private static final int PARTS = 10;

    private static final String PURPOSE =
            "Frames of GB/T 32960.3 (2016 and 2025), decoded by one thread from a stream in memory: "
                    + "cut, checked, every "
                    + "field of every information type read, told apart from marks and ranges, "
                    + "and handed on as a number. "
                    + "Then spoilt frames, judged a second time by a reader written apart from the "
                    + "codec, and streams split "
                    + "in two at every byte.";

    private GbBench() {}

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
        BenchReport report = new BenchReport("gb32960", PURPOSE, environment.get("BENCH_COMMAND"));
        speed(report, seed, quick);
        Trial trial = trial(report, seed, quick);
        report.note("`frames_per_s_core`: frames decoded a second by one thread; `memcpy_share`: "
                + "that rate over the rate at "
                + "which `System.arraycopy` moves the same frames one by one.");
        report.note("`garbage_bytes_per_frame`: bytes allocated by that thread, as the JVM counts them.");
        report.note("Seed " + seed + "; " + trial.frames + " of the spoilt frames were sound, " + trial.reports
                + " of those readable reports, " + trial.signed + " of them signed, and " + trial.sessions
                + " logins and logouts; " + trial.splits + " splits. Each readable report was made one of the "
                + "service's own, too.");
        if (!quick) {
            report.write(Path.of(environment.get("BENCH_REPORT_FOLDER")));
        }
        report.print();
        if (trial.reports == 0 || trial.sessions == 0 || trial.signed == 0 || trial.reports == count(quick)) {
            throw new IllegalStateException(trial.reports + " of the spoilt frames were readable reports, "
                    + trial.signed + " signed, " + trial.sessions + " sessions: they prove nothing");
        }
        boolean failed =
                trial.crashes + trial.wrongAccepts + trial.wrongRefusals + trial.wrongNumbers + trial.splitDifferences
                        > 0;
        System.exit(failed ? 1 : 0);
    }

    private static long count(boolean quick) {
        return quick ? MUTATED / 20 : MUTATED;
    }

    private static void speed(BenchReport report, long seed, boolean quick) {
        Speed speed = new Speed(seed);
        speed.warmUp(quick ? 1 : 10);
        int repeats = quick ? 2 : REPEATS;
        for (int i = 1; i <= repeats; i++) {
            speed.measure(quick ? 0.5 : SECONDS);
            System.out.println("  speed, " + i + " of " + repeats);
        }
        report.figure("frames_per_s_core", speed.framesPerSecond);
        report.figure("mb_per_s_core", speed.megabytesPerSecond);
        report.figure("memcpy_share", speed.ofMemcpy);
        report.figure("garbage_bytes_per_frame", speed.garbageBytesPerFrame);
        report.figure("bytes_per_frame", Repeats.of(speed.bytesPerFrame()));
        report.figure("numbers_per_frame", Repeats.of(speed.numbersPerFrame()));
        System.out.println("residue " + speed.residue());
    }

    private static Trial trial(BenchReport report, long seed, boolean quick) {
        Trial trial = new Trial(seed);
        long count = count(quick);
        for (int part = 1; part <= PARTS; part++) {
            trial.mutated(count / PARTS);
            System.out.println("  " + count / PARTS * part + " of " + count + " spoilt frames judged");
        }
        trial.split(quick ? STREAMS / 20 : STREAMS);
        report.figure("mutated", Repeats.of(count));
        report.figure("crashes", Repeats.of(trial.crashes));
        report.figure("wrong_accepts", Repeats.of(trial.wrongAccepts));
        report.figure("wrong_refusals", Repeats.of(trial.wrongRefusals));
        report.figure("wrong_numbers", Repeats.of(trial.wrongNumbers));
        report.figure("split_differences", Repeats.of(trial.splitDifferences));
        return trial;
    }
}
