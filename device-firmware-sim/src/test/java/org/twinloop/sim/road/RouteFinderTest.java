package org.twinloop.sim.road;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.road.RoadNetwork.Junction;
import org.twinloop.sim.road.RoadNetwork.Road;
import org.twinloop.sim.time.Dice;

class RouteFinderTest {
    private static final RoadNetwork NETWORK = RoadNetwork.sampleCity();
    private static final RouteFinder FINDER = new RouteFinder(NETWORK);

    @Test
    void the_network_has_all_junctions_and_both_directions_of_two_way_roads() {
        assertEquals(312, NETWORK.junctions().size());
        int roads = NETWORK.junctions().stream()
                .mapToInt(j -> NETWORK.leaving(j).size())
                .sum();
        assertEquals(2 * 545 - 5, roads);
    }

    @Test
    void every_place_reaches_every_other_without_gaps() {
        List<Place> places = Place.all();
        for (int i = 0; i < places.size(); i++) {
            GeoPoint from = places.get(i).at();
            GeoPoint to = places.get((i * 7 + 3) % places.size()).at();
            Route route = FINDER.fastest(from, to);
            assertEquals(from, route.from());
            assertEquals(to, route.to());
            for (int s = 1; s < route.stretches().size(); s++) {
                assertEquals(
                        route.stretches().get(s - 1).to(),
                        route.stretches().get(s).from());
            }
        }
    }

    /** Seconds between junctions by relaxing all roads until nothing changes. */
    private static double[] bellmanFord(Junction from) {
        List<Road> roads = new ArrayList<>();
        NETWORK.junctions().forEach(j -> roads.addAll(NETWORK.leaving(j)));
        double[] seconds = new double[NETWORK.junctions().size()];
        Arrays.fill(seconds, Double.POSITIVE_INFINITY);
        seconds[from.index()] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Road road : roads) {
                double over = seconds[road.from().index()] + road.lengthM() / road.limitMs();
                if (over < seconds[road.to().index()]) {
                    seconds[road.to().index()] = over;
                    changed = true;
                }
            }
        }
        return seconds;
    }

    @Test
    void no_way_between_junctions_is_faster_than_the_one_found() {
        long seed = 20_261_123;
        Dice dice = Dice.of(seed, "pairs");
        for (int i = 0; i < 40; i++) {
            Junction from = dice.pick(NETWORK.junctions());
            Junction to = dice.pick(NETWORK.junctions());
            if (from.at().distanceM(to.at()) < 3_000) {
                continue;
            }
            double best = bellmanFord(from)[to.index()];
            double found = FINDER.fastest(from.at(), to.at()).freeFlowS();
            assertEquals(best, found, 1.0, "seed " + seed + ", " + from.id() + " to " + to.id());
        }
    }

    @Test
    void known_trips_have_the_lengths_of_the_city() {
        GeoPoint cityHall = new GeoPoint(121.4691, 31.2321);
        Place pudong = Place.all().stream()
                .filter(p -> p.nameEn().equals("PVG Terminal 1"))
                .findFirst()
                .orElseThrow();

        double km = FINDER.fastest(cityHall, pudong.at()).lengthM() / 1000;

        assertTrue(km > 38 && km < 52, "city hall to Pudong T1: " + km + " km");
    }
}
