package org.twinloop.sim.parking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.twinloop.sim.road.GeoPoint;

/** Which car stands in which bay, and which is expected there. */
public final class Parking {
    /** A car found this close to a bay when the city wakes up stands in it: satellite fixes are metres off. */
    private static final double SETTLES_WITHIN_M = 40;

    private final List<Bay> bays;
    private final Map<Bay, String> standing = new HashMap<>();
    private final Map<String, Bay> stands = new HashMap<>();
    private final Map<String, Bay> heading = new HashMap<>();
    private final Set<Bay> expected = new HashSet<>();

    public Parking(List<Bay> bays) {
        this.bays = List.copyOf(bays);
    }

    public List<Bay> bays() {
        return bays;
    }

    private record Pair(String vin, Bay bay, double distanceM) {}

    /**
     * Where cars really stand that were seen at these points: each in a bay of its own, the surest first. A car far
     * from any free bay stays where it was seen.
     *
     * @param seen by VIN
     */
    public Map<String, GeoPoint> settle(Map<String, GeoPoint> seen) {
        List<Pair> pairs = new ArrayList<>();
        seen.forEach((vin, at) -> bays.stream()
                .map(bay -> new Pair(vin, bay, bay.at().distanceM(at)))
                .filter(pair -> pair.distanceM() <= SETTLES_WITHIN_M)
                .forEach(pairs::add));
        pairs.sort(Comparator.comparingDouble(Pair::distanceM)
                .thenComparing(Pair::vin)
                .thenComparing(pair -> pair.bay().name()));
        Map<String, GeoPoint> settled = new HashMap<>(seen);
        for (Pair pair : pairs) {
            if (!stands.containsKey(pair.vin()) && !standing.containsKey(pair.bay())) {
                stand(pair.vin(), pair.bay());
                settled.put(pair.vin(), pair.bay().at());
            }
        }
        return settled;
    }

    private void stand(String vin, Bay bay) {
        standing.put(bay, vin);
        stands.put(vin, bay);
    }

    /** A car has stopped here; it then stands in the bay that covers this point, if there is one and it is free. */
    public void arrive(String vin, GeoPoint at) {
        forget(vin);
        at(at).filter(bay -> !standing.containsKey(bay)).ifPresent(bay -> stand(vin, bay));
    }

    public void leave(String vin) {
        Bay left = stands.remove(vin);
        if (left != null) {
            standing.remove(left);
        }
    }

    /** Keeps the bay at this point for a car under way, when there is one and it is not kept for another. */
    public void expect(String vin, GeoPoint at) {
        forget(vin);
        at(at).filter(expected::add).ifPresent(bay -> heading.put(vin, bay));
    }

    /** The car is not coming after all. */
    public void forget(String vin) {
        Bay awaited = heading.remove(vin);
        if (awaited != null) {
            expected.remove(awaited);
        }
    }

    private Optional<Bay> at(GeoPoint point) {
        return bays.stream()
                .filter(bay -> bay.covers(point))
                .min(Comparator.comparingDouble(bay -> bay.at().distanceM(point)));
    }

    /** Whether another car stands in the bay at this point. */
    public boolean taken(GeoPoint point, String byOtherThan) {
        return at(point)
                .map(standing::get)
                .filter(vin -> !vin.equals(byOtherThan))
                .isPresent();
    }

    /** Nobody stands there and nobody is on the way to it. */
    public boolean free(Bay bay) {
        return !standing.containsKey(bay) && !expected.contains(bay);
    }

    public Optional<Bay> nearestFree(GeoPoint from, double withinM) {
        return bays.stream()
                .filter(this::free)
                .filter(bay -> bay.at().distanceM(from) <= withinM)
                .min(Comparator.comparingDouble(bay -> bay.at().distanceM(from)));
    }

    /** The bay a car stands in. */
    public Optional<Bay> of(String vin) {
        return Optional.ofNullable(stands.get(vin));
    }
}
