package org.twinloop.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.network.LoopId;

/** Cars in a neighbourhood, among thousands that are undone afterwards; the service's own role asks. */
@QuarkusTest
class NearbyCarsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Cars at every hundredth of a degree, the first stands here; one in ten is retained by a unit. */
    private static final String CARS = """
            insert into vehicle.vehicle (id, asset_no, vin, plate, model_code, calendar, loop, operator_id, unit_id,
                registered_at)
            select gen_random_uuid(), case when i = 0 then $4 else 'TLZZZZ' || lpad(i::text, 5, '0') end,
                'LTWNEAR' || lpad(i::text, 10, '0'), '近' || i, 'ROEWE-EI5', 'OURS', 'OUTER',
                case when i % 10 <> 1 then $1::uuid end, case when i % 10 = 1 then $2::uuid end, $3
            from generate_series(0, 3999) i
            """;

    private static final String STATES = """
            select vehicle.apply_reports(array_agg(no), array_agg($1::timestamptz), array_agg(1::bigint),
                array_agg(1::bigint), array_agg($1::timestamptz), array_agg($2::float8 + i % 200 * 0.01),
                array_agg($3::float8 + i / 200 * 0.01), array_agg(5::float8), array_agg(0::float8),
                array_agg(0::float8), array_agg(1000::bigint), array_agg(80::float8), array_agg(false),
                array_agg(true), array_agg(false), array_agg(false), array_agg(null::uuid))
            from (select vehicle_no as no, substr(vin, 8)::int as i from vehicle.vehicle where vin like 'LTWNEAR%') c
            """;

    /** Of the running transaction; readable by whoever owns nothing. */
    private static final String SCANS =
            "select pg_stat_get_xact_numscans(to_regclass('vehicle.newest_state_cell'))::bigint";

    private static final String CARS_IN = """
            select v.id from vehicle.cars_in(st_expand(st_setsrid(st_makepoint($1, $2), 4326), 0.001)) c(vehicle_no)
            join vehicle.vehicle v on v.vehicle_no = c.vehicle_no
            """;

    @Inject
    Database database;

    @Inject
    Fleet fleet;

    @Inject
    Clock clock;

    private final Random random = new Random();
    private final UUID operator = Ids.next();
    private final UUID unit = Ids.next();
    private GeoPoint here;

    @BeforeEach
    void somewhere_else() {
        here = new GeoPoint(-170 + random.nextDouble() * 60, -60 + random.nextDouble() * 40);
    }

    @Test
    void whoever_looks_for_cars_nearby_is_led_by_the_index() {
        TreeMap<String, Long> scans = new TreeMap<>();
        List<Integer> found = new ArrayList<>();
        for (Scope scope : List.of(Scope.SYSTEM, Scope.unit(unit), Scope.operator(operator))) {
            undone(() -> counted(
                    scans,
                    scope.kind() + ": candidates",
                    in(scope, () -> near(unit))
                            .invoke(cars -> found.add(cars.size()))
                            .replaceWithVoid()));
        }
        undone(() -> counted(
                scans,
                "free cars",
                database.rows("""
                        select vehicle_no from vehicle.free_cars(
                            st_expand(st_setsrid(st_makepoint($1, $2), 4326), 0.001), $3, interval '10 min')
                        """, here.lon(), here.lat(), clock.instant())
                        .invoke(cars -> found.add(cars.size()))
                        .replaceWithVoid()));
        UUID stop = stopHere();
        undone(() -> counted(
                scans,
                "standing",
                database.rows("select vehicle.standing($1, $2)", stop, clock.instant())
                        .invoke(cars -> found.add(cars.size()))
                        .replaceWithVoid()));

        assertEquals(List.of(1, 1, 1, 1, 1), found, scans.toString());
        assertEquals(5, scans.size());
        assertTrue(scans.values().stream().allMatch(count -> count > 0), scans.toString());
    }

    @Test
    void cars_nearby_are_those_the_asking_may_see() {
        UUID others = Ids.next();
        UUID rivals = Ids.next();
        UUID shared = car(operator, null);
        UUID rivalsCar = car(rivals, null);
        UUID retained = car(null, unit);
        UUID othersCar = car(null, others);

        assertEquals(Set.of(shared, rivalsCar, retained, othersCar), in(Scope.SYSTEM));
        assertEquals(Set.of(shared, rivalsCar, retained), in(Scope.unit(unit)));
        assertEquals(Set.of(shared, rivalsCar, othersCar), in(Scope.unit(others)));
        assertEquals(Set.of(shared), in(Scope.operator(operator)));
        assertEquals(Set.of(), in(Scope.NONE));
        assertEquals(2L, number(Scope.unit(Ids.next())));
        assertEquals(1L, number(Scope.operator(rivals)));
        assertEquals(0L, number(Scope.NONE));
        assertEquals(
                Set.of(shared, rivalsCar),
                act(Scope.unit(others), () -> near(unit)).stream()
                        .map(car -> car.vehicle().id())
                        .collect(Collectors.toSet()));
    }

    private Uni<List<Candidate>> near(UUID wanted) {
        Instant from = clock.instant();
        return fleet.candidates(new Candidate.Search(here, 100, null, from, from.plusSeconds(3600), wanted, Set.of()));
    }

    private Set<UUID> in(Scope scope) {
        return act(scope, () -> database.rows(CARS_IN, here.lon(), here.lat())).stream()
                .map(row -> row.uuid(0))
                .collect(Collectors.toSet());
    }

    /** What the function alone tells, without the policies of the tables it is joined with. */
    private long number(Scope scope) {
        return act(
                        scope,
                        () -> database.row(
                                "select count(*) from vehicle.cars_in("
                                        + "st_expand(st_setsrid(st_makepoint($1, $2), 4326), 0.001))",
                                here.lon(),
                                here.lat()))
                .orElseThrow()
                .whole(0);
    }

    private Uni<Void> counted(TreeMap<String, Long> scans, String who, Uni<Void> look) {
        return scans().chain(before -> look.chain(this::scans)
                .invoke(after -> scans.put(who, after - before))
                .replaceWithVoid());
    }

    private Uni<Long> scans() {
        return database.row(SCANS).map(row -> row.orElseThrow().whole(0));
    }

    /** The rest of the running transaction sees what this scope may see. */
    private <T> Uni<T> in(Scope scope, Supplier<Uni<T>> work) {
        return database.row(
                        "select set_config('twinloop.scope', $1, true), set_config('twinloop.unit', $2, true), "
                                + "set_config('twinloop.operator', $3, true)",
                        scope.kind(),
                        scope.unitId() == null ? "" : scope.unitId().toString(),
                        scope.operatorId() == null ? "" : scope.operatorId().toString())
                .chain(() -> work.get());
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void undone(Supplier<Uni<Void>> work) {
        Instant at = clock.instant();
        database.apart(
                        Scope.SYSTEM,
                        () -> database.sql(
                                        CARS,
                                        operator,
                                        unit,
                                        at,
                                        AssetNo.random(RANDOM).value())
                                .chain(() -> database.row(STATES, at, here.lon(), here.lat()))
                                .chain(() -> work.get())
                                .chain(() -> Uni.createFrom().<Void>failure(new Undone())))
                .onFailure(Undone.class)
                .recoverWithNull()
                .await()
                .atMost(SOON);
    }

    private UUID stopHere() {
        UUID stop = Ids.next();
        act(Scope.SYSTEM, () -> fleet.registerBays(List.of(new Bay(Ids.next(), stop, "B1", here, null))));
        return stop;
    }

    private UUID car(UUID owner, UUID retainedBy) {
        UUID id = Ids.next();
        String tail = String.format("%010d", Math.floorMod(id.getLeastSignificantBits(), 10_000_000_000L));
        NewVehicle car = new NewVehicle(
                id,
                "LTWNLPT" + tail,
                "测" + tail,
                "ROEWE-EI5",
                Calendar.OURS,
                LoopId.OUTER,
                owner,
                retainedBy,
                null,
                null);
        act(
                Scope.SYSTEM,
                () -> fleet.registerAll(List.of(car))
                        .chain(() -> database.row("""
                        select vehicle.apply_reports(array[v.vehicle_no], array[$2::timestamptz], array[1::bigint],
                            array[1::bigint], array[$2::timestamptz], array[$3::float8], array[$4::float8],
                            array[5::float8], array[0::float8], array[0::float8], array[1000::bigint],
                            array[80::float8], array[false], array[true], array[false], array[false],
                            array[null::uuid])
                        from vehicle.vehicle v where v.id = $1
                        """, id, clock.instant(), here.lon(), here.lat())));
        return id;
    }

    private <T> T act(Scope scope, Supplier<Uni<T>> work) {
        return database.act(scope, work).await().atMost(SOON);
    }
}
