package org.twinloop.network.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/** Who waits for half hours to come; the test decides when one is made. */
class HalfHoursTest {

    private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");

    private static final String CITY = "city";

    private final Queue<Runnable> queued = new ArrayDeque<>();
    private final List<Instant> made = new ArrayList<>();
    private final HalfHours<String, Instant> halfHours = new HalfHours<>(queued::add, 2, this::make);

    @Test
    void all_who_ask_for_a_half_hour_wait_for_the_same_and_one_who_leaves_takes_it_from_nobody() {
        CompletableFuture<Instant> first = halfHours.ask(CITY, NOON.plusSeconds(60));
        CompletableFuture<Instant> second = halfHours.ask(CITY, NOON.plusSeconds(1799));
        assertEquals(1, queued.size());
        first.cancel(true);

        queued.remove().run();

        assertTrue(second.isDone() && !second.isCompletedExceptionally());
        assertEquals(List.of(NOON), made);
        halfHours.ask(CITY, NOON);
        assertEquals(1, queued.size());
    }

    @Test
    void beyond_the_limit_one_is_told_to_ask_again_and_may_when_there_is_room() {
        CompletableFuture<Instant> first = halfHours.ask(CITY, NOON);
        halfHours.ask(CITY, NOON.plusSeconds(1800));
        CompletableFuture<Instant> refused = halfHours.ask(CITY, NOON.plusSeconds(3600));

        assertEquals(CommonProblem.UNAVAILABLE, problem(refused).problem());
        assertEquals(2, queued.size());
        assertFalse(halfHours.ask(CITY, NOON).isDone());

        queued.remove().run();
        assertTrue(first.isDone());
        assertFalse(halfHours.ask(CITY, NOON.plusSeconds(3600)).isDone());
    }

    @Test
    void a_failure_is_told_to_those_who_wait_and_the_next_begins_anew() {
        List<RuntimeException> failures = new ArrayList<>(List.of(new IllegalStateException("no roads")));
        HalfHours<String, Instant> failing = new HalfHours<>(queued::add, 1, (city, at) -> {
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
            return at;
        });
        CompletableFuture<Instant> first = failing.ask(CITY, NOON);
        queued.remove().run();
        assertThrows(CompletionException.class, first::join);

        CompletableFuture<Instant> next = failing.ask(CITY, NOON);
        queued.remove().run();
        next.join();
    }

    @Test
    void everybody_is_given_what_was_made_for_him_over_his_own_roads() {
        CompletableFuture<Instant> here = halfHours.ask(CITY, NOON.plusSeconds(60));
        CompletableFuture<Instant> elsewhere = halfHours.ask("another", NOON.plusSeconds(60));
        assertEquals(2, queued.size());

        queued.remove().run();

        assertEquals(NOON, here.join());
        assertFalse(elsewhere.isDone());
    }

    private Instant make(String city, Instant slot) {
        made.add(slot);
        return slot;
    }

    private static ProblemException problem(CompletableFuture<Instant> refused) {
        return (ProblemException)
                assertThrows(CompletionException.class, refused::join).getCause();
    }
}
