package org.twinloop.map;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.Scope;

/** Vector tiles for citizens: public stops, free cars and free piles of the outer loop. */
@Path("/api/v1/public-tiles")
@PermitAll
@NonBlocking
class PublicTileResource {

    private final Tiles tiles;

    PublicTileResource(Tiles tiles) {
        this.tiles = tiles;
    }

    /** What citizens may see. The constants are spelled as in the URL. */
    enum PublicLayer {
        stops(TileLayer.stops),
        piles(TileLayer.piles),
        cars(TileLayer.cars);

        private final TileLayer layer;

        PublicLayer(TileLayer layer) {
            this.layer = layer;
        }
    }

    @GET
    @Path("/{layer}/{z}/{x}/{y}")
    @Produces(Tiles.TYPE)
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "204")
    @APIResponse(responseCode = "304")
    public Uni<RestResponse<byte[]>> tile(
            @RestPath("layer") PublicLayer layer,
            @RestPath("z") int z,
            @RestPath("x") int x,
            @RestPath("y") int y,
            @QueryParam("datum") @DefaultValue("wgs84") TileDatum datum,
            @HeaderParam("If-None-Match") @Size(max = Tiles.KNOWN_MAX) String known) {
        return tiles.answer(layer.layer, new Tile(z, x, y), Audience.CITIZEN, Scope.NONE, known);
    }
}
