package org.twinloop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.draft.Sketch;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.Pace;
import org.twinloop.network.search.Metric;
import org.twinloop.network.snap.Snap;
import org.twinloop.network.snap.Snapper;
import org.twinloop.network.store.CityRoads;
import org.twinloop.network.store.RoadsRepository;

/** Ways to a stop behind the wall of a compound, drawn: they lead by the leg that is told of the stop. */
class CompoundGoldenTest {

    /** The stop lies by the drive GX within the walls; the streets around them are farther off. */
    private static final Sketch SKETCH = Sketch.of("""
            A----S----G---------B
            |         |         |
            |         |         |
            |         |         |
            |         X P       |
            |                   |
            D-------------------E
            way AGB highway=residential
            way ADEB highway=residential
            way GX highway=service access=private
            """);

    private static final GeoPoint STOP = SKETCH.at('P');
    private static final GeoPoint START = SKETCH.at('S');
    private static final Pace PACE = new Pace(5, 14, 20_000, 600_000);

    private final NetworkConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(NetworkConfig.class)
            .build()
            .getConfigMapping(NetworkConfig.class);
    private final CityRoads city = CityRoads.of(new RoadsRepository.Laid(SKETCH.table(), List.of(), Map.of()), PACE, 1);
    private final ModeRoads cars = city.in(Mode.CAR);

    @Test
    void a_way_to_a_stop_of_the_inner_loop_ends_where_its_leg_is_told_to_begin() {
        Stop inner = stop(Set.of(LoopId.INNER));
        NetworkSnapshots.Snapshot town = town(List.of(), List.of(inner));

        Snap.AccessLeg told = (Snap.AccessLeg) town.access().of(inner).get(Mode.CAR.ordinal());

        assertEquals("G-X", SKETCH.names(List.of(told.edge())));
        assertEquals("A-G G-X", way(town, cars, STOP));
        assertEquals("A-G G-X", way(town, cars, new GeoPoint(STOP.lon() + 4e-6, STOP.lat())), "a map is 0.4 m off");
    }

    @Test
    void a_way_to_a_place_of_the_inner_loop_enters_too_and_so_does_one_to_a_hub() {
        assertEquals("A-G G-X", way(town(List.of(place(LoopId.INNER, false)), List.of()), cars, STOP));
        assertEquals("A-G G-X", way(town(List.of(place(LoopId.OUTER, true)), List.of()), cars, STOP));
    }

    @Test
    void a_way_to_anything_else_there_stays_outside_the_wall() {
        Stop outer = stop(Set.of(LoopId.OUTER));
        assertEquals("A-G A-B", way(town(List.of(), List.of(outer)), cars, STOP));
        assertEquals("A-G A-B", way(town(List.of(), List.of()), cars, STOP), "just a point");
    }

    @Test
    void while_the_drive_is_closed_the_way_ends_at_the_nearest_open_road() {
        NetworkSnapshots.Snapshot town = town(List.of(), List.of(stop(Set.of(LoopId.INNER))));
        int drive = ((Snap.AccessLeg) town.access().of(town.stops().get(0)).get(0)).edge();
        ModeRoads closing = cars.under(
                (edge, forward, lengthM, kmh) -> edge == drive ? Metric.CLOSED : (int) Math.round(lengthM * 3600 / kmh),
                2);

        assertEquals("A-G A-B", way(town, closing, STOP));
    }

    @Test
    void who_may_not_enter_is_not_led_in_where_there_is_no_other_road() {
        Sketch yard = Sketch.of("""
                X-----Y
                |  P  |
                Z-----W
                way XYWZ highway=service access=private
                way ZX highway=service access=private
                """);
        CityRoads only = CityRoads.of(new RoadsRepository.Laid(yard.table(), List.of(), Map.of()), PACE, 1);
        Stop outer = stop(Set.of(LoopId.OUTER), yard.at('P'));
        Stop inner = stop(Set.of(LoopId.INNER), yard.at('P'));

        assertTrue(drive(town(only, List.of(), List.of(outer)), only.in(Mode.CAR), yard.at('X'), yard.at('P'))
                .isEmpty());
        assertTrue(drive(town(only, List.of(), List.of(inner)), only.in(Mode.CAR), yard.at('X'), yard.at('P'))
                .isPresent());
    }

    private String way(NetworkSnapshots.Snapshot town, ModeRoads roads, GeoPoint to) {
        return SKETCH.names(drive(town, roads, START, to).orElseThrow().edgeIds());
    }

    private Optional<Route> drive(NetworkSnapshots.Snapshot town, ModeRoads roads, GeoPoint from, GeoPoint to) {
        return new RouteFinder.Drives(town, roads, config).drive(from, to);
    }

    private NetworkSnapshots.Snapshot town(List<Place> places, List<Stop> stops) {
        return town(city, places, stops);
    }

    private static NetworkSnapshots.Snapshot town(CityRoads roads, List<Place> places, List<Stop> stops) {
        AccessLegs access = new AccessLegs(new Snapper(roads.table().lines(), 1000), places, stops);
        return new NetworkSnapshots.Snapshot(1, 1, places, stops, roads, access);
    }

    private static Stop stop(Set<LoopId> loops) {
        return stop(loops, STOP);
    }

    private static Stop stop(Set<LoopId> loops, GeoPoint at) {
        return new Stop(new UUID(0, 1), "K01", "PL-1", "院内站", "In the yard", at, loops, 50, loops.size() > 1);
    }

    private static Place place(LoopId loop, boolean hub) {
        return new Place("PL-1", "大院", "Yard", "黄浦", "GOV", loop, hub, STOP, "high", 10);
    }
}
