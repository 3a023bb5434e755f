package org.twinloop.trip.inspection;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.identity.CurrentUser;
import org.twinloop.trip.inspection.Inspection.Phase;
import org.twinloop.trip.inspection.InspectionResource.PhotoView;

/** Where phones send photos, as they are read: the media type that is told counts for nothing. */
@Path("/api/v1/trips/{id}/photos/{photoId}")
@Produces(MediaType.APPLICATION_JSON)
class PhotoUploadResource {

    private final PhotoDesk desk;
    private final CurrentUser user;

    PhotoUploadResource(PhotoDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    @PUT
    @Blocking
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed("TRAVELLER")
    @APIResponse(responseCode = "201")
    @APIResponse(responseCode = "200")
    public Uni<RestResponse<PhotoView>> put(
            @PathParam("id") UUID id,
            @PathParam("photoId") UUID photoId,
            @QueryParam("phase") @NotNull Phase phase,
            @QueryParam("subject") @NotNull Photo.Subject subject,
            InputStream body) {
        return desk.take(Viewer.of(user), new Photo.Label(photoId, id, phase, subject), body)
                .map(taken -> RestResponse.ResponseBuilder.create(
                                taken.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                PhotoView.of(taken.photo()))
                        .build());
    }
}
