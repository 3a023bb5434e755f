package org.twinloop.vehicle.label;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.Database;
import org.twinloop.identity.CurrentUser;
import org.twinloop.vehicle.Fleet;

/** Sheets of labels. */
@Path("/api/v1/vehicle-labels")
class LabelResource {

    private final Database database;
    private final Fleet fleet;
    private final CurrentUser user;

    LabelResource(Database database, Fleet fleet, CurrentUser user) {
        this.database = database;
        this.fleet = fleet;
        this.user = user;
    }

    record LabelSheetBody(@NotNull @Size(min = 1, max = 210) List<@NotNull UUID> vehicleIds) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("application/pdf")
    @RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR"})
    public Uni<RestResponse<byte[]>> sheet(@NotNull @Valid LabelSheetBody body) {
        return database.read(
                        user.scope(),
                        () -> Multi.createFrom()
                                .iterable(body.vehicleIds())
                                .onItem()
                                .transformToUniAndConcatenate(fleet::get)
                                .collect()
                                .asList())
                .map(cars -> RestResponse.ResponseBuilder.ok(LabelSheet.pdf(cars))
                        .header("Content-Disposition", "attachment; filename=\"labels.pdf\"")
                        .build());
    }
}
