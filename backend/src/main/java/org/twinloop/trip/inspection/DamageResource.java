package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.twinloop.identity.CurrentUser;
import org.twinloop.trip.inspection.InspectionResource.DamageView;

/** The fleet desk says that a damage is gone. */
@Path("/api/v1/vehicle-damages/{id}/repair")
@Produces(MediaType.APPLICATION_JSON)
class DamageResource {

    private final Inspections inspections;
    private final CurrentUser user;

    DamageResource(Inspections inspections, CurrentUser user) {
        this.inspections = inspections;
        this.user = user;
    }

    record RepairBody(@NotNull @Size(min = 4, max = 500) String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("FLEET_MANAGER")
    public Uni<DamageView> repair(@PathParam("id") UUID id, @NotNull @Valid RepairBody body) {
        return inspections.repair(Viewer.of(user), id, body.reason()).map(DamageView::of);
    }
}
