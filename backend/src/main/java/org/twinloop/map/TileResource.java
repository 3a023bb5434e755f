package org.twinloop.map;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.HexFormat;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.CurrentUser;

/** Vector tiles. A browser keeps them for a while and then asks with the tag it has. */
@Path("/api/v1/tiles")
@Authenticated
@NonBlocking
class TileResource {

    private static final String TILE = "application/vnd.mapbox-vector-tile";

    private final TileRepository repository;
    private final Database database;
    private final CurrentUser user;
    private final TileConfig config;

    TileResource(TileRepository repository, Database database, CurrentUser user, TileConfig config) {
        this.repository = repository;
        this.database = database;
        this.user = user;
        this.config = config;
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
        if (layer.readers().stream().noneMatch(user::has)) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "layer " + layer + " is for " + layer.readers());
        }
        return database.read(user.scope(), () -> repository.read(layer, tile))
                .map(bytes -> answer(layer, bytes, known));
    }

    private RestResponse<byte[]> answer(TileLayer layer, byte[] bytes, String known) {
        var age = layer.live() ? config.liveLayersMaxAge() : config.fixedLayersMaxAge();
        String caching = "private, max-age=" + age.toSeconds();
        if (bytes.length == 0) {
            return RestResponse.ResponseBuilder.<byte[]>noContent()
                    .header("Cache-Control", caching)
                    .build();
        }
        String tag = tag(bytes);
        boolean unchanged = tag.equals(known);
        RestResponse.ResponseBuilder<byte[]> response = unchanged
                ? RestResponse.ResponseBuilder.<byte[]>notModified()
                : RestResponse.ResponseBuilder.ok(bytes, TILE);
        return response.header("ETag", tag).header("Cache-Control", caching).build();
    }

    /** FNV-1a of 64 bits: tells two versions of one tile apart, proves nothing. */
    private static String tag(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return '"' + HexFormat.of().toHexDigits(hash) + '"';
    }
}
