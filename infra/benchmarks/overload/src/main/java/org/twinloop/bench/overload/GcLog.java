package org.twinloop.bench.overload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the log of the garbage collector ({@code -Xlog:gc}) tells.
 *
 * @param liveMb most that a full collection left in use, or any collection where none was full
 * @param totalMb what can be in use at all
 */
record GcLog(int liveMb, int totalMb) {
    private static final Pattern PAUSE = Pattern.compile("Pause (\\w+).* (\\d+)M->(\\d+)M\\((\\d+)M\\)");

    static GcLog of(Path log) throws IOException {
        int full = 0;
        int any = 0;
        int total = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                int left = Integer.parseInt(pause.group(3));
                any = Math.max(any, left);
                full = pause.group(1).equals("Full") ? Math.max(full, left) : full;
                total = Math.max(total, Integer.parseInt(pause.group(4)));
            }
        }
        if (total == 0) {
            throw new IllegalStateException("no collection of garbage is told in " + log);
        }
        return new GcLog(full > 0 ? full : any, total);
    }
}
