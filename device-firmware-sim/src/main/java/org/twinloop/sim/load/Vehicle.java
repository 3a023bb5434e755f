package org.twinloop.sim.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.twinloop.sim.gb32960.Frames;
import org.twinloop.sim.gb32960.Gauges;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.time.CityClock;

/**
 * One vehicle that speaks GB/T 32960 over TCP. A report that falls due without a connection, and one whose answer went
 * lost with it, is sent after the next login as reissued data (0x03), oldest first and after what is new. One whose
 * check character was wrong is repeated once that is answered. What a report says, and what goes wrong with it, follows
 * from seed, vehicle and number of the report alone; the odometer tells the number: so many times 100 m.
 */
final class Vehicle extends Member {
    /** Reports that wait for a connection; beyond, the oldest is given up and counted. */
    static final int WAITING_MAX = 20_000;

    /** The odometer, which tells the number, begins anew after so many. */
    private static final int NUMBERS = 9_000_000;

    private static final int OUT_BYTES = 16 * 1024;
    private static final int PUT_AT_ONCE_MAX = 3;
    private static final int CELLS_EVERY = 6;
    private static final long METRES_EACH = 100;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final Frames frames;
    private final CityClock clock;
    private final String iccid;
    private final long seed;
    private final long skewMs;
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final TreeMap<Long, Report> waiting = new TreeMap<>();
    /** A report that is sent after the next one. */
    private Report heldBack;

    private long numbers;
    private long lastMs;
    private int serial;
    private long belowUntilNanos = System.nanoTime();

    /** A report, from its due time until it is acknowledged. */
    private static final class Report {
        private final long number;
        private final long cityMs;
        private final long dueNanos;
        private final boolean below;
        private boolean missed;
        private int attempts;

        private Report(long number, long cityMs, long dueNanos, boolean below) {
            this.number = number;
            this.cityMs = cityMs;
            this.dueNanos = dueNanos;
            this.below = below;
        }

        private int command() {
            return missed ? Frames.REISSUE : Frames.REAL_TIME;
        }
    }

    /** What a report's dice say. */
    private record Fate(boolean wrongCheck, boolean heldBack, boolean twice, boolean answerLost, boolean basement) {}

    /**
     * A frame on its way.
     *
     * @param spoilt its check character was made wrong
     * @param copy of one before it
     */
    private record Sent(Report report, int command, boolean spoilt, boolean copy) {}

    Vehicle(LoadPlan plan, LoadPlan.Login login, int number, CityClock clock, Tally tally) {
        super(plan, login.deviceId(), number, tally, OUT_BYTES);
        frames = new Frames(plan.edition().isOf2025(number));
        this.clock = clock;
        iccid = login.secret().isEmpty() ? iccidOf(login.deviceId()) : login.secret();
        seed = plan.seed() * 1_000_003 + number;
        skewMs = Math.round((dice.nextDouble() * 2 - 1) * plan.faults().skewS() * 1_000);
    }

    /** The same car has the same card in every run. */
    private static String iccidOf(String vin) {
        CRC32 sum = new CRC32();
        sum.update(vin.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "8986%016d", sum.getValue());
    }

    @Override
    public int unacknowledged() {
        long sent = underWay.stream().filter(one -> !one.copy()).count();
        return (int) sent + waiting.size() + (heldBack == null ? 0 : 1);
    }

    @Override
    void beginAnew() {
        if (heldBack != null) {
            waiting.put(heldBack.number, heldBack);
        }
        underWay.stream()
                .filter(one -> !one.copy())
                .map(Sent::report)
                .forEach(report -> waiting.put(report.number, report));
        waiting.values().forEach(report -> report.missed = true);
        underWay.clear();
        heldBack = null;
    }

    @Override
    void greet() {
        serial = serial % 65_531 + 1;
        out.put(frames.login(name(), clock.cityMs() + skewMs, serial, iccid));
    }

    @Override
    boolean take(long now) throws IOException {
        Optional<Frames.Answer> answer = Frames.answer(in.array(), in.position(), in.limit());
        if (answer.isEmpty()) {
            if (in.remaining() == in.capacity()) {
                throw new IOException("an answer of more than " + in.capacity() + " bytes is none that was asked for");
            }
            return false;
        }
        in.position(in.position() + answer.get().bytes());
        answered(answer.get(), now);
        return true;
    }

    private void answered(Frames.Answer answer, long now) {
        boolean ok = answer.flag() == Frames.OK;
        if (answer.command() == Frames.LOGIN && ok) {
            tally.logins.took(now - calledNanos());
            letIn();
        } else if (answer.command() == Frames.LOGIN) {
            tally.refusals++;
            close(now);
        } else {
            sent(answer).ifPresent(sent -> answered(sent, ok, now));
        }
    }

    /** The first frame under way that an answer fits. */
    private Optional<Sent> sent(Frames.Answer answer) {
        return underWay.stream()
                .filter(one -> one.command() == answer.command() && Frames.time(one.report().cityMs) == answer.time())
                .findFirst();
    }

