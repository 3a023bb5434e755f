package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.GeoPoint;

/** Lays roads and stops. Must be called inside an act; every instance reloads its snapshot afterwards. */
@ApplicationScoped
public class Roads {

    private final NetworkRepository repository;
    private final Clock clock;

    Roads(NetworkRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** A junction; {@code id} is dense and {@code ref} the name in its source. */
    public record NewNode(int id, String ref, String nameZh, String nameEn, String kind, GeoPoint position) {}

    /** A road between two junctions; length in metres along the road, speed in km/h as signed. */
    public record NewEdge(
            int id,
            String ref,
            int from,
            int to,
            String nameZh,
            String nameEn,
            String roadClass,
            String structure,
            int speedKmh,
            int lanes,
            boolean oneway,
            boolean toll,
            int lengthM) {}

    public Uni<Void> addRoads(List<NewNode> nodes, List<NewEdge> edges) {
        return repository.insertRoads(nodes, edges).chain(() -> repository.bumpVersion(clock.instant()));
    }

    /** Opens stops from an instant on. */
    public Uni<Void> addStops(List<Stop> stops, Instant from) {
        return repository.insertStops(stops, from).chain(() -> repository.bumpVersion(clock.instant()));
    }
}
