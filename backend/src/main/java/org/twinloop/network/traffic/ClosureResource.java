package org.twinloop.network.traffic;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Structure;

/** Roads and areas closed for a time. They hold for the whole city, so only its own fleet manager sets them. */
@Path("/api/v1/closures")
@Produces(MediaType.APPLICATION_JSON)
class ClosureResource {

    private static final UUID BEGIN = new UUID(0, 0);

    /** Nine places of a degree, 0.1 mm, are kept. */
    private static final double PLACES = 1e9;

    private final Closures closures;
    private final CurrentUser user;

    ClosureResource(Closures closures, CurrentUser user) {
        this.closures = closures;
        this.user = user;
    }

    /** Which closures one wants to see. */
    enum Show {
        /** Those that are not over and were not taken back. */
        STANDING,
        ALL
    }

    record ClosedRoadView(
            @NotNull @Min(0) @Max(Integer.MAX_VALUE) Integer edge,

            @NotNull Closure.Direction direction) {}

    record CornerView(
            @NotNull @Min(-180) @Max(180) Double lon,

            @NotNull @Min(-90) @Max(90) Double lat) {

        /** As precisely as it is kept, so that the same area again is the same. */
        GeoPoint in(Datum datum) {
            GeoPoint exact = datum.toWgs84(lon, lat);
            return new GeoPoint(Math.rint(exact.lon() * PLACES) / PLACES, Math.rint(exact.lat() * PLACES) / PLACES);
        }
    }

    record ClosureBody(
            @Min(0) @Max(Integer.MAX_VALUE - 1) Integer version,
            @NotNull Closure.Kind kind,
            @NotNull @Size(min = 1, max = 80) String nameZh,
            @NotNull @Size(min = 1, max = 80) String nameEn,
            @NotNull Instant from,
            Instant to,
            @Size(max = 3) List<@NotNull Mode> modes,
            @Size(max = 500) List<@NotNull @Valid ClosedRoadView> roads,
            @Size(max = 4) List<@NotNull Structure> structures,
            @Size(max = 200) List<@NotNull @Valid CornerView> area) {

        Closure closure(UUID id, Datum datum) {
            return new Closure(
                    id,
                    version == null ? 0 : version,
                    kind,
                    nameZh,
                    nameEn,
                    from,
                    to,
                    Set.copyOf(modes == null && kind != Closure.Kind.NO_RETURN ? List.of(Mode.CAR) : some(modes)),
                    some(roads).stream()
                            .map(road -> new Closure.ClosedRoad(road.edge(), road.direction()))
                            .distinct()
                            .toList(),
                    Set.copyOf(
                            structures == null && kind == Closure.Kind.AREA
                                    ? List.of(Structure.GROUND)
                                    : some(structures)),
                    some(area).stream().map(corner -> corner.in(datum)).toList());
        }

        private static <T> List<T> some(List<T> given) {
            return given == null ? List.of() : given;
        }
    }

    record ClosureView(
            UUID id,
            int version,
            Closure.Kind kind,
            String nameZh,
            String nameEn,
            Instant from,
            Instant to,
            List<Mode> modes,
            List<ClosedRoadView> roads,
            List<Structure> structures,
            List<CornerView> area,
            Integer closedEdges,
            boolean withdrawn) {

        /** @param closedEdges null where it was not counted */
        static ClosureView of(Closure closure, Integer closedEdges, boolean withdrawn) {
            return new ClosureView(
                    closure.id(),
                    closure.version(),
                    closure.kind(),
                    closure.nameZh(),
                    closure.nameEn(),
                    closure.from(),
                    closure.to(),
                    closure.modes().stream().sorted(Comparator.naturalOrder()).toList(),
                    closure.roads().stream()
                            .map(road -> new ClosedRoadView(road.edge(), road.direction()))
                            .toList(),
                    closure.structures().stream()
                            .sorted(Comparator.naturalOrder())
                            .toList(),
                    closure.area().stream()
                            .map(corner -> new CornerView(corner.lon(), corner.lat()))
                            .toList(),
                    closedEdges,
                    withdrawn);
        }
    }

    @GET
    @RolesAllowed({"VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "SUPERVISOR", "AUDITOR", "ADMINISTRATOR"})
    public Uni<Page<ClosureView>> list(
            @QueryParam("show") @DefaultValue("STANDING") Show show,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        UUID after = Page.cursor(cursor, BEGIN, UUID::fromString);
        return closures.list(after, limit + 1, show == Show.ALL)
                .map(read -> Page.of(
                        read.stream()
                                .map(kept -> ClosureView.of(kept.closure(), null, kept.withdrawn()))
                                .toList(),
                        limit,
                        last -> last.id().toString()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("FLEET_MANAGER")
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "201")
    public Uni<RestResponse<ClosureView>> put(
            @PathParam("id") UUID id,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum,
            @NotNull @Valid ClosureBody body) {
        requireCity();
        return closures.put(body.closure(id, datum), user.personId())
                .map(put -> RestResponse.status(
                        put.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        ClosureView.of(put.closure(), put.closedEdges(), false)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("FLEET_MANAGER")
    public Uni<Void> withdraw(@PathParam("id") UUID id) {
        requireCity();
        return closures.withdraw(id, user.personId());
    }

    private void requireCity() {
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "only the fleet manager of the city sets and takes back closures");
        }
    }
}
