package org.twinloop.device.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.upkeep.Configured;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** Commands go years after their end, and not while something still needs them. */
@QuarkusTest
class OldCommandTest {

    @Inject
    TestCars cars;

    @Inject
    Database database;

    @Inject
    CommandConfig config;

    @Inject
    Clock clock;

    private final UUID openTrip = Ids.next();
    private TestCar car;
    private OldCommandRepository old;

    @BeforeEach
    void a_car_and_a_trip_that_is_not_over() {
        car = cars.add();
        old = new OldCommandRepository(database, config, ids -> Uni.createFrom().item(Set.of(openTrip)), clock);
        cars.act(() -> old.drop(1_000));
    }

    @Test
    void what_ended_long_ago_goes_and_the_rest_stays() {
        Instant kept = cars.now().minus(config.keep());
        UUID gone = command("EXPIRED", kept.minusSeconds(60), Ids.next());
        UUID ownerless = command("CONFIRMED", kept.minusSeconds(60), null);
        UUID young = command("CONFIRMED", kept.plusSeconds(3_600), Ids.next());
        UUID open = command("SENT", null, Ids.next());
        UUID needed = command("CONFIRMED", kept.minusSeconds(60), openTrip);

        assertEquals(2, cars.act(() -> old.drop(1_000)));
        assertEquals(0, there(gone) + there(ownerless));
        assertEquals(3, there(young) + there(open) + there(needed));
    }

    @Test
    void a_batch_is_bounded_and_what_an_open_trip_keeps_does_not_stop_it() {
        Instant kept = cars.now().minus(config.keep());
        for (int i = 0; i < 5; i++) {
            command("CONFIRMED", kept.minusSeconds(600 - i), openTrip);
        }
        UUID first = command("CONFIRMED", kept.minusSeconds(500), null);
        UUID second = command("CONFIRMED", kept.minusSeconds(400), null);

        assertEquals(1, cars.act(() -> old.drop(1)));
        assertEquals(0, there(first));
        assertEquals(1, there(second));
        assertEquals(1, cars.act(() -> old.drop(2)));
        assertEquals(0, there(second));
        assertEquals(0, cars.act(() -> old.drop(2)));
        assertEquals(5, cars.count("select count(*) from device.command where trip_id = $1", openTrip));
    }

    @Test
    void the_service_does_not_start_with_a_time_that_is_too_short() {
        CommandConfig hasty = Configured.with(CommandConfig.class, config, "keep", Duration.ofDays(37));
        var quick = new OldCommandRepository(
                database, hasty, ids -> Uni.createFrom().item(Set.of()), clock);
        var refused = assertThrows(IllegalArgumentException.class, () -> quick.check(null));
        assertTrue(refused.getMessage().startsWith("twinloop.device.command.keep is PT888H; "), refused.getMessage());
        old.check(null);
    }

    private UUID command(String state, Instant endedAt, UUID trip) {
        UUID id = Ids.next();
        Instant queued = cars.now().minus(config.keep()).minusSeconds(7_200);
        cars.act(() -> database.sql(
                "insert into device.command (id, device_id, kind, body, expires_at, trip_id, state, reason, queued_at, "
                        + "ended_at) values ($1, $2, 'FIND', '{}', $3, $4::uuid, $5::text, "
                        + "case when $5 in ('FAILED', 'EXPIRED') then 'test' end, $6, $7::timestamptz)",
                id,
                car.deviceId(),
                state.equals("SENT") ? cars.now().plusSeconds(86_400) : queued.plusSeconds(60),
                trip,
                state,
                queued,
                endedAt));
        return id;
    }

    private long there(UUID id) {
        return cars.count("select count(*) from device.command where id = $1", id);
    }
}
