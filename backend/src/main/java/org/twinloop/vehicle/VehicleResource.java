package org.twinloop.vehicle;

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
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.Scope;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.network.LoopId;
import org.twinloop.vehicle.FleetRepository.Listed;

/** The fleet list, the labels of its cars, and the bays they stand in. */
@Path("/api/v1")
@RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR"})
class VehicleResource {

    private final Database database;
    private final Fleet fleet;
    private final FleetRepository cars;
    private final VehicleNames names;
    private final VehicleConfig config;
    private final Clock clock;
    private final CurrentUser user;

    VehicleResource(
            Database database,
            Fleet fleet,
            FleetRepository cars,
            VehicleNames names,
            VehicleConfig config,
            Clock clock,
            CurrentUser user) {
        this.database = database;
        this.fleet = fleet;
        this.cars = cars;
        this.names = names;
        this.config = config;
        this.clock = clock;
        this.user = user;
    }

    record VehicleView(
            UUID id,
            String assetNo,
            String vin,
            String plate,
            String model,
            int seats,
            Calendar calendar,
            LoopId loop,
            VehicleStatus state,
            String operatorCode,
            String unitCode,
            String stopCode,
            Double lon,
            Double lat,
            Double socPercent,
            Integer ageS,
            String modelEn) {

        static VehicleView of(Listed listed, VehicleNames.Known names, Instant now) {
            Vehicle car = listed.vehicle();
            VehicleState state = listed.state();
            boolean placed = state != null && state.position() != null;
            return new VehicleView(
                    car.id(),
                    car.assetNo().value(),
                    car.vin(),
                    car.plate(),
                    car.modelNameZh(),
                    car.seats(),
                    car.calendar(),
                    car.loop(),
                    state == null ? VehicleStatus.UNKNOWN : state.status(),
                    names.operator(car.operatorId()),
                    names.unit(car.unitId()),
                    names.stop(listed.stopId()),
                    placed ? state.position().lon() : null,
                    placed ? state.position().lat() : null,
                    state == null ? null : state.socPercent(),
                    state == null ? null : (int) Math.min(Integer.MAX_VALUE, state.ageSeconds(now)),
                    car.modelNameEn());
        }
    }

    record BayView(UUID id, UUID stopId, String code, double lon, double lat, UUID connectorId) {

        static BayView of(Bay bay) {
            return new BayView(
                    bay.id(),
                    bay.stopId(),
                    bay.code(),
                    bay.position().lon(),
                    bay.position().lat(),
                    bay.connectorId());
        }
    }

    @GET
    @Path("/vehicles")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Page<VehicleView>> list(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        Instant now = clock.instant();
        String after = cursor == null ? "" : cursor;
        return database.read(
                        user.scope(),
                        () -> cars.page(after, limit + 1, now, config.stateAgeMax(), config.bayRadiusM())
                                .chain(page -> names.known()
                                        .map(known -> page.stream()
                                                .map(car -> VehicleView.of(car, known, now))
                                                .toList())))
                .map(views -> Page.of(views, limit, VehicleView::assetNo));
    }

    @GET
    @Path("/bays")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({"TRAVELLER", "PARTNER"})
    public Uni<Page<BayView>> bays(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        String after = cursor == null ? "" : cursor;
        return database.read(Scope.NONE, () -> cars.bayPage(after, limit + 1))
                .map(page -> page.stream().map(BayView::of).toList())
                .map(views -> Page.of(views, limit, bay -> bay.id().toString()));
    }

    @GET
    @Path("/vehicles/{id}/qr")
    @Produces("image/svg+xml")
    public Uni<String> label(@PathParam("id") UUID id) {
        return database.read(user.scope(), () -> fleet.get(id)).map(car -> AssetLabel.svg(car.assetNo(), car.plate()));
    }
}
