package org.twinloop.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.network.LoopId;

/** The fleet on the real database. Every test has cars of its own, at a place of its own far from the sample city. */
@QuarkusTest
class FleetTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    Database database;

    @Inject
    Fleet fleet;

    @Inject
    ReservationRepository reservations;

    @Inject
    VehicleConfig config;

    @Inject
    Clock clock;

    private final Random random = new Random();
    private final UUID operator = Ids.next();
    private final UUID ours = Ids.next();
    private final UUID others = Ids.next();
    private GeoPoint here;
    private Instant from;
    private Instant to;

    @BeforeEach
    void somewhere_else() {
        here = new GeoPoint(80 + random.nextDouble() * 10, -60 + random.nextDouble() * 40);
        from = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofMinutes(5));
        to = from.plus(Duration.ofHours(1));
    }

    @Test
    void of_fifty_who_want_one_car_exactly_one_gets_it() {
        UUID car = car(LoopId.INNER, null);
        List<Uni<String>> tries = IntStream.range(0, 50)
                .mapToObj(i -> database.apart(
                                Scope.unit(i % 2 == 0 ? ours : others),
                                () -> fleet.reserve(Ids.next(), car, from, to, Ids.next(), null))
                        .replaceWith("won")
                        .onFailure(ProblemException.class)
                        .recoverWithItem(refusal -> slug(refusal)))
                .toList();

        List<String> outcomes = Uni.join().all(tries).andFailFast().await().atMost(SOON);

        assertEquals(1, outcomes.stream().filter("won"::equals).count());
        assertEquals(49, outcomes.stream().filter("already-reserved"::equals).count());
    }

    @Test
    void a_car_is_offered_when_parked_locked_fresh_and_not_held() {
        UUID good = car(LoopId.INNER, null);
        UUID held = car(LoopId.INNER, null);
        UUID stale = register(LoopId.INNER, null);
        UUID unlocked = car(LoopId.INNER, null);
        UUID driving = car(LoopId.INNER, null);
        UUID far = car(LoopId.INNER, null);
        UUID outer = car(LoopId.OUTER, null);
        UUID silent = register(LoopId.INNER, null);
        report(good, 0, true, here, 0);
        report(held, 0, true, here, 0);
        report(stale, 0, true, here, 11 * 60);
        report(unlocked, 0, false, here, 0);
        report(driving, 40, true, here, 0);
        report(far, 0, true, new GeoPoint(here.lon(), here.lat() + 0.05), 0);
        report(outer, 0, true, here, 0);
        act(Scope.unit(others), () -> fleet.reserve(Ids.next(), held, from, to, Ids.next(), null));

        assertEquals(Set.of(good), offered(ours, LoopId.INNER, from, to));

        assertEquals(Set.of(good, outer), offered(ours, null, from, to));
        assertTrue(act(Scope.SYSTEM, () -> fleet.state(silent)).isEmpty());
        assertEquals(
                VehicleStatus.UNKNOWN,
                act(Scope.SYSTEM, () -> fleet.state(stale)).orElseThrow().status());
    }

    @Test
    void a_held_car_is_offered_again_after_its_turnaround() {
        UUID car = car(LoopId.INNER, null);
        act(Scope.unit(ours), () -> fleet.reserve(Ids.next(), car, from, to, Ids.next(), null));

        assertEquals(Set.of(), offered(others, null, to.plusSeconds(599), to.plusSeconds(1200)));
        assertEquals(Set.of(car), offered(others, null, to.plusSeconds(600), to.plusSeconds(1200)));
    }

    @Test
    void a_car_that_is_out_is_nobody_elses_until_it_is_back_and_is_not_offered_meanwhile() {
        UUID car = car(LoopId.INNER, null);
        UUID late = Ids.next();
        UUID next = Ids.next();
        act(Scope.unit(ours), () -> fleet.reserve(late, car, from, to, Ids.next(), null));
        act(Scope.unit(ours), () -> fleet.use(late, from));
        Instant overdue = to.plusSeconds(900);
        act(Scope.SYSTEM, () -> reservations.overrun(overdue, config));

        assertEquals(Set.of(), offered(others, null, overdue.plusSeconds(1400), overdue.plusSeconds(3000)));
        assertEquals(Set.of(car), offered(others, null, overdue.plusSeconds(1500), overdue.plusSeconds(3000)));
        ProblemException refused =
                assertThrows(ProblemException.class, () -> act(Scope.unit(others), () -> fleet.requireBack(car, next)));
        assertEquals("car-in-use", slug(refused));

        act(Scope.unit(ours), () -> fleet.release(late, overdue));
        act(Scope.unit(others), () -> fleet.requireBack(car, next));
        assertEquals(Set.of(car), offered(others, null, overdue.plusSeconds(600), overdue.plusSeconds(3000)));
    }

    @Test
    void a_car_that_is_out_too_long_does_not_take_the_time_of_the_next_booking() {
        UUID car = car(LoopId.INNER, null);
        UUID late = Ids.next();
        UUID next = Ids.next();
        act(Scope.unit(ours), () -> fleet.reserve(late, car, from, to, Ids.next(), null));
        act(Scope.unit(ours), () -> fleet.use(late, from));
        act(
                Scope.unit(others),
                () -> fleet.reserve(next, car, to.plusSeconds(600), to.plusSeconds(7200), Ids.next(), null));

        act(Scope.SYSTEM, () -> reservations.overrun(to.plusSeconds(900), config));

        act(Scope.unit(others), () -> fleet.firm(next));
    }

    @Test
    void a_car_brought_back_early_is_free_after_the_turnaround_and_releasing_twice_changes_nothing() {
        UUID car = car(LoopId.INNER, null);
        UUID reservation = Ids.next();
        act(Scope.unit(ours), () -> fleet.reserve(reservation, car, from, to, Ids.next(), null));
        Instant back = from.plusSeconds(600);

        act(Scope.unit(ours), () -> fleet.release(reservation, back));
        act(Scope.unit(ours), () -> fleet.release(reservation, to));

        assertEquals(Set.of(), offered(others, null, back.plusSeconds(300), to));
        assertEquals(Set.of(car), offered(others, null, back.plusSeconds(600), to));
    }

    @Test
    void a_hold_that_ran_out_frees_the_car_and_cannot_become_firm() {
        UUID car = car(LoopId.INNER, null);
        UUID reservation = Ids.next();
        act(Scope.unit(ours), () -> fleet.reserve(reservation, car, from, to, Ids.next(), clock.instant()));

        act(Scope.SYSTEM, () -> reservations.expire(ReservationRepository.Kind.CAR, clock.instant()));

        assertEquals(Set.of(car), offered(others, null, from, to));
        ProblemException refusal =
                assertThrows(ProblemException.class, () -> act(Scope.unit(ours), () -> fleet.firm(reservation)));
        assertEquals("reservation-gone", refusal.problem().slug());
    }

    @Test
    void the_same_reservation_again_is_the_same_and_another_car_under_its_id_is_refused() {
        UUID car = car(LoopId.INNER, null);
        UUID other = car(LoopId.INNER, null);
        UUID reservation = Ids.next();
        UUID leg = Ids.next();
        act(Scope.unit(ours), () -> fleet.reserve(reservation, car, from, to, leg, null));

        act(Scope.unit(ours), () -> fleet.reserve(reservation, car, from, to, leg, null));

        assertThrows(
                ProblemException.class,
                () -> act(Scope.unit(ours), () -> fleet.reserve(reservation, other, from, to, leg, null)));
    }

    @Test
    void a_retained_car_serves_its_own_unit_and_nobody_else_sees_it() {
        UUID retained = car(LoopId.INNER, ours);

        assertEquals(Set.of(retained), offered(ours, null, from, to));

        assertEquals(Set.of(), offered(others, null, from, to));
        assertTrue(act(Scope.unit(others), () -> fleet.find(retained)).isEmpty());
        assertTrue(act(Scope.unit(others), () -> fleet.state(retained)).isEmpty());
        assertTrue(act(Scope.operator(operator), () -> fleet.find(retained)).isEmpty());
        assertThrows(
                ProblemException.class,
                () -> act(Scope.unit(others), () -> fleet.reserve(Ids.next(), retained, from, to, Ids.next(), null)));
    }

    @Test
    void another_unit_can_neither_see_nor_release_a_reservation() {
        UUID car = car(LoopId.INNER, null);
        UUID reservation = Ids.next();
        act(Scope.unit(ours), () -> fleet.reserve(reservation, car, from, to, Ids.next(), null));

        act(Scope.unit(others), () -> fleet.release(reservation, from));

        assertEquals(Set.of(), offered(others, null, from, to));
        assertEquals(
                0L,
                act(
                                Scope.unit(others),
                                () -> database.row(
                                        "select count(*) from vehicle.reservation where id = $1", reservation))
                        .orElseThrow()
                        .whole(0));
        assertEquals(
                0L,
                act(Scope.NONE, () -> database.row("select count(*) from vehicle.live"))
                        .orElseThrow()
                        .whole(0));
    }

    @Test
    void every_bay_is_given_once_and_then_the_stop_is_full() {
        UUID stop = stopWithBays(6, here);
        UUID standing = car(LoopId.INNER, null);
        report(standing, 0, true, here, 0);

        List<Uni<String>> tries = IntStream.range(0, 12)
                .mapToObj(i -> database.apart(Scope.unit(ours), () -> fleet.reserveBay(wish(stop)))
                        .map(Bay::code)
                        .onFailure(ProblemException.class)
                        .recoverWithItem(refusal -> slug(refusal)))
                .toList();
        List<String> outcomes = Uni.join().all(tries).andFailFast().await().atMost(SOON);

        List<String> given =
                outcomes.stream().filter(code -> code.startsWith("B")).toList();
        assertEquals(5, given.size(), outcomes.toString());
        assertEquals(5, Set.copyOf(given).size(), outcomes.toString());
        assertEquals(7, outcomes.stream().filter("bay-taken"::equals).count());
        assertEquals(
                0,
                act(Scope.unit(others), () -> fleet.freeBays(List.of(stop), from, to))
                        .get(stop));
    }

    @Test
    void a_bay_whose_car_is_booked_to_leave_counts_as_free() {
        UUID stop = stopWithBays(1, here);
        UUID standing = car(LoopId.INNER, null);
        report(standing, 0, true, here, 0);
        assertEquals(
                0,
                act(Scope.unit(ours), () -> fleet.freeBays(List.of(stop), from, to))
                        .get(stop));

        act(Scope.unit(ours), () -> fleet.reserve(Ids.next(), standing, from, to, Ids.next(), null));

        assertEquals(
                1,
                act(Scope.unit(ours), () -> fleet.freeBays(List.of(stop), from, to))
                        .get(stop));
    }

    @Test
    void an_older_report_changes_nothing_and_one_without_a_fix_keeps_the_position() {
        UUID car = car(LoopId.INNER, null);
        report(car, 0, true, here, -60);
        report(car, 50, false, new GeoPoint(here.lon() + 1, here.lat()), 0);

        VehicleState state = act(Scope.SYSTEM, () -> fleet.state(car)).orElseThrow();

        assertEquals(0.0, state.speedKmh());
        assertTrue(state.isLocked());
        assertEquals(here.lon(), state.position().lon(), 1e-9);
        report(car, 10, true, null, -120);
        VehicleState later = act(Scope.SYSTEM, () -> fleet.state(car)).orElseThrow();
        assertEquals(10.0, later.speedKmh());
        assertEquals(here.lon(), later.position().lon(), 1e-9);
        assertEquals(state.eventTime(), later.positionAt());
    }

    private Set<UUID> offered(UUID unit, LoopId loop, Instant begin, Instant end) {
        return act(
                        Scope.unit(unit),
                        () -> fleet.candidates(new Candidate.Search(here, 500, loop, begin, end, unit, Set.of())))
                .stream()
                .map(candidate -> candidate.vehicle().id())
                .collect(Collectors.toSet());
    }

    /** A car that stands here and reported just now. */
    private UUID car(LoopId loop, UUID unit) {
        UUID id = register(loop, unit);
        report(id, 0, true, here, 1);
        return id;
    }

    private UUID register(LoopId loop, UUID unit) {
        UUID id = Ids.next();
        String tail = String.format("%010d", Math.floorMod(id.getLeastSignificantBits(), 10_000_000_000L));
        act(
                Scope.SYSTEM,
                () -> fleet.registerAll(List.of(new NewVehicle(
                        id,
                        "LTWNLPT" + tail,
                        "测" + tail,
                        "ROEWE-EI5",
                        Calendar.OURS,
                        loop,
                        unit == null ? operator : null,
                        unit,
                        null,
                        null))));
        return id;
    }

    private void report(UUID id, double speedKmh, boolean locked, GeoPoint at, long ageS) {
        act(
                Scope.SYSTEM,
                () -> database.row(
                        """
                select vehicle.apply_reports(array[v.vehicle_no], array[$2::timestamptz], array[1::bigint],
                    array[1::bigint], array[$2::timestamptz], array[$3::float8], array[$4::float8], array[5::float8],
                    array[$5::float8], array[0::float8], array[1000::bigint], array[80::float8], array[false],
                    array[$6::boolean], array[false], array[false], array[null::uuid])
                from vehicle.vehicle v where v.id = $1
                """,
                        id,
                        clock.instant().minusSeconds(ageS),
                        at == null ? null : at.lon(),
                        at == null ? null : at.lat(),
                        speedKmh,
                        locked));
    }

    private UUID stopWithBays(int count, GeoPoint at) {
        UUID stop = Ids.next();
        List<Bay> bays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bays.add(new Bay(Ids.next(), stop, "B" + i, new GeoPoint(at.lon() + i * 0.00006, at.lat()), null));
        }
        act(Scope.SYSTEM, () -> fleet.registerBays(bays));
        return stop;
    }

    private Bay.Wish wish(UUID stop) {
        return new Bay.Wish(Ids.next(), stop, Ids.next(), from, to, null, List.of());
    }

    private static String slug(Throwable refusal) {
        return ((ProblemException) refusal).problem().slug();
    }

    private <T> T act(Scope scope, Supplier<Uni<T>> work) {
        return database.act(scope, work).await().atMost(SOON);
    }
}