    private void answered(Sent sent, boolean ok, long now) {
        Report report = sent.report();
        if (ok && !sent.copy() && report.attempts == 1 && fate(report.number).answerLost()) {
            tally.lostAcks++;
            cut(now);
            return;
        }
        forget(sent);
        if (sent.copy()) {
            return;
        }
        if (ok) {
            acknowledge(report, sent.command(), now);
        } else if (sent.spoilt()) {
            tally.wrongChecksTold++;
            waiting.put(report.number, report);
        } else {
            tally.refusedReports++;
        }
    }

    private void forget(Sent sent) {
        Iterator<Sent> each = underWay.iterator();
        while (each.hasNext()) {
            if (each.next() == sent) {
                each.remove();
                return;
            }
        }
    }

    private void acknowledge(Report report, int command, long now) {
        tally.acknowledged++;
        tally.acknowledgedInAll++;
        if (command == Frames.REISSUE) {
            tally.reissued++;
            tally.reissues.took(now - report.dueNanos);
        } else {
            tally.answers.took(now - report.dueNanos);
        }
        acknowledged(1, (int) report.number, (int) report.number + 1);
    }

    @Override
    int send(int wanted, long dueNanos, long spacingNanos, long cityMs, long now) throws IOException {
        if (!isThere()) {
            return plan.reportsPerS() > 0 ? keep(wanted, dueNanos, spacingNanos, cityMs) : 0;
        }
        int made = 0;
        while (made < wanted && room()) {
            Report report = next(dueNanos + made * spacingNanos, cityMs);
            made++;
            if (live(report).basement()) {
                flush();
                belowUntilNanos = closeBelow(now);
                return made;
            }
        }
        if (wanted == 0 && heldBack != null && room()) {
            putHeldBack();
        }
        while (!waiting.isEmpty() && room()) {
            put(waiting.pollFirstEntry().getValue());
        }
        flush();
        return made;
    }

    /** Without a connection: what falls due waits. */
    private int keep(int wanted, long dueNanos, long spacingNanos, long cityMs) {
        for (int made = 0; made < wanted; made++) {
            Report report = next(dueNanos + made * spacingNanos, cityMs);
            waiting.put(report.number, report);
            if (waiting.size() > WAITING_MAX) {
                waiting.pollFirstEntry();
                tally.dropped++;
            }
        }
        return wanted;
    }

    private Report next(long dueNanos, long cityMs) {
        lastMs = Math.max(lastMs, cityMs + skewMs);
        return new Report(++numbers, lastMs, dueNanos, dueNanos - belowUntilNanos < 0);
    }

    private Fate live(Report report) {
        Fate fate = fate(report.number);
        if (fate.heldBack() && heldBack == null) {
            heldBack = report;
            tally.disordered++;
        } else {
            put(report);
            if (heldBack != null) {
                putHeldBack();
            }
        }
        return fate;
    }

    private void putHeldBack() {
        Report late = heldBack;
        heldBack = null;
        put(late);
    }

    private void put(Report report) {
        Fate fate = fate(report.number);
        boolean first = report.attempts++ == 0;
        boolean spoilt = first && fate.wrongCheck();
        tally.sent += first ? 1 : 0;
        tally.repeated += first ? 0 : 1;
        byte[] frame = frames.report(
                report.command(), name(), report.cityMs, gauges(report), report.number % CELLS_EVERY == 0);
        if (spoilt) {
            tally.wrongChecks++;
            frame[frame.length - 1] ^= 0x55;
        }
        out.put(frame);
        underWay.addLast(new Sent(report, report.command(), spoilt, false));
        if (first && fate.twice() && !spoilt) {
            tally.duplicates++;
            out.put(frame);
            underWay.addLast(new Sent(report, report.command(), false, true));
        }
    }

    /** For a report, one that was held back, and a copy. */
    private boolean room() {
        return out.remaining() >= PUT_AT_ONCE_MAX * Frames.BYTES_MAX
                && underWay.size() + PUT_AT_ONCE_MAX <= Math.max(PUT_AT_ONCE_MAX, plan.window());
    }

    private Fate fate(long number) {
        SplittableRandom its = new SplittableRandom(seed ^ number * SPREAD);
        LoadPlan.Faults faults = plan.faults();
        return new Fate(
                its.nextDouble() < faults.wrongChecks(),
                its.nextDouble() < faults.disorder(),
                its.nextDouble() < faults.duplicates(),
                its.nextDouble() < faults.lostAcks(),
                its.nextDouble() < faults.basements());
    }

    private Gauges gauges(Report report) {
        SplittableRandom its = new SplittableRandom(seed + report.number * SPREAD);
        GeoPoint at = new GeoPoint(121.4 + its.nextDouble() * 0.15, 31.15 + its.nextDouble() * 0.15);
        return new Gauges(
                report.below ? null : at,
                10 + its.nextInt(60),
                report.number % NUMBERS * METRES_EACH,
                90 - report.number / 50 % 80,
                true,
                false);
    }
}
