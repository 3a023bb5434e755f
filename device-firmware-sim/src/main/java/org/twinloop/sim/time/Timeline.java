package org.twinloop.sim.time;

import java.util.PriorityQueue;

/**
 * The agenda of the city: acts at points of city time, run by one thread in order of (time, order of entry).
 *
 * <p>In the running city it is driven by the scaled clock, in tests by hand. It is not safe for use by several threads.
 */
public final class Timeline {
    private final PriorityQueue<Task> agenda = new PriorityQueue<>();
    private long nowMs;
    private long entries;

    public Timeline(long startMs) {
        this.nowMs = startMs;
    }

    /** City time of the act being run, in ms since the epoch. */
    public long nowMs() {
        return nowMs;
    }

    /** Puts an act on the agenda; a time that has passed means "next". */
    public Task at(long atMs, Runnable act) {
        Task task = new Task(Math.max(atMs, nowMs), entries++, act);
        agenda.add(task);
        return task;
    }

    public Task in(double seconds, Runnable act) {
        return at(nowMs + Math.round(seconds * 1000), act);
    }

    /** Repeats an act until its task is cancelled; the first time is after {@code firstSeconds}. */
    public Task every(double firstSeconds, double periodSeconds, Runnable act) {
        Task task = new Task(nowMs + Math.round(firstSeconds * 1000), entries++, act);
        task.periodMs = Math.max(1, Math.round(periodSeconds * 1000));
        agenda.add(task);
        return task;
    }

    /** Runs what is due up to and including {@code untilMs}; time going back is ignored. */
    public void runUntil(long untilMs) {
        runUntil(untilMs, Long.MAX_VALUE);
    }

    /**
     * Runs at most {@code maxActs} due acts, so that a thread shared with the network is not held for long.
     *
     * @return true when everything due was run; false when some is left and city time lags behind
     */
    public boolean runUntil(long untilMs, long maxActs) {
        long left = maxActs;
        while (!agenda.isEmpty() && agenda.peek().atMs <= untilMs) {
            if (left-- == 0) {
                return false;
            }
            Task task = agenda.poll();
            if (task.cancelled) {
                continue;
            }
            nowMs = task.atMs;
            if (task.periodMs > 0) {
                task.atMs += task.periodMs;
                task.entry = entries++;
                agenda.add(task);
            }
            task.act.run();
        }
        nowMs = Math.max(nowMs, untilMs);
        return true;
    }

    /** An act on the agenda. */
    public static final class Task implements Comparable<Task> {
        private final Runnable act;
        private long atMs;
        private long entry;
        private long periodMs;
        private boolean cancelled;

        private Task(long atMs, long entry, Runnable act) {
            this.atMs = atMs;
            this.entry = entry;
            this.act = act;
        }

        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(entry, other.entry);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
