package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.Database;
import org.twinloop.identity.CurrentUser;

/** Devices over HTTP: provisioning, blocking, and what was put into the quarantine. */
@Path("/api/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
class DeviceResource {

    private static final String ID = "[A-Za-z0-9_-]{1,64}";

    private final Database database;
    private final Devices devices;
    private final DeviceRepository repository;
    private final SessionKeeper sessions;
    private final CurrentUser user;

    DeviceResource(
            Database database,
            Devices devices,
            DeviceRepository repository,
            SessionKeeper sessions,
            CurrentUser user) {
        this.database = database;
        this.devices = devices;
        this.repository = repository;
        this.sessions = sessions;
        this.user = user;
    }

    /** Which devices get a new secret. */
    record ProvisionRequest(@NotNull DeviceKind kind, @Pattern(regexp = ID) String after, @Min(1) @Max(1000) Integer limit) {}

    /** A page of devices with their new secrets; shown once. */
    record ProvisionView(List<ProvisionedDevice> devices, String next) {}

    /** A device, its new secret and what it has to know of its car or of itself; absent facts are null. */
    record ProvisionedDevice(
            String deviceId,
            String secret,
            String vin,
            String plate,
            String model,
            Long batteryWh,
            double lon,
            double lat,
            Double socPercent,
            Long odoM,
            String loop,
            String calendar,
            String operator,
            Integer connectors,
            Long powerW,
            String stop,
            List<SubjectDirectory.Bay> bays) {

        static ProvisionedDevice of(Devices.Provisioned device) {
            SubjectDirectory.Terminal car = device.subject().terminal();
            SubjectDirectory.Pile pile = device.subject().pile();
            return car != null
                    ? new ProvisionedDevice(device.deviceId(), device.secret(), car.vin(), car.plate(), car.model(),
                            car.batteryWh(), car.lon(), car.lat(), car.socPercent(), car.odoM(), car.loop(),
                            car.calendar(), car.operator(), null, null, null, null)
                    : new ProvisionedDevice(device.deviceId(), device.secret(), null, null, null, null, pile.lon(),
                            pile.lat(), null, null, null, null, pile.operator(), pile.connectors(), pile.powerW(),
                            pile.stop(), pile.bays());
        }
    }

    /** Why a device is blocked. */
    record BlockRequest(@NotBlank @Size(max = 200) String reason) {}

    /** A message that could not be taken; the payload as received, in Base64. */
    record QuarantinedView(
            String id, String deviceId, String topic, String payloadBase64, String reason, Instant receivedAt) {}

    /** A page of the quarantine, newest first. */
    record QuarantinePage(List<QuarantinedView> items, String next) {}

    @POST
    @Path("/provision")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    Uni<RestResponse<ProvisionView>> provision(@Valid @NotNull ProvisionRequest request) {
        int limit = request.limit() == null ? 500 : request.limit();
        String after = request.after() == null ? "" : request.after();
        return database.act(user.scope(), () -> devices.provision(request.kind(), after, limit, user.personId()))
                .map(provisioned -> {
                    boolean more = provisioned.size() == limit;
                    String next = more ? provisioned.get(limit - 1).deviceId() : null;
                    List<ProvisionedDevice> views =
                            provisioned.stream().map(ProvisionedDevice::of).toList();
                    return RestResponse.ResponseBuilder.ok(new ProvisionView(views, next))
                            .header("Cache-Control", "no-store")
                            .build();
                });
    }

    @POST
    @Path("/{id}/block")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    Uni<Void> block(@PathParam("id") @Pattern(regexp = ID) String id, @Valid @NotNull BlockRequest request) {
        return database.act(user.scope(), () -> devices.block(id, request.reason(), user.personId()))
                .invoke(() -> sessions.closeBlocked(id));
    }

    @POST
    @Path("/{id}/unblock")
    @RolesAllowed("ADMINISTRATOR")
    Uni<Void> unblock(@PathParam("id") @Pattern(regexp = ID) String id) {
        return database.act(user.scope(), () -> devices.unblock(id, user.personId()));
    }

    @GET
    @Path("/quarantine")
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    Uni<QuarantinePage> quarantine(
            @QueryParam("cursor") @Pattern(regexp = "[0-9]{1,18}") String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        long below = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        return database.read(user.scope(), () -> repository.quarantined(below, limit)).map(found -> {
            List<QuarantinedView> items = found.stream().map(DeviceResource::view).toList();
            return new QuarantinePage(items, items.size() == limit ? items.get(limit - 1).id() : null);
        });
    }

    private static QuarantinedView view(DeviceRepository.Quarantined kept) {
        return new QuarantinedView(
                Long.toString(kept.id()),
                kept.deviceId(),
                kept.topic(),
                Base64.getEncoder().encodeToString(kept.payload()),
                kept.reason(),
                kept.receivedAt());
    }
}
