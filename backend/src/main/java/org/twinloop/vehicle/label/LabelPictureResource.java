package org.twinloop.vehicle.label;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.identity.CurrentUser;
import org.twinloop.vehicle.Fleet;

/** One label as a picture. */
@Path("/api/v1/vehicles/{id}/label")
class LabelPictureResource {

    private final Database database;
    private final Fleet fleet;
    private final CurrentUser user;

    LabelPictureResource(Database database, Fleet fleet, CurrentUser user) {
        this.database = database;
        this.fleet = fleet;
        this.user = user;
    }

    @GET
    @Produces("image/png")
    @RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR"})
    public Uni<byte[]> picture(@PathParam("id") UUID id) {
        return database.read(user.scope(), () -> fleet.get(id)).map(LabelSheet::png);
    }
}
