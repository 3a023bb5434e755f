package org.twinloop.sim.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();

    private static Parcel report(int number) {
        return new Parcel("report", ("{\"seq\":" + number + "}").getBytes(StandardCharsets.UTF_8), true, false);
    }

    private static Parcel answer() {
        return new Parcel("ack", "{}".getBytes(StandardCharsets.UTF_8), false, true);
    }

    private String next() {
        return outbox.next()
                .map(b -> b.channel() + new String(b.payload(), StandardCharsets.UTF_8))
                .orElse("none");
    }

    @Test
    void neighbours_travel_in_one_array_and_the_order_is_kept() {
        outbox.add(report(1));
        outbox.add(report(2));
        outbox.add(answer());
        outbox.add(report(3));

        assertEquals("report[{\"seq\":1},{\"seq\":2}]", next());
        assertEquals("ack{}", next());
        assertEquals("report{\"seq\":3}", next());
        assertEquals("none", next());
    }

    @Test
    void what_was_under_way_when_the_line_broke_goes_first_again() {
        outbox.add(report(1));
        Outbox.Batch first = outbox.next().orElseThrow();
        outbox.add(report(2));
        outbox.next().orElseThrow();
        outbox.add(report(3));
        outbox.acknowledged(first);

        outbox.returnUnderWay();

        assertEquals("report[{\"seq\":2},{\"seq\":3}]", next());
        assertEquals(1, outbox.acknowledged());
    }

    @Test
    void at_most_a_window_is_under_way_and_a_batch_has_a_limit() {
        for (int i = 0; i < 150; i++) {
            outbox.add(report(i));
        }
        Optional<Outbox.Batch> full = outbox.next();
        assertEquals(50, outbox.unsent() - Outbox.BATCH_MAX);
        for (int i = 1; i < Outbox.WINDOW; i++) {
            outbox.add(answer());
            outbox.next().orElseThrow();
        }
        outbox.add(answer());
        assertTrue(outbox.next().isEmpty());
        outbox.acknowledged(full.orElseThrow());
        assertTrue(outbox.next().isPresent());
    }

    @Test
    void the_oldest_is_given_up_beyond_the_bound_and_counted() {
        for (int i = 0; i < Outbox.WAITING_MAX + 3; i++) {
            outbox.add(report(i));
        }

        assertEquals(3, outbox.dropped());
        assertEquals(Outbox.WAITING_MAX, outbox.unsent());
        assertTrue(next().startsWith("report[{\"seq\":3}"));
    }
}
