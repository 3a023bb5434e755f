package org.twinloop.sim.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.twinloop.sim.time.CityClock;

/**
 * Many terminals or vehicles on one thread. With a rate each report has a time when it is due, and its duration counts
 * from then, however late it could be sent; without one each sends as soon as its window allows.
 */
public final class Swarm {
    private static final double NANOS = 1e9;
    /** How long what is under way may take at the end. */
    private static final long DRAIN_NANOS = 60_000_000_000L;

    private static final long LOOK_NANOS = 5_000_000L;

    private final LoadPlan plan;
    private final CityClock clock;
    private final PrintStream progress;
    private final Tally tally = new Tally();
    private final List<Member> members = new ArrayList<>();
    /** Messages each has sent since the beginning, by its place. */
    private final long[] sent;

    private final SplittableRandom dice;
    private volatile boolean ending;
    private long beganNanos;
    private long nextStorm;
    private long nextProgress;
    private long nextLook;
    private double measuredS;
    /** Nothing is due after this. */
    private long dueUntilNanos = Long.MAX_VALUE;

    public Swarm(LoadPlan plan, List<LoadPlan.Login> logins, CityClock clock, PrintStream progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
        for (LoadPlan.Login login : logins) {
            int number = members.size();
            members.add(
                    plan.edition() == null
                            ? new Terminal(plan, login, number, tally)
                            : new Vehicle(plan, login, number, clock, tally));
        }
        sent = new long[members.size()];
        dice = new SplittableRandom(plan.seed());
    }

    /** Sends nothing more and ends when what is under way is acknowledged. From any thread. */
    public void end() {
        ending = true;
    }

    public List<Member> members() {
        return members;
    }

    /** Runs to its end; answers what was measured. */
    public ObjectNode run() throws IOException {
        try (Selector selector = Selector.open()) {
            awaitAll(selector);
            beganNanos = System.nanoTime();
            nextStorm = beganNanos + (long) (plan.faults().stormEveryS() * NANOS);
            if (plan.warmUpS() > 0) {
                load(selector, beganNanos + (long) (plan.warmUpS() * NANOS));
            }
            tally.begin();
            tell("measuring");
            long from = System.nanoTime();
            load(selector, from + (long) (plan.seconds() * NANOS));
            measuredS = (System.nanoTime() - from) / NANOS;
            tell("measured");
            ObjectNode summary = tally.summary(measuredS, members.size(), unacknowledged());
            if (plan.settleS() > 0) {
                settle(selector, summary);
            }
            drain(selector);
            summary.put("leftUnacknowledged", unacknowledged()).put("acknowledgedInAll", tally.acknowledgedInAll);
            tally.addConnections(summary);
            if (plan.edition() != null) {
                tally.addGb(summary);
            }
            members.forEach(member -> member.close(System.nanoTime()));
            return summary;
        }
    }

    private long unacknowledged() {
        return members.stream().mapToLong(Member::unacknowledged).sum() * plan.batch();
    }

    private void awaitAll(Selector selector) throws IOException {
        while (!ending && members.stream().anyMatch(member -> !member.isThere())) {
            look(selector, System.nanoTime());
            turn(selector, 10);
        }
    }

    private void load(Selector selector, long untilNanos) throws IOException {
        while (!ending) {
            long now = System.nanoTime();
            if (now - untilNanos >= 0 || plan.reportsMax() > 0 && tally.acknowledged >= plan.reportsMax()) {
                return;
            }
            look(selector, now);
            long cityMs = clock.cityMs();
            for (int place = 0; place < sent.length; place++) {
                send(place, cityMs, now);
            }
            turn(selector, 1);
        }
    }

    /** What was due is sent and acknowledged, however late. */
    private void settle(Selector selector, ObjectNode summary) throws IOException {
        dueUntilNanos = System.nanoTime();
        summary.put("offered", offered());
        long until = dueUntilNanos + (long) (plan.settleS() * NANOS);
        while (!ending && tally.acknowledgedInAll < offered() && System.nanoTime() - until < 0) {
            long now = System.nanoTime();
            look(selector, now);
            long cityMs = clock.cityMs();
            for (int place = 0; place < sent.length; place++) {
                send(place, cityMs, now);
            }
            turn(selector, 1);
        }
        summary.put("settledS", (System.nanoTime() - dueUntilNanos) / NANOS);
    }

