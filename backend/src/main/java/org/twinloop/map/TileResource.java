package org.twinloop.map;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;

/** Vector tiles for who has signed in. A browser keeps them for a while and then asks with the tag it has. */
@Path("/api/v1/tiles")
@Authenticated
@NonBlocking
class TileResource {

    private static final Set<Role> FLEET =
            Set.of(Role.FLEET_MANAGER, Role.VEHICLE_ADMINISTRATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final Tiles tiles;
    private final CurrentUser user;

    TileResource(Tiles tiles, CurrentUser user) {
        this.tiles = tiles;
        this.user = user;
    }

    @GET
    @Path("/{layer}/{z}/{x}/{y}")
    @Produces(Tiles.TYPE)
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "204")
    @APIResponse(responseCode = "304")
    public Uni<RestResponse<byte[]>> tile(
            @RestPath("layer") TileLayer layer,
            @RestPath("z") int z,
            @RestPath("x") int x,
            @RestPath("y") int y,
            @QueryParam("datum") @DefaultValue("wgs84") TileDatum datum,
            @HeaderParam("If-None-Match") @Size(max = Tiles.KNOWN_MAX) String known) {
        Audience audience = FLEET.stream().anyMatch(user::has) ? Audience.FLEET : Audience.STAFF;
        return tiles.answer(layer, new Tile(z, x, y), audience, user.scope(), known);
    }
}
