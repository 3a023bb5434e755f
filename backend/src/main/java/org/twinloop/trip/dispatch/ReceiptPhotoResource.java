package org.twinloop.trip.dispatch;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.trip.inspection.picture.ShownPicture;

/** Photos of receipts for those who may see them; nothing on the way may keep one. */
@Path("/api/v1/receipt-photos/{id}")
class ReceiptPhotoResource {

    private static final List<Role> DESKS = List.of(Role.FINANCE, Role.FLEET_MANAGER, Role.SUPERVISOR, Role.AUDITOR);

    private final ReceiptPhotos photos;
    private final CurrentUser user;

    ReceiptPhotoResource(ReceiptPhotos photos, CurrentUser user) {
        this.photos = photos;
        this.user = user;
    }

    @GET
    @RolesAllowed({"TRAVELLER", "FINANCE", "FLEET_MANAGER", "SUPERVISOR", "AUDITOR"})
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "image/jpeg"),
                @Content(mediaType = "image/png"),
                @Content(mediaType = "image/webp")
            })
    public Uni<Response> photo(@PathParam("id") UUID id) {
        return photos.show(viewer(), id)
                .map(shown -> Response.ok(
                                new ShownPicture(shown.content()), shown.photo().mediaType())
                        .header("ETag", '"' + shown.photo().sha256() + '"')
                        .header("Cache-Control", "private, no-store")
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Security-Policy", "default-src 'none'; sandbox")
                        .header("Content-Disposition", "inline")
                        .build());
    }

    private ReceiptPhotos.Viewer viewer() {
        return new ReceiptPhotos.Viewer(
                user.personId(),
                Stream.of(Role.values()).filter(user::has).map(Role::name).toList(),
                user.scope(),
                DESKS.stream().anyMatch(user::has));
    }
}
