package org.twinloop.device.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** Counters are in the order in which the keys of a car are used, whichever trip and unit they are for. */
@QuarkusTest
class OfflineKeyCounterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Inject
    TestCars cars;

    @Inject
    OfflineKeys keys;

    private final UUID trip = Ids.next();
    private final UUID next = Ids.next();
    private TestCar car;
    private String vin;
    private Instant from;

    @BeforeEach
    void a_car_with_a_terminal() {
        car = cars.add();
        vin = cars.row("select vin from vehicle.vehicle where id = $1", car.vehicleId())
                .text(0);
        from = cars.now().plusSeconds(600);
    }

    @Test
    void a_key_is_above_every_revoked_one_that_could_still_open_in_its_window() {
        issue(trip, 0, 120);
        long replaced = issue(trip, 0, 180).counter();
        revoke(trip);
        long atTheSameTime = issue(next, 0, 120).counter();
        assertTrue(atTheSameTime > replaced);
        revoke(next);
        long begunEarlier = issue(Ids.next(), -30, 60).counter();
        assertTrue(begunEarlier > atTheSameTime);
    }

    @Test
    void a_key_issued_again_stays_below_that_of_the_booking_behind_it() {
        long first = issue(trip, 0, 60).counter();
        long behind = issue(next, 60, 120).counter();
        OfflineKeys.Key again = issue(trip, 0, 50);
        assertTrue(again.counter() > first && again.counter() < behind);
        assertEquals(again, issue(trip, 0, 50));
    }

    @Test
    void a_trip_that_was_put_forward_keeps_its_key() {
        issue(trip, 300, 360);
        OfflineKeys.Key earlier = issue(trip, 0, 60);
        assertEquals(earlier, issue(trip, 0, 60));
    }

    @Test
    void keys_asked_for_at_once_have_a_counter_each() {
        Set<Long> counters = new HashSet<>();
        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> issue(Ids.next(), 0, 60)))
                .toList()
                .forEach(key -> counters.add(key.join().counter()));
        assertEquals(8, counters.size());
    }

    /** Every trip is of a unit of its own, which sees no keys of others. */
    private OfflineKeys.Key issue(UUID id, int fromMinutes, int toMinutes) {
        OfflineKeys.Grant grant = new OfflineKeys.Grant(
                id,
                car.vehicleId(),
                vin,
                car.deviceId(),
                from.plus(Duration.ofMinutes(fromMinutes)),
                from.plus(Duration.ofMinutes(toMinutes)));
        return cars.database()
                .apart(Scope.unit(id), () -> keys.issue(grant, null))
                .await()
                .atMost(PATIENCE);
    }

    private void revoke(UUID id) {
        cars.database()
                .apart(Scope.unit(id), () -> keys.revoke(id, "cancelled"))
                .await()
                .atMost(PATIENCE);
    }
}
