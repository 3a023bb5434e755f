package org.twinloop.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;

/** Tiles that are kept: for whom, how long, how many. */
class TileCacheTest {

    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");

    private final Hands clock = new Hands();

    private static final class Hands extends Clock {
        private Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void a_tile_is_found_until_its_life_is_over_and_says_how_old_it_is() {
        TileCache cache = new TileCache(clock, 10_000, 2);
        cache.keep(key(1, Audience.CITIZEN, Scope.NONE, 1), new byte[100]);
        clock.now = NOON.plusSeconds(4);

        TileCache.Kept kept =
                cache.find(key(1, Audience.CITIZEN, Scope.NONE, 1), LIFE).orElseThrow();

        assertEquals(4, kept.ageS(clock.now));
        clock.now = NOON.plusSeconds(5);
        assertEquals(Optional.empty(), cache.find(key(1, Audience.CITIZEN, Scope.NONE, 1), LIFE));
    }

    @Test
    void nobody_gets_what_was_drawn_for_others_or_of_an_older_network() {
        TileCache cache = new TileCache(clock, 10_000, 2);
        cache.keep(key(1, Audience.FLEET, Scope.SYSTEM, 1), new byte[100]);

        assertTrue(cache.find(key(1, Audience.FLEET, Scope.SYSTEM, 1), LIFE).isPresent());
        assertTrue(cache.find(key(1, Audience.CITIZEN, Scope.SYSTEM, 1), LIFE).isEmpty());
        assertTrue(cache.find(key(1, Audience.FLEET, Scope.NONE, 1), LIFE).isEmpty());
        assertTrue(cache.find(key(1, Audience.FLEET, Scope.SYSTEM, 2), LIFE).isEmpty());
    }

    @Test
    void it_never_grows_beyond_its_limit_and_what_was_asked_for_last_stays() {
        TileCache cache = new TileCache(clock, 5_000, 2);
        cache.keep(key(0, Audience.CITIZEN, Scope.NONE, 1), new byte[1_000]);
        for (int x = 1; x < 100; x++) {
            cache.find(key(0, Audience.CITIZEN, Scope.NONE, 1), LIFE).orElseThrow();
            cache.keep(key(x, Audience.CITIZEN, Scope.NONE, 1), new byte[1_000]);
            assertTrue(cache.bytes() <= 5_000, cache.bytes() + " bytes");
        }
        assertEquals(3, cache.size());
        cache.keep(key(200, Audience.CITIZEN, Scope.NONE, 1), new byte[10_000]);
        assertEquals(3, cache.size(), "one that is too large is not kept");
    }

    @Test
    void who_misses_a_tile_that_is_being_read_waits_for_the_same_reading() {
        TileCache cache = new TileCache(clock, 0, 2);
        List<UniEmitter<? super byte[]>> readings = new ArrayList<>();
        Supplier<Uni<byte[]>> read = () -> Uni.createFrom().emitter(readings::add);
        TileCache.Key key = key(1, Audience.FLEET, Scope.SYSTEM, 1);
        List<TileCache.Kept> got = new ArrayList<>();

        cache.get(key, LIFE, read).subscribe().with(got::add);
        cache.get(key, LIFE, read).subscribe().with(got::add);

        assertEquals(1, readings.size());
        readings.get(0).complete(new byte[3]);
        assertEquals(2, got.size());
        cache.get(key, LIFE, read).subscribe().with(got::add);
        assertEquals(2, readings.size(), "that reading is over");
    }

    @Test
    void tiles_for_everybody_are_read_so_many_at_once_and_one_that_failed_makes_room() {
        TileCache cache = new TileCache(clock, 10_000, 2);
        List<UniEmitter<? super byte[]>> readings = new ArrayList<>();
        Supplier<Uni<byte[]>> read = () -> Uni.createFrom().emitter(readings::add);
        List<Throwable> refused = new ArrayList<>();
        for (int x = 0; x < 3; x++) {
            cache.get(key(x, Audience.CITIZEN, Scope.NONE, 1), LIFE, read)
                    .subscribe()
                    .with(kept -> {}, refused::add);
        }
        assertEquals(2, readings.size());
        assertEquals(CommonProblem.UNAVAILABLE, ((ProblemException) refused.get(0)).problem());
        cache.get(key(3, Audience.FLEET, Scope.SYSTEM, 1), LIFE, read)
                .subscribe()
                .with(kept -> {});
        assertEquals(3, readings.size(), "desks have room of their own");

        readings.get(0).fail(new IllegalStateException("away"));
        cache.get(key(4, Audience.CITIZEN, Scope.NONE, 1), LIFE, read)
                .subscribe()
                .with(kept -> {});

        assertEquals(4, readings.size());
    }

    @Test
    void tags_are_compared_as_a_list_weakly_and_by_the_star() {
        for (String known : List.of("*", "\"a\"", "W/\"a\"", "\"x\", \"a\"", "\"x,y\",W/\"a\" , \"b\"", ", \"a\",")) {
            assertTrue(EntityTags.name(known, "\"a\""), known);
        }
        for (String known : List.of("", "a", "\"x\"", "\"x,\"a\"", "\"b\" \"a", "w/\"a\"", "**")) {
            assertFalse(EntityTags.name(known, "\"a\""), known);
        }
        assertFalse(EntityTags.name(null, "\"a\""));
    }

    @Test
    void without_room_nothing_is_kept() {
        TileCache cache = new TileCache(clock, 0, 2);
        cache.keep(key(1, Audience.CITIZEN, Scope.NONE, 1), new byte[0]);
        assertEquals(0, cache.size());
    }

    private static TileCache.Key key(int x, Audience audience, Scope scope, long network) {
        return new TileCache.Key(TileLayer.cars, new Tile(10, x, 5), audience, scope, network);
    }
}
