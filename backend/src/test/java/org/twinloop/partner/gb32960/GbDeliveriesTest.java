package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.partner.gb32960.wire.TestFrames;

class GbDeliveriesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "260521093015, '; the time looks like decimal digits (BCD): send plain binary'",
                "1a0515091e0f, ''",
                "260121093015, ''"
            })
    void a_clock_written_as_decimal_digits_is_named(String time, String hint) {
        GbDeliveries.Incoming incoming = new GbDeliveries.Incoming(
                TestFrames.VIN,
                null,
                TestFrames.frame("##", 2, 0xFE, TestFrames.VIN, 1, time + "04 01 0bb8 02bc"),
                Instant.parse("2026-05-22T01:00:00Z"));
        assertEquals(hint, GbDeliveries.hint(incoming));
    }

    @Test
    void work_is_tried_again_while_somebody_waits_and_the_failure_passes() {
        AtomicInteger tries = new AtomicInteger();
        Uni<String> done = Patience.whileWanted(
                () -> switch (tries.incrementAndGet()) {
                    case 1 -> Uni.createFrom().failure(new RejectedExecutionException("full"));
                    case 2 -> Uni.createFrom().failure(new IOException("no connection"));
                    default -> Uni.createFrom().item("stored");
                },
                () -> true,
                Duration.ofMillis(1));
        assertEquals("stored", done.await().atMost(Duration.ofSeconds(90)));
        assertEquals(3, tries.get());
    }

    @Test
    void nobody_tries_again_for_a_connection_that_is_gone_or_after_a_fault() {
        AtomicInteger tries = new AtomicInteger();
        assertThrows(
                RejectedExecutionException.class,
                () -> Patience.whileWanted(() -> full(tries), () -> false, Duration.ofMillis(1))
                        .await()
                        .atMost(Duration.ofSeconds(90)));
        assertThrows(
                IllegalStateException.class,
                () -> Patience.whileWanted(() -> fault(tries), () -> true, Duration.ofMillis(1))
                        .await()
                        .atMost(Duration.ofSeconds(90)));
        assertEquals(2, tries.get());
    }

    private static Uni<Void> full(AtomicInteger tries) {
        tries.incrementAndGet();
        return Uni.createFrom().failure(new RejectedExecutionException("full"));
    }

    private static Uni<Void> fault(AtomicInteger tries) {
        tries.incrementAndGet();
        return Uni.createFrom().failure(new IllegalStateException("a fault"));
    }
}
