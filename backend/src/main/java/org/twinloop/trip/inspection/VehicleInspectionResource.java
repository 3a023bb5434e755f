package org.twinloop.trip.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;
import org.twinloop.trip.inspection.InspectionResource.DamageView;
import org.twinloop.trip.inspection.InspectionResource.InspectionView;

/** How a car was found and left, ride by ride. */
@Path("/api/v1/vehicles/{id}/inspections")
@Produces(MediaType.APPLICATION_JSON)
class VehicleInspectionResource {

    private final Inspections inspections;
    private final CurrentUser user;

    VehicleInspectionResource(Inspections inspections, CurrentUser user) {
        this.inspections = inspections;
        this.user = user;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VehicleInspectionPage(List<DamageView> standing, List<InspectionView> items, String next) {}

    @GET
    @RolesAllowed({"FLEET_MANAGER", "SUPERVISOR"})
    public Uni<VehicleInspectionPage> list(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return inspections.ofVehicle(Viewer.of(user), id, before, limit + 1).map(found -> {
            Page<InspectionView> page = Page.of(
                    found.inspections().stream().map(InspectionView::of).toList(),
                    limit,
                    last -> last.id().toString());
            return new VehicleInspectionPage(
                    found.standing().stream().map(DamageView::of).toList(), page.items(), page.next());
        });
    }
}