    /** Reports that were due, all together. */
    private long offered() {
        long all = 0;
        for (int place = 0; place < sent.length; place++) {
            all += dueBy(place, dueUntilNanos);
        }
        return all * plan.batch();
    }

    /** Messages of one that were due by then. */
    private long dueBy(int place, long now) {
        double each = eachPerS();
        double phase = (double) place / sent.length;
        return (long) ((Math.min(now, dueUntilNanos) - beganNanos) / NANOS * each + phase);
    }

    /** Messages one offers a second. */
    private double eachPerS() {
        return plan.reportsPerS() / plan.batch() / sent.length;
    }

    private void send(int place, long cityMs, long now) {
        Member member = members.get(place);
        int wanted = plan.window();
        long due = now;
        long spacing = 0;
        if (plan.reportsPerS() > 0) {
            double each = eachPerS();
            double phase = (double) place / sent.length;
            spacing = (long) (NANOS / each);
            wanted = (int) Math.min(plan.window(), dueBy(place, now) - sent[place]);
            due = beganNanos + (long) ((sent[place] + 1 - phase) / each * NANOS);
        }
        // Once nothing more becomes due, what was not acknowledged may be all there is to send.
        boolean over = dueUntilNanos != Long.MAX_VALUE;
        if (wanted > 0 || over) {
            try {
                sent[place] += member.send(Math.max(0, wanted), due, spacing, cityMs, now);
            } catch (IOException e) {
                member.broken(now);
            }
        }
    }

    private void drain(Selector selector) throws IOException {
        long until = System.nanoTime() + DRAIN_NANOS;
        while (unacknowledged() > 0 && System.nanoTime() - until < 0) {
            long now = System.nanoTime();
            look(selector, now);
            for (Member member : members) {
                try {
                    member.send(0, now, 0, clock.cityMs(), now);
                } catch (IOException e) {
                    member.broken(now);
                }
            }
            turn(selector, 5);
        }
    }

    /** What is not done at every turn: calls, storms and the line of progress. */
    private void look(Selector selector, long now) {
        if (now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK_NANOS;
        boolean storm = plan.faults().stormEveryS() > 0 && beganNanos != 0 && now - nextStorm >= 0;
        if (storm) {
            nextStorm += (long) (plan.faults().stormEveryS() * NANOS);
        }
        for (Member member : members) {
            if (storm && dice.nextDouble() < plan.faults().stormShare()) {
                member.cut(now);
            }
            member.call(selector, now);
        }
        if (plan.progressMs() > 0 && now - nextProgress >= 0) {
            nextProgress = now + plan.progressMs() * 1_000_000L;
            tell("progress");
        }
    }

    private void tell(String what) {
        if (plan.progressMs() > 0) {
            progress.println(what + " " + System.currentTimeMillis() + " " + tally.acknowledged + " " + there());
            progress.flush();
        }
    }

    private long there() {
        return members.stream().filter(Member::isThere).count();
    }

    private void turn(Selector selector, long waitMs) throws IOException {
        boolean idle = plan.reportsPerS() > 0 || ending || beganNanos == 0;
        if (idle) {
            selector.select(waitMs);
        } else {
            selector.select(10);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            serve(key);
        }
        selector.selectedKeys().clear();
    }

    private void serve(SelectionKey key) {
        Member member = (Member) key.attachment();
        long now = System.nanoTime();
        try {
            if (key.isValid() && key.isConnectable()) {
                member.connected();
            }
            if (key.isValid() && key.isReadable()) {
                member.read(now);
            }
            if (key.isValid() && key.isWritable()) {
                member.flush();
            }
        } catch (IOException e) {
            member.broken(now);
        }
    }
}
