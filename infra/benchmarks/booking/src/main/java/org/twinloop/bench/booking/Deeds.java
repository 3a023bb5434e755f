package org.twinloop.bench.booking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.twinloop.bench.booking.LargeFleet.Ready;
import org.twinloop.bench.frame.LoadGenerator;
import org.twinloop.bench.frame.LoadGenerator.Call;
import org.twinloop.bench.frame.LoadGenerator.Outcome;

/**
 * Random bookings, changes and cancellations of a few cars, so that most of them meet; in the middle of them the
 * service is ended with {@code kill -9}, and they go on when it is back.
 */
final class Deeds {
    private static final int CARS = 40;
    private static final int PLANS_MAX = 10_000;
    private static final int MINUTES_MIN = -40;
    private static final int MINUTES_MAX = 90;
    /** Of a hundred deeds of each kind so many have to be done at least: refusals alone prove nothing. */
    private static final int DONE_PERCENT = 1;

    private static final int EARLIER_MAX = 200;
    /** A service that comes up no sooner is the failure that is looked for. */
    private static final Duration RESTART_WITHIN = Duration.ofMinutes(5);

    private final Wishes wishes;
    private final Path restart;
    private final int port;
    private final int clients;
    private final Random random;
    private final Map<String, Map<Integer, Integer>> kinds = new TreeMap<>();
    private int lost;

    /** @param restart a file that asks for a restart while it is there */
    Deeds(Wishes wishes, Path restart, int port, int clients, long seed) {
        this.wishes = wishes;
        this.restart = restart;
        this.port = port;
        this.clients = clients;
        this.random = new Random(seed);
    }

    /** How many cars they fight for: the first ones of the fleet. */
    static int cars() {
        return CARS;
    }

    /** Requests whose answer was lost with the service. */
    int lost() {
        return lost;
    }

    /** Six of ten book, two of ten change the end of and two of ten give back what was asked for shortly before. */
    void run(int count, int restarts) throws SQLException, IOException, InterruptedException {
        List<Ready> wanted = wishes.meeting(Math.min(count, PLANS_MAX), CARS, random);
        Calls calls = new Calls(wanted, count);
        int done = 0;
        try (LoadGenerator many = new LoadGenerator("127.0.0.1", port, clients)) {
            for (int part = 1; part <= restarts; part++) {
                int killAt = count / (restarts + 1) * part;
                int from = done;
                Outcome cut = many.untilCut(count - from, n -> {
                    if (from + n == killAt) {
                        wishRestart();
                    }
                    return calls.of(from + n);
                });
                done += take(cut);
                awaitRestart();
            }
            int from = done;
            take(many.times(count - from, n -> calls.of(from + n)));
        }
        System.out.println(count + " deeds: " + kinds + ", " + lost + " answers lost");
        mustBeDone();
    }

    /** In words: how many of each kind were done. */
    String told() {
        List<String> all = new ArrayList<>();
        kinds.forEach((kind, counts) -> all.add(kind + " " + done(counts) + " of " + sum(counts)));
        return String.join(", ", all);
    }

    private void mustBeDone() {
        for (String kind : List.of(Wishes.BOOK, Wishes.EXTEND, Wishes.SHORTEN, Wishes.CANCEL)) {
            Map<Integer, Integer> counts = kinds.getOrDefault(kind, Map.of());
            if (done(counts) < Math.max(1, sum(counts) * DONE_PERCENT / 100)) {
                throw new IllegalStateException(kind + " was hardly ever done: " + counts);
            }
        }
    }

    private static int done(Map<Integer, Integer> counts) {
        return counts.entrySet().stream()
                .filter(status -> status.getKey() < 300)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static int sum(Map<Integer, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int take(Outcome outcome) {
        BookingBench.noneOfOurs(outcome);
        Outcome.add(outcome.kinds(), kinds);
        lost += outcome.lost();
        return outcome.answered() + outcome.lost();
    }

    private void wishRestart() {
        try {
            Files.createFile(restart);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitRestart() throws InterruptedException {
        long begun = System.nanoTime();
        while (Files.exists(restart)) {
            if (System.nanoTime() - begun > RESTART_WITHIN.toNanos()) {
                throw new IllegalStateException("the service was not started again within " + RESTART_WITHIN);
            }
            Thread.sleep(100);
        }
    }

    /** What each deed is, by its number; made beforehand, so that a seed gives the same deeds. */
    private final class Calls {
        private final List<Ready> wanted;
        private final List<String> ids;
        private final int[] kinds;
        private final int[] earlier;
        private final int[] minutes;

        Calls(List<Ready> wanted, int count) {
            this.wanted = wanted;
            this.ids = BookingBench.ids(count);
            this.kinds = random.ints(count, 0, 10).toArray();
            this.earlier = random.ints(count, 1, EARLIER_MAX).toArray();
            this.minutes = random.ints(count, MINUTES_MIN, MINUTES_MAX).toArray();
        }

        Call of(int number) {
            int kind = kinds[number];
            int which = kind < 6 ? number : Math.max(0, number - earlier[number]);
            Ready ready = wanted.get(which % wanted.size());
            if (kind < 6) {
                return wishes.submit(ready, ids.get(number), number);
            }
            return kind < 8
                    ? Wishes.until(ready, ids.get(which), Duration.ofMinutes(minutes[number]))
                    : Wishes.cancel(ready, ids.get(which));
        }
    }
}
