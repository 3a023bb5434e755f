package org.twinloop.network.search.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.PathSearch;
import org.twinloop.network.search.SampleNetwork;
import org.twinloop.network.search.WeightedHierarchy;

class LiveHierarchyTest {

    private final SampleNetwork network = SampleNetwork.grid(15, 42).largestComponent();
    private final Hierarchy hierarchy = Hierarchy.of(network.graph());
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test
    void there_is_something_to_search_at_once_and_something_better_later() {
        LiveHierarchy live = new LiveHierarchy(hierarchy, times(1, 1), tasks::add);
        assertFalse(live.current().isPerfect());

        runAll();

        assertTrue(live.current().isPerfect());
        assertEquals(1, live.current().metric().version());
    }

    @Test
    void a_newer_metric_is_answered_from_once_it_is_taken_in() {
        LiveHierarchy live = new LiveHierarchy(hierarchy, times(1, 1), tasks::add);
        runAll();
        WeightedHierarchy held = live.current();
        int before = farthest(held);

        assertTrue(live.use(times(3, 2)));
        assertEquals(1, live.current().metric().version());
        runAll();

        assertEquals(2, live.current().metric().version());
        assertTrue(live.current().isPerfect());
        assertEquals(3 * before, farthest(live.current()));
        assertEquals(before, farthest(held), "who holds the older one still gets its answers");
    }

    @Test
    void of_metrics_that_came_meanwhile_the_newest_is_taken_in_and_late_news_is_ignored() {
        LiveHierarchy live = new LiveHierarchy(hierarchy, times(1, 5), tasks::add);
        runAll();

        assertTrue(live.use(times(2, 6)));
        assertTrue(live.use(times(4, 9)));
        assertFalse(live.use(times(3, 8)));
        assertFalse(live.use(times(7, 9)));
        assertEquals(1, tasks.size(), "one piece of work at a time");
        runAll();

        assertEquals(9, live.current().metric().version());
        assertEquals(4 * farthest(hierarchy.customise(times(1, 1))), farthest(live.current()));
    }

    @Test
    void a_metric_of_another_graph_is_refused() {
        LiveHierarchy live = new LiveHierarchy(hierarchy, times(1, 1), tasks::add);

        assertThrows(IllegalArgumentException.class, () -> live.use(Metric.of(new int[] {1}, 2)));
    }

    @Test
    void work_that_was_refused_once_is_done_with_the_next_metric() {
        AtomicBoolean full = new AtomicBoolean();
        LiveHierarchy live = new LiveHierarchy(hierarchy, times(1, 1), task -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            tasks.add(task);
        });
        runAll();
        full.set(true);
        assertThrows(RejectedExecutionException.class, () -> live.use(times(2, 2)));
        full.set(false);

        live.use(times(3, 3));
        runAll();

        assertEquals(3, live.current().metric().version());
    }

    @Test
    void versions_never_go_back_while_many_hand_in_metrics() throws Exception {
        ExecutorService background = Executors.newFixedThreadPool(2);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        LiveHierarchy live = new LiveHierarchy(hierarchy, times(1, 0), background);
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int client = 1; client <= 4; client++) {
            int first = client;
            work.add(() -> handIn(live, first));
        }

        for (Future<Boolean> done : clients.invokeAll(work)) {
            assertTrue(done.get(), "a version went back");
        }
        clients.shutdown();
        background.shutdown();
        assertTrue(background.awaitTermination(60, TimeUnit.SECONDS));

        assertEquals(200, live.current().metric().version());
        assertTrue(live.current().isPerfect());
    }

    private boolean handIn(LiveHierarchy live, int first) {
        long seen = 0;
        for (int version = first; version <= 200; version += 4) {
            live.use(times(version, version));
            long now = live.current().metric().version();
            if (now < seen) {
                return false;
            }
            seen = now;
        }
        return true;
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private int farthest(WeightedHierarchy weighted) {
        return new PathSearch(weighted).weight(0, network.positions().size() - 1);
    }

    private Metric times(int factor, long version) {
        return Metric.of(
                Arrays.stream(network.weights()).map(weight -> factor * weight).toArray(), version);
    }
}
