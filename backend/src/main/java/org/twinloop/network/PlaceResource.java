package org.twinloop.network;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.Scope;
import org.twinloop.common.geo.Datum;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.snap.Snap;

/** Places and stops, the same for everybody who has signed in. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class PlaceResource {

    private final Places places;
    private final Stops stops;
    private final NetworkSnapshots snapshots;
    private final NetworkRepository repository;
    private final Database database;

    PlaceResource(
            Places places, Stops stops, NetworkSnapshots snapshots, NetworkRepository repository, Database database) {
        this.places = places;
        this.stops = stops;
        this.snapshots = snapshots;
        this.repository = repository;
        this.database = database;
    }

    /** How a place meets the roads in a mode: at a point of a road, or why not. */
    record AccessView(Mode mode, Double lon, Double lat, Integer edge, Double distanceM, Snap.Reason reason) {
        static AccessView of(Snap snap) {
            if (snap instanceof Snap.AccessLeg leg) {
                return new AccessView(
                        leg.mode(), leg.road().lon(), leg.road().lat(), leg.edge(), metres(leg.distanceM()), null);
            }
            Snap.Unreached not = (Snap.Unreached) snap;
            Double nearestM = Double.isFinite(not.nearestM()) ? metres(not.nearestM()) : null;
            return new AccessView(not.mode(), null, null, null, nearestM, not.reason());
        }

        private static double metres(double exact) {
            return Math.round(exact * 10) / 10.0;
        }
    }

    record PlaceView(
            String id,
            String nameZh,
            String nameEn,
            String district,
            String category,
            LoopId loop,
            boolean hub,
            double lon,
            double lat,
            String confidence,
            int uncertaintyM,
            List<AccessView> access) {
        static PlaceView of(Place p, List<Snap> access) {
            return new PlaceView(
                    p.id(),
                    p.nameZh(),
                    p.nameEn(),
                    p.district(),
                    p.category(),
                    p.loop(),
                    p.hub(),
                    p.position().lon(),
                    p.position().lat(),
                    p.confidence(),
                    p.uncertaintyM(),
                    access == null ? null : access.stream().map(AccessView::of).toList());
        }
    }

    record StopView(
            UUID id,
            String code,
            String placeId,
            String nameZh,
            String nameEn,
            double lon,
            double lat,
            List<LoopId> loops,
            int radiusM,
            boolean hub,
            List<AccessView> access) {
        static StopView of(Stop s, List<Snap> access) {
            return new StopView(
                    s.id(),
                    s.code(),
                    s.placeId(),
                    s.nameZh(),
                    s.nameEn(),
                    s.position().lon(),
                    s.position().lat(),
                    s.loops().stream().sorted().toList(),
                    s.radiusM(),
                    s.hub(),
                    access.stream().map(AccessView::of).toList());
        }
    }

    @GET
    @Path("/places")
    public Uni<Page<PlaceView>> search(
            @QueryParam("q") @DefaultValue("") @Size(max = 60) String q,
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.LIMIT_MAX) int limit,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        return database.read(Scope.NONE, () -> places.search(q, limit))
                .map(found -> new Page<>(
                        found.stream().map(place -> PlaceView.of(place, null)).toList(), null));
    }

    @GET
    @Path("/places/{id}")
    public PlaceView get(
            @PathParam("id") @Pattern(regexp = "[A-Z0-9-]{2,20}") String id,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        Place place = places.get(id);
        return PlaceView.of(place, snapshots.current().access().of(place));
    }

    @GET
    @Path("/stops")
    public Uni<Page<StopView>> stops(
            @QueryParam("loop") LoopId loop,
            @QueryParam("at") Instant at,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        AccessLegs access = snapshots.current().access();
        Uni<List<Stop>> open =
                at == null ? Uni.createFrom().item(stops.all()) : database.read(Scope.NONE, () -> repository.stops(at));
        return open.map(those -> new Page<>(
                those.stream()
                        .filter(stop -> loop == null || stop.loops().contains(loop))
                        .map(stop -> StopView.of(stop, access.of(stop)))
                        .toList(),
                null));
    }
}
