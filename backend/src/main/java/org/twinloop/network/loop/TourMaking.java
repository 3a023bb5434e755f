package org.twinloop.network.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.network.LoopId;
import org.twinloop.network.layout.ShortestTour;
import org.twinloop.network.layout.Tour;

/** Makes the tour of a loop of its legs; plain. */
final class TourMaking {

    private final Map<UUID, Map<UUID, Integer>> seconds = new HashMap<>();

    TourMaking(List<StopLeg> legs) {
        legs.forEach(leg ->
                seconds.computeIfAbsent(leg.from(), from -> new HashMap<>()).put(leg.to(), leg.dayS()));
    }

    /**
     * A tour through all stops that reach each other; those that most others cannot reach are left out first.
     *
     * @param cut stops for which no legs were made, as there were too many
     */
    LoopTour tour(LoopId loop, List<UUID> all, List<UUID> cut) {
        List<UUID> stops = new ArrayList<>(all);
        List<UUID> unreached = new ArrayList<>(cut);
        while (true) {
            UUID worst = null;
            long most = 0;
            for (UUID stop : stops) {
                long missing = stops.stream()
                        .filter(other -> !other.equals(stop) && (leg(stop, other) == null || leg(other, stop) == null))
                        .count();
                if (missing > most) {
                    most = missing;
                    worst = stop;
                }
            }
            if (worst == null) {
                break;
            }
            stops.remove(worst);
            unreached.add(worst);
        }
        return stops.isEmpty()
                ? new LoopTour(loop, stops, unreached, 0, 0, true, List.of())
                : shortest(loop, stops, unreached);
    }

    private LoopTour shortest(LoopId loop, List<UUID> stops, List<UUID> unreached) {
        int[][] legs = new int[stops.size()][stops.size()];
        for (int i = 0; i < legs.length; i++) {
            for (int j = 0; j < legs.length; j++) {
                legs[i][j] = i == j ? 0 : leg(stops.get(i), stops.get(j));
            }
        }
        Tour tour = ShortestTour.of(legs);
        return new LoopTour(
                loop,
                Arrays.stream(tour.order()).mapToObj(stops::get).toList(),
                unreached,
                Math.toIntExact(tour.length()),
                Math.toIntExact(tour.lowerBound()),
                tour.exact(),
                List.of());
    }

    private Integer leg(UUID from, UUID to) {
        return seconds.getOrDefault(from, Map.of()).get(to);
    }
}
