package org.twinloop.device.offline;

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
import org.twinloop.common.Scope;
import org.twinloop.common.upkeep.Configured;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;

/** Keys go years after their window, and not while a use of them may still be told or a counter depends on them. */
@QuarkusTest
class OldKeyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Inject
    TestCars cars;

    @Inject
    Database database;

    @Inject
    OfflineKeyConfig config;

    @Inject
    OfflineKeys keys;

    @Inject
    Clock clock;

    private final UUID openTrip = Ids.next();
    private TestCar car;
    private OldKeyRepository old;
    private OldUseRepository uses;
    private Instant ended;

    @BeforeEach
    void a_car_and_a_trip_that_is_not_over() {
        car = cars.add();
        old = new OldKeyRepository(database, config, ids -> Uni.createFrom().item(Set.of(openTrip)), clock);
        uses = new OldUseRepository(database, config, clock);
        cars.act(() -> old.drop(1_000));
        cars.act(() -> uses.drop(1_000));
        ended = cars.now().minus(config.keep()).minusSeconds(3_600);
    }

    @Test
    void what_ended_long_ago_goes_and_the_rest_stays() {
        connectedUntil(ended.plusSeconds(60));
        key(Ids.next(), 1, ended.minusSeconds(200));
        key(openTrip, 2, ended.minusSeconds(100));
        key(Ids.next(), 3, cars.now().minus(config.keep()).plusSeconds(3_600));
        key(Ids.next(), 4, cars.now());

        assertEquals(1, cars.act(() -> old.drop(1_000)));
        assertEquals("2,3,4", counters());
    }

    @Test
    void a_key_stays_while_its_terminal_may_still_tell_of_its_use() {
        key(Ids.next(), 1, ended);
        key(Ids.next(), 2, ended.minusSeconds(1_800));
        key(Ids.next(), 9, cars.now());
        assertEquals(0, cars.act(() -> old.drop(1_000)), "never heard");

        connectedUntil(ended.minusSeconds(900));
        assertEquals(1, cars.act(() -> old.drop(1_000)));
        assertEquals("1,9", counters());

        connectedUntil(null);
        assertEquals(1, cars.act(() -> old.drop(1_000)));
        assertEquals("9", counters());
    }

    @Test
    void the_highest_counter_of_a_terminal_stays_and_the_next_key_is_above_it() {
        connectedUntil(null);
        long far = Math.multiplyExact(cars.now().plusSeconds(900).getEpochSecond(), 65_536L);
        key(Ids.next(), 5, ended.minusSeconds(10));
        key(Ids.next(), far, ended);

        assertEquals(1, cars.act(() -> old.drop(1_000)));
        assertEquals(Long.toString(far), counters());
        Instant from = Instant.ofEpochSecond(far / 65_536);
        String vin = cars.row("select vin from vehicle.vehicle where id = $1", car.vehicleId())
                .text(0);
        UUID trip = Ids.next();
        long next = cars.database()
                .apart(
                        Scope.unit(trip),
                        () -> keys.issue(
                                new OfflineKeys.Grant(
                                        trip, car.vehicleId(), vin, car.deviceId(), from, from.plusSeconds(60)),
                                null))
                .await()
                .atMost(PATIENCE)
                .counter();
        assertEquals(far + 1, next, "no counter twice");
    }

    @Test
    void uses_go_after_their_key() {
        connectedUntil(null);
        UUID trip = Ids.next();
        key(trip, 1, ended);
        key(Ids.next(), 2, ended);
        use(trip, 1, ended);
        use(null, 0, ended);
        use(null, 0, cars.now());

        assertEquals(1, cars.act(() -> uses.drop(1_000)), "that of no key");
        assertEquals(1, cars.act(() -> old.drop(1_000)));
        assertEquals(1, cars.act(() -> uses.drop(1_000)), "that of the key that went");
        assertEquals(1, cars.count("select count(*) from device.offline_key_use where device_id = $1", car.deviceId()));
    }

    @Test
    void the_service_does_not_start_with_a_time_that_is_too_short() {
        OfflineKeyConfig hasty = Configured.with(OfflineKeyConfig.class, config, "keep", Duration.ofDays(37));
        var quick =
                new OldKeyRepository(database, hasty, ids -> Uni.createFrom().item(Set.of()), clock);
        var refused = assertThrows(IllegalArgumentException.class, () -> quick.check(null));
        assertTrue(
                refused.getMessage().startsWith("twinloop.device.offline-key.keep is PT888H; "), refused.getMessage());
        old.check(null);
    }

    /** @param until null while the connection stands */
    private void connectedUntil(Instant until) {
        cars.act(() -> database.sql(
                "insert into device.session (device_id, epoch, instance_id, protocol, remote, connected_at, "
                        + "via_broker, ended_at, end_reason) values ($1, 1, gen_random_uuid(), 4, 'test', $2, true, "
                        + "$3::timestamptz, case when $3 is not null then 'test' end) "
                        + "on conflict (device_id) do update set ended_at = excluded.ended_at, "
                        + "end_reason = excluded.end_reason",
                car.deviceId(),
                ended.minusSeconds(86_400),
                until));
    }

    private void key(UUID trip, long counter, Instant validTo) {
        cars.act(() -> database.sql(
                "insert into device.offline_key (trip_id, counter, device_id, vehicle_id, valid_from, valid_to, "
                        + "issued_at) values ($1, $2, $3, $4, $5, $6, $5)",
                trip,
                counter,
                car.deviceId(),
                car.vehicleId(),
                validTo.minusSeconds(600),
                validTo));
    }

    private void use(UUID trip, long counter, Instant at) {
        cars.act(() -> database.sql(
                "insert into device.offline_key_use (device_id, used_at, counter, result, trip_id, verdict, "
                        + "reported_at) values ($1, $2, $3, 'OPENED', $4::uuid, 'UNKNOWN', $2)",
                car.deviceId(),
                at,
                counter,
                trip));
    }

    private String counters() {
        return cars.row(
                        "select coalesce(string_agg(counter::text, ',' order by counter), '') "
                                + "from device.offline_key where device_id = $1",
                        car.deviceId())
                .text(0);
    }
}
