package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.twinloop.identity.CurrentUser;
import org.twinloop.trip.inspection.picture.ShownPicture;

/** Photos for those who may see them; nothing on the way may keep one, and no browser may take it for anything else. */
@Path("/api/v1/photos/{id}")
class PhotoResource {

    private final PhotoDesk desk;
    private final CurrentUser user;

    PhotoResource(PhotoDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    @GET
    @RolesAllowed({"TRAVELLER", "FLEET_MANAGER", "SUPERVISOR"})
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "image/jpeg"),
                @Content(mediaType = "image/png"),
                @Content(mediaType = "image/webp")
            })
    public Uni<Response> photo(@PathParam("id") UUID id, @HeaderParam("If-None-Match") @Size(max = 100) String known) {
        return desk.show(Viewer.of(user), id).map(shown -> {
            String tag = '"' + shown.photo().sha256() + '"';
            Response.ResponseBuilder answer = tag.equals(known)
                    ? Response.notModified()
                    : Response.ok(
                            new ShownPicture(shown.content()), shown.photo().mediaType());
            return answer.header("ETag", tag)
                    .header("Cache-Control", "private, no-store")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", "default-src 'none'; sandbox")
                    .header("Content-Disposition", "inline")
                    .build();
        });
    }
}
