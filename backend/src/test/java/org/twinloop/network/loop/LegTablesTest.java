package org.twinloop.network.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stops;

/** How often legs are made. */
@QuarkusTest
class LegTablesTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    LegTables tables;

    @Inject
    LegRepository legs;

    @Inject
    Stops stops;

    @Inject
    Database database;

    @Inject
    CityClock clock;

    @BeforeEach
    void legs_of_the_network_in_use() {
        Awaitility.await("legs of the network in use")
                .atMost(SOON)
                .until(() -> stops.version() > 0
                        && areMade()
                        && state().filter(made -> made.networkVersion() == stops.version())
                                .isPresent());
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.pretend(Optional.empty());
    }

    @Test
    void a_city_clock_that_jumps_wears_no_legs_out() {
        LegTables.State before = state().orElseThrow();

        for (int hours = 1; hours <= 3; hours++) {
            clock.pretend(Optional.of(before.computedAt().plus(Duration.ofHours(hours))));
            tables.keep().await().atMost(SOON);
        }

        assertEquals(before, state().orElseThrow());
    }

    @Test
    void legs_are_told_before_the_tours_and_a_claim_that_is_renewed_is_not_taken() {
        LegTables.State state = state().orElseThrow();
        LegTables.Made made = new LegTables.Made(state, List.of());
        Duration claimFor = Duration.ofMinutes(5);
        UUID first = Ids.next();
        UUID second = Ids.next();
        Instant now = SystemTime.now();
        try {
            assertTrue(act(() -> legs.claim(first, Long.MAX_VALUE, now, claimFor, claimFor)));
            assertTrue(act(() -> legs.replaceLegs(first, made, now)));

            assertEquals(0, act(() -> tables.legs(stops.all())).size());
            assertEquals(
                    state.networkVersion(),
                    act(() -> tables.tourState(LoopId.INNER)).orElseThrow().networkVersion());
            assertTrue(act(() -> legs.renew(first, now.plusSeconds(240))));
            assertFalse(act(() -> legs.claim(second, 0, now.plusSeconds(360), claimFor, claimFor)));
            assertTrue(act(() -> legs.claim(second, 0, now.plusSeconds(600), claimFor, claimFor)), "it was lost");
            assertFalse(act(() -> legs.renew(first, now.plusSeconds(601))));
            assertFalse(act(() -> legs.replaceTours(first, state, List.of(), now.plusSeconds(601))));
        } finally {
            act(() -> database.sql("update network.leg_table set claim = null, claimed_at = null, made_at = 'epoch'"));
            Awaitility.await("legs made anew").atMost(SOON).until(this::areMade);
        }
    }

    private boolean areMade() {
        return act(() -> database.rows("select 1 from network.leg_table where claim is null and made_at > 'epoch'"))
                        .size()
                == 1;
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return database.apart(Scope.SYSTEM, work).await().atMost(SOON);
    }

    private Optional<LegTables.State> state() {
        return database.read(Scope.SYSTEM, tables::state).await().atMost(SOON);
    }
}
