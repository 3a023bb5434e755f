package org.twinloop.network.search.upkeep;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.WeightedHierarchy;

/**
 * The hierarchy everybody searches, swapped whole whenever a newer metric has been taken in:
 *
 * <pre>
 * metric handed in → basic customisation → current → perfect customisation → current
 *                         (a newer metric that came meanwhile goes first)
 * </pre>
 *
 * <p>Work runs on the caller's executor, one piece at a time. Metrics that came while one was taken in are skipped but
 * for the newest; one that is not newer than what is there is ignored, so late news changes nothing.
 */
public final class LiveHierarchy {

    private final Hierarchy hierarchy;
    private final Executor background;
    private final AtomicReference<Metric> newest;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile WeightedHierarchy current;

    /** Takes in a first metric at once, so that there is always something to search. */
    public LiveHierarchy(Hierarchy hierarchy, Metric first, Executor background) {
        this.hierarchy = hierarchy;
        this.background = background;
        this.newest = new AtomicReference<>(first);
        this.current = hierarchy.customise(first);
        wake();
    }

    /** What to search now; stays valid, and keeps its version, for as long as somebody holds it. */
    public WeightedHierarchy current() {
        return current;
    }

    /**
     * Takes in a metric in the background.
     *
     * @return whether it is newer than all before
     * @throws IllegalArgumentException when it belongs to another graph
     * @throws RejectedExecutionException when the executor takes no more work; the next metric finds it again
     */
    public boolean use(Metric metric) {
        if (metric.arcs() != hierarchy.graph().arcs()) {
            throw new IllegalArgumentException("a metric of %d arcs for a graph of %d"
                    .formatted(metric.arcs(), hierarchy.graph().arcs()));
        }
        Metric before = newest.getAndAccumulate(
                metric, (known, offered) -> offered.version() > known.version() ? offered : known);
        boolean newer = metric.version() > before.version();
        if (newer) {
            wake();
        }
        return newer;
    }

    private void wake() {
        if (waiting.getAndIncrement() == 0) {
            try {
                background.execute(this::catchUp);
            } catch (RejectedExecutionException refused) {
                waiting.set(0);
                throw refused;
            }
        }
    }

    /** Runs on one thread at a time: only the call that finds nobody waiting starts it. */
    private void catchUp() {
        int seen = waiting.get();
        try {
            do {
                takeIn(newest.get());
                if (waiting.get() == seen) {
                    current = current.perfect();
                }
                seen = waiting.addAndGet(-seen);
            } while (seen > 0);
        } catch (RuntimeException | Error failed) {
            waiting.set(0);
            throw failed;
        }
    }

    private void takeIn(Metric metric) {
        if (metric.version() > current.metric().version()) {
            current = hierarchy.customise(metric);
        }
    }
}
