package org.twinloop.network.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.Pace;
import org.twinloop.network.road.RandomRoads;
import org.twinloop.network.search.Metric;
import org.twinloop.network.snap.Snapper;
import org.twinloop.network.store.CityRoads;
import org.twinloop.network.store.RoadsRepository;

/** Which travel times a departure is given at seven o'clock of a Monday in Shanghai; one half hour has a closure. */
class TravelTimesTest {

    private static final Instant SEVEN = Instant.parse("2026-11-22T23:00:00Z");
    private static final Instant HALF_PAST = SEVEN.plusSeconds(1800);
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final PlainTraffic config = new PlainTraffic();
    private final RandomRoads town = new RandomRoads(new Random(47), 10, 40);
    private final CityRoads city =
            CityRoads.of(new RoadsRepository.Laid(town.table, town.bans, Map.of()), new Pace(5, 14, 20_000, 90_000), 1);
    private final TravelTimes times = new TravelTimes(config, Clock.fixed(SEVEN, ZoneOffset.UTC));

    @BeforeEach
    void lay() {
        ClosureBook.Stretch closed = new ClosureBook.Stretch(
                town.table.id(city.in(Mode.CAR).graph().row(0)),
                Closure.Direction.BOTH,
                Set.of(Mode.CAR),
                HALF_PAST,
                HALF_PAST.plusSeconds(1800));
        times.lay(
                city,
                new Snapper(city.table().lines(), 1000),
                new ClosureBook(1, List.of(closed), List.of()),
                WeekProfile.of(LiveRoads.standard(config), List.of()));
    }

    @AfterEach
    void stop() {
        times.stop(null);
    }

    @Test
    void every_departure_beyond_the_horizon_has_the_traffic_and_closures_of_its_half_hour() {
        for (int ahead = 40; ahead <= 80; ahead++) {
            Instant at = SEVEN.plus(Duration.ofMinutes(ahead));
            boolean far = Duration.ofMinutes(ahead).compareTo(config.horizon()) > 0;

            ModeRoads roads = ready(at);

            String told = ahead + " minutes ahead";
            assertEquals(far ? WeekProfile.slotStart(at) : SEVEN, roads.stamp().asOf(), told);
            assertEquals(far && ahead < 60, roads.search().millis(0) >= Metric.CLOSED, told);
            assertEquals(roads.version(), times.roads(city, Mode.CAR, at).version(), told);
        }
    }

    @Test
    void who_was_made_ready_keeps_it_when_more_were_asked_for_than_are_kept_and_closures_change() {
        List<ModeRoads> all = IntStream.range(2, 4 + config.plannedMax())
                .mapToObj(slot -> ready(SEVEN.plusSeconds(1800L * slot)))
                .toList();
        times.change(ClosureBook.NONE, WeekProfile.of(LiveRoads.standard(config), List.of()));

        for (int i = 0; i < all.size(); i++) {
            assertEquals(SEVEN.plusSeconds(1800L * (i + 2)), all.get(i).stamp().asOf());
        }
        assertNotEquals(
                all.get(0).version(),
                times.roads(city, Mode.CAR, SEVEN.plusSeconds(3600)).version());
    }

    @Test
    void near_departures_make_no_half_hour() {
        assertEquals(SEVEN, times.prepare(city, SEVEN.plusSeconds(1800)).stamp().asOf());
        assertEquals(
                HALF_PAST,
                times.prepare(city, SEVEN.plus(config.horizon()).plusSeconds(1))
                        .stamp()
                        .asOf());
    }

    private ModeRoads ready(Instant at) {
        return times.ready(city, at).await().atMost(WAIT);
    }
}
