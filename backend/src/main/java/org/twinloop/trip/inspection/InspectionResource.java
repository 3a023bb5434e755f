package org.twinloop.trip.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.identity.CurrentUser;
import org.twinloop.trip.inspection.Damage.Side;
import org.twinloop.trip.inspection.Inspection.Mark;
import org.twinloop.trip.inspection.Inspection.Phase;

/** Inspections of the car of a trip. */
@Path("/api/v1/trips/{id}/inspections")
@Produces(MediaType.APPLICATION_JSON)
class InspectionResource {

    private final Inspections inspections;
    private final InspectionConfig config;
    private final CurrentUser user;

    InspectionResource(Inspections inspections, InspectionConfig config, CurrentUser user) {
        this.inspections = inspections;
        this.config = config;
        this.user = user;
    }

    record DamageMarkBody(
            @NotNull UUID id,
            @NotNull Side side,
            @NotNull Damage.Kind kind,
            @NotNull @Min(0) @Max(1000) Integer xPermille,
            @NotNull @Min(0) @Max(1000) Integer yPermille,
            @Size(min = 1, max = 200) String words,
            UUID photoId) {

        Mark mark() {
            return new Mark(id, side, kind, xPermille, yPermille, words, photoId);
        }
    }

    record InspectionBody(
            @NotNull Phase phase,
            @Size(min = 1, max = 500) String note,
            @NotNull @Size(max = 50) List<@NotNull UUID> photoIds,
            @NotNull @Size(max = 20) @Valid List<@NotNull DamageMarkBody> damages) {

        Inspection.Sent sent() {
            return new Inspection.Sent(
                    phase,
                    note,
                    photoIds,
                    damages.stream().map(DamageMarkBody::mark).toList());
        }
    }

    /** A photo without its bytes; those are at {@code GET /photos/{id}}. */
    record PhotoView(
            UUID id,
            Phase phase,
            Photo.Subject subject,
            String mediaType,
            int widthPx,
            int heightPx,
            long bytes,
            String sha256,
            Instant sentAt) {

        static PhotoView of(Photo photo) {
            return new PhotoView(
                    photo.id(),
                    photo.phase(),
                    photo.subject(),
                    photo.mediaType(),
                    photo.widthPx(),
                    photo.heightPx(),
                    photo.bytes(),
                    photo.sha256(),
                    photo.sentAt());
        }
    }

    /** A mark of damage; on a shared car it is shown to who takes it next, so nothing of a trip or person is in it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DamageView(
            UUID id,
            Side side,
            Damage.Kind kind,
            int xPermille,
            int yPermille,
            String words,
            Instant reportedAt,
            Instant repairedAt) {

        static DamageView of(Damage damage) {
            return new DamageView(
                    damage.id(),
                    damage.side(),
                    damage.kind(),
                    damage.xPermille(),
                    damage.yPermille(),
                    damage.words(),
                    damage.reportedAt(),
                    damage.repairedAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InspectionView(
            UUID id,
            UUID tripId,
            UUID vehicleId,
            Phase phase,
            String note,
            Instant inspectedAt,
            List<PhotoView> photos,
            List<DamageView> damages) {

        static InspectionView of(Inspection inspection) {
            return new InspectionView(
                    inspection.id(),
                    inspection.tripId(),
                    inspection.vehicleId(),
                    inspection.phase(),
                    inspection.note(),
                    inspection.inspectedAt(),
                    inspection.photos().stream().map(PhotoView::of).toList(),
                    inspection.damages().stream().map(DamageView::of).toList());
        }
    }

    /** What is asked for, what is known, what was sent. */
    record TripInspectionsView(
            List<Side> requiredBefore,
            List<Side> requiredAfter,
            int photosMax,
            long photoBytesMax,
            List<DamageView> known,
            List<InspectionView> items,
            List<PhotoView> unsent) {}

    @GET
    @RolesAllowed({"TRAVELLER", "FLEET_MANAGER", "SUPERVISOR"})
    public Uni<TripInspectionsView> list(@PathParam("id") UUID id) {
        return inspections.ofTrip(Viewer.of(user), id).map(this::view);
    }

    private TripInspectionsView view(Inspections.State state) {
        return new TripInspectionsView(
                List.copyOf(state.requiredBefore()),
                List.copyOf(state.requiredAfter()),
                config.photosMax(),
                config.photoBytesMax().asLongValue(),
                state.known().stream().map(DamageView::of).toList(),
                state.inspections().stream().map(InspectionView::of).toList(),
                state.unsent().stream().map(PhotoView::of).toList());
    }

    @PUT
    @Path("/{inspectionId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    @APIResponse(responseCode = "201")
    @APIResponse(responseCode = "200")
    public Uni<RestResponse<InspectionView>> put(
            @PathParam("id") UUID id,
            @PathParam("inspectionId") UUID inspectionId,
            @NotNull @Valid InspectionBody body) {
        return inspections
                .take(Viewer.of(user), id, inspectionId, body.sent())
                .map(taken -> RestResponse.ResponseBuilder.create(
                                taken.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                InspectionView.of(taken.inspection()))
                        .build());
    }
}
