package org.twinloop.demo;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.CurrentUser;
import org.twinloop.vehicle.Fleet;

/**
 * Stands in for walking up to a car: in demo mode a visitor at a desk may read the label of a car by its plate. In
 * production there is no such thing, and the answer is 404.
 */
@Path("/api/v1/demo")
@Produces(MediaType.APPLICATION_JSON)
class DemoVehicleResource {

    private final Fleet fleet;
    private final Database database;
    private final CurrentUser user;
    private final boolean demo;

    DemoVehicleResource(
            Fleet fleet, Database database, CurrentUser user, @ConfigProperty(name = "twinloop.mode") String mode) {
        this.fleet = fleet;
        this.database = database;
        this.user = user;
        this.demo = mode.equals("demo");
    }

    record LabelView(String plate, String assetNo) {}

    @GET
    @Path("/vehicles/{plate}/asset-no")
    @RolesAllowed("TRAVELLER")
    public Uni<LabelView> label(@PathParam("plate") @Size(min = 5, max = 12) String plate) {
        if (!demo) {
            throw ProblemException.notFound("labels can be read from afar in demo mode only");
        }
        return database.read(user.scope(), () -> fleet.byPlate(plate))
                .map(found -> found.map(
                                car -> new LabelView(car.plate(), car.assetNo().value()))
                        .orElseThrow(() -> ProblemException.notFound("car with plate " + plate)));
    }
}
