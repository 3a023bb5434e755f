package org.twinloop.map;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.network.Stops;

/** Vector tiles. A browser keeps them for a while and then asks with the tag it has. */
@Path("/api/v1/tiles")
@PermitAll
@NonBlocking
class TileResource {

    private static final String TILE = "application/vnd.mapbox-vector-tile";
    private static final Set<Role> FLEET =
            Set.of(Role.FLEET_MANAGER, Role.VEHICLE_ADMINISTRATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final TileRepository repository;
    private final TileCache cache;
    private final Database database;
    private final CurrentUser user;
    private final Stops stops;
    private final TileConfig config;
    private final Clock clock;

    TileResource(
            TileRepository repository,
            TileCache cache,
            Database database,
            CurrentUser user,
            Stops stops,
            TileConfig config,
            Clock clock) {
        this.repository = repository;
        this.cache = cache;
        this.database = database;
        this.user = user;
        this.stops = stops;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Path("/{layer}/{z}/{x}/{y}")
    @Produces(TILE)
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "204")
    @APIResponse(responseCode = "304")
    public Uni<RestResponse<byte[]>> tile(
            @RestPath("layer") TileLayer layer,
            @RestPath("z") int z,
            @RestPath("x") int x,
            @RestPath("y") int y,
            @HeaderParam("If-None-Match") @Size(max = 40) String known) {
        Tile tile = new Tile(z, x, y);
        return user.signedIn().chain(signedIn -> {
            if (!signedIn && !layer.open()) {
                throw new ProblemException(CommonProblem.SIGN_IN_NEEDED, "layer " + layer + " needs sign-in");
            }
            Audience audience = signedIn ? audience() : Audience.CITIZEN;
            return read(layer, tile, audience).map(kept -> answer(layer, audience, kept, known));
        });
    }

    private Audience audience() {
        return FLEET.stream().anyMatch(user::has) ? Audience.FLEET : Audience.STAFF;
    }

    /** Only the desks read under rows of their own; what the others see is the same for all of them. */
    private Uni<TileCache.Kept> read(TileLayer layer, Tile tile, Audience audience) {
        Audience less = layer.live() ? Audience.CITIZEN : Audience.STAFF;
        boolean own = layer.live() && audience == Audience.FLEET;
        Audience seen = own || audience == Audience.CITIZEN ? audience : less;
        Scope scope = own ? user.scope() : Scope.NONE;
        TileCache.Key key = new TileCache.Key(layer, tile, seen, scope, layer.live() ? 0 : stops.version());
        return cache.find(key, life(layer))
                .map(kept -> Uni.createFrom().item(kept))
                .orElseGet(() -> database.read(scope, () -> repository.read(layer, tile, seen))
                        .map(content -> cache.keep(key, content)));
    }

    private Duration life(TileLayer layer) {
        return layer.live() ? config.liveLayersMaxAge() : config.fixedLayersMaxAge();
    }

    private RestResponse<byte[]> answer(TileLayer layer, Audience audience, TileCache.Kept kept, String known) {
        boolean empty = kept.content().length == 0;
        RestResponse.ResponseBuilder<byte[]> response = empty
                ? RestResponse.ResponseBuilder.<byte[]>noContent()
                : kept.tag().equals(known)
                        ? RestResponse.ResponseBuilder.<byte[]>notModified()
                        : RestResponse.ResponseBuilder.ok(kept.content(), TILE);
        if (!empty) {
            response.header("ETag", kept.tag());
        }
        String whose = audience == Audience.CITIZEN ? "public" : "private";
        return response.header(
                        "Cache-Control", whose + ", max-age=" + life(layer).toSeconds())
                .header("Vary", "Authorization, Cookie")
                .header("Age", kept.ageS(clock.instant()))
                .build();
    }
}
