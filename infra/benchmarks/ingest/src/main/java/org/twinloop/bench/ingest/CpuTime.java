package org.twinloop.bench.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processor time of processes and their children, from /proc. */
record CpuTime(long service, long database) {
    private static final double TICKS_PER_S = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int GONE_USER = 13;
    private static final int GONE_SYSTEM = 14;

    /** Seconds used so far by the service, and by the database server with all its backends. */
    static double[] of(CpuTime processes) throws IOException {
        double service = own(processes.service(), false);
        double database = own(processes.database(), true);
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            List<Path> numbered = all.filter(one -> one.getFileName().toString().matches("\\d+"))
                    .toList();
            for (Path one : numbered) {
                String[] fields = stat(one);
                if (fields.length > GONE_SYSTEM && fields[1].equals(Long.toString(processes.database()))) {
                    database += ticks(fields, false);
                }
            }
        }
        return new double[] {service, database};
    }

    private static double own(long pid, boolean withGone) throws IOException {
        return ticks(stat(Path.of("/proc/" + pid)), withGone);
    }

    private static double ticks(String[] fields, boolean withGone) {
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        if (withGone) {
            ticks += Long.parseLong(fields[GONE_USER]) + Long.parseLong(fields[GONE_SYSTEM]);
        }
        return ticks / TICKS_PER_S;
    }

    /** The fields after the name: state, parent and so on; empty when the process has just ended. */
    private static String[] stat(Path process) throws IOException {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (NoSuchFileException ended) {
            return new String[0];
        } catch (UncheckedIOException | IOException e) {
            if (!Files.exists(process)) {
                return new String[0];
            }
            throw e;
        }
    }
}
