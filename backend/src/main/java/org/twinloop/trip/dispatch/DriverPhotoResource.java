package org.twinloop.trip.dispatch;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Where drivers send photos of receipts; the signed link is the authorisation, and the bytes say what they are. */
@Path("/api/v1/driver/photos/{photoId}")
@Produces(MediaType.APPLICATION_JSON)
class DriverPhotoResource {

    private final ReceiptPhotos photos;

    DriverPhotoResource(ReceiptPhotos photos) {
        this.photos = photos;
    }

    record ReceiptPhotoView(
            UUID id, UUID stepId, String mediaType, int widthPx, int heightPx, long bytes, Instant sentAt) {

        static ReceiptPhotoView of(ReceiptPhoto photo) {
            return new ReceiptPhotoView(
                    photo.id(),
                    photo.stepId(),
                    photo.mediaType(),
                    photo.widthPx(),
                    photo.heightPx(),
                    photo.bytes(),
                    photo.sentAt());
        }
    }

    @PUT
    @Blocking
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @PermitAll
    @APIResponse(responseCode = "201")
    @APIResponse(responseCode = "200")
    public Uni<RestResponse<ReceiptPhotoView>> put(
            @HeaderParam("X-Driver-Link") @Size(max = 200) String link,
            @PathParam("photoId") UUID photoId,
            @QueryParam("step") @NotNull UUID step,
            InputStream body) {
        return photos.take(new ReceiptPhotos.Label(link, step, photoId), body)
                .map(taken -> RestResponse.ResponseBuilder.create(
                                taken.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                ReceiptPhotoView.of(taken.photo()))
                        .header("Cache-Control", "no-store")
                        .build());
    }
}
