package org.twinloop.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.traffic.NoReturn;
import org.twinloop.network.traffic.TravelTimes;

/** The stops of the current snapshot. */
@ApplicationScoped
public class Stops {

    private final NetworkSnapshots snapshots;
    private final TravelTimes times;

    Stops(NetworkSnapshots snapshots, TravelTimes times) {
        this.snapshots = snapshots;
        this.times = times;
    }

    /** Whether cars may not be returned at a stop then, whatever their loop, and why. */
    public Optional<NoReturn> noReturn(Stop stop, Instant at) {
        return times.noReturn(stop.position(), at);
    }

    /** All times at which cars may not be returned at a stop, whatever their loop; in any order. */
    public List<NoReturn.Time> noReturnTimes(Stop stop) {
        return times.noReturnTimes(stop.position());
    }

    /** Which picture of the network the stops are of; 0 before there is one. */
    public long version() {
        return snapshots.loaded().map(NetworkSnapshots.Snapshot::version).orElse(0L);
    }

    /** All stops, by code. */
    public List<Stop> all() {
        return snapshots.current().stops();
    }

    public Optional<Stop> find(UUID id) {
        return all().stream().filter(stop -> stop.id().equals(id)).findFirst();
    }

    /** Stops within a distance in metres, nearest first. */
    public List<Stop> near(GeoPoint point, double withinM) {
        return all().stream()
                .filter(stop -> stop.position().distanceM(point) <= withinM)
                .sorted(Comparator.comparingDouble(stop -> stop.position().distanceM(point)))
                .toList();
    }

    /** The stop in whose radius a point lies; the nearest where several do. */
    public Optional<Stop> at(GeoPoint point) {
        return all().stream()
                .filter(stop -> stop.covers(point))
                .min(Comparator.comparingDouble(stop -> stop.position().distanceM(point)));
    }
}
