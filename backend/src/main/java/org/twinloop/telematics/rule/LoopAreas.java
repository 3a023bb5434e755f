package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Scope;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.telematics.Car;

/** Which area each car belongs into, as it was at the last minute; a car added since is asked for once. */
@ApplicationScoped
class LoopAreas {

    private final Database database;
    private final OccurrenceRepository repository;
    private final Stops stops;
    private volatile PerCar<LoopArea> known = new PerCar<>();
    private volatile Hulls hulls = new Hulls(-1, Map.of());

    private record Hulls(long version, Map<String, LoopArea> ofLoop) {}

    LoopAreas(Database database, OccurrenceRepository repository, Stops stops) {
        this.database = database;
        this.repository = repository;
        this.stops = stops;
    }

    /** Null when nobody has asked yet; {@link LoopArea#NONE} for a car that is out of service or not ours. */
    LoopArea find(Car car) {
        return known.find(car.no());
    }

    Uni<LoopArea> load(Car car) {
        return database.apart(Scope.SYSTEM, () -> repository.loops(car.no())).map(loops -> {
            Map<String, LoopArea> ofLoop = hulls();
            return known.add(car.no(), area(ofLoop, loops.get(car.no())));
        });
    }

    /** Looks at the network and at all cars anew. */
    Uni<Void> refresh() {
        return database.apart(Scope.SYSTEM, () -> repository.loops(null))
                .invoke(loops -> {
                    Map<String, LoopArea> ofLoop = hulls();
                    PerCar<LoopArea> now = new PerCar<>();
                    loops.forEach((no, loop) -> now.add(no, area(ofLoop, loop)));
                    known = now;
                })
                .replaceWithVoid();
    }

    private static LoopArea area(Map<String, LoopArea> ofLoop, String loop) {
        return loop == null ? LoopArea.NONE : ofLoop.getOrDefault(loop, LoopArea.NONE);
    }

    private Map<String, LoopArea> hulls() {
        long version = stops.version();
        if (version == 0) {
            return Map.of(); // there is no network yet, and so nothing to leave
        }
        Hulls last = hulls;
        if (last.version() != version) {
            last = new Hulls(version, around(stops.all()));
            hulls = last;
        }
        return last.ofLoop();
    }

    private static Map<String, LoopArea> around(List<Stop> stops) {
        Map<String, List<GeoPoint>> places = new HashMap<>();
        for (Stop stop : stops) {
            for (LoopId loop : stop.loops()) {
                places.computeIfAbsent(loop.name(), name -> new ArrayList<>()).add(stop.position());
            }
        }
        Map<String, LoopArea> areas = new HashMap<>();
        places.forEach((loop, of) -> areas.put(loop, LoopArea.around(loop, of)));
        return areas;
    }
}
