package org.twinloop.device;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;

/** Devices over HTTP: provisioning, blocking, and what was put into the quarantine. */
@Path("/api/v1/devices")
@Produces(MediaType.APPLICATION_JSON)
class DeviceResource {

    private static final String ID = "^[TP][0-9]{5,6}$";
    private static final int PAYLOAD_SHOWN_BYTES_MAX = 1_024;
    /** Above every id. */
    private static final UUID LAST = new UUID(-1, -1);

    private final Database database;
    private final Devices devices;
    private final DeviceRepository repository;
    private final SessionKeeper sessions;
    private final CurrentUser user;

    DeviceResource(
            Database database, Devices devices, DeviceRepository repository, SessionKeeper sessions, CurrentUser user) {
        this.database = database;
        this.devices = devices;
        this.repository = repository;
        this.sessions = sessions;
        this.user = user;
    }

    /** Which devices get a new secret. */
    record ProvisionRequest(
            @NotNull DeviceKind kind,
            @Size(max = 7) @Pattern(regexp = ID) String after,
            @Min(1) @Max(500) Integer limit) {}

    /** A page of devices with their new secrets; shown once. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProvisionBatch(List<Credential> devices, String next) {}

    /** A device, its new secret and what it has to know of its car or of itself. */
    @Schema(oneOf = {TerminalCredential.class, PileCredential.class})
    sealed interface Credential permits TerminalCredential, PileCredential {

        static Credential of(Devices.Provisioned device) {
            String id = device.deviceId();
            String secret = device.secret();
            SubjectDirectory.Terminal car = device.subject().terminal();
            if (car == null) {
                SubjectDirectory.Pile pile = device.subject().pile();
                return new PileCredential(
                        id,
                        secret,
                        pile.connectors(),
                        pile.powerW(),
                        pile.lon(),
                        pile.lat(),
                        pile.stop(),
                        pile.operator(),
                        pile.bays());
            }
            return new TerminalCredential(
                    id,
                    secret,
                    car.vin(),
                    car.plate(),
                    car.model(),
                    car.modelCode(),
                    car.batteryWh(),
                    car.whPerKm(),
                    car.maxDcW(),
                    car.maxAcW(),
                    car.lon(),
                    car.lat(),
                    car.socPercent(),
                    car.odoM(),
                    car.loop(),
                    car.calendar(),
                    car.operator());
        }
    }

    /** A car terminal. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TerminalCredential(
            String deviceId,
            String secret,
            String vin,
            String plate,
            String model,
            String modelCode,
            int batteryWh,
            int whPerKm,
            int maxDcW,
            int maxAcW,
            double lon,
            double lat,
            double socPercent,
            long odoM,
            String loop,
            String calendar,
            String operator)
            implements Credential {}

    /** A charging pile. */
    record PileCredential(
            String deviceId,
            String secret,
            int connectors,
            int powerW,
            double lon,
            double lat,
            String stop,
            String operator,
            List<SubjectDirectory.Bay> bays)
            implements Credential {}

    /** Why a device is blocked. */
    record BlockRequest(@NotBlank @Size(max = 500) String reason) {}

    record DeviceView(String id, DeviceKind kind, boolean blocked) {}

    /** How a device stands: its connection, its secrets, and whether it is blocked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeviceEntry(
            String id,
            DeviceKind kind,
            UUID subjectId,
            boolean connected,
            Instant connectedAt,
            Instant endedAt,
            String endReason,
            int secrets,
            boolean blocked,
            String blockedReason) {

        static DeviceEntry of(DeviceRepository.Standing device) {
            return new DeviceEntry(
                    device.deviceId(),
                    device.kind(),
                    device.subjectId(),
                    device.connectedAt() != null && device.endedAt() == null,
                    device.connectedAt(),
                    device.endedAt(),
                    device.endReason(),
                    device.secrets(),
                    device.blockedReason() != null,
                    device.blockedReason());
        }
    }

    /** A message that could not be taken; the payload in Base64, cut to 1 KiB. */
    record QuarantineView(UUID id, String deviceId, String topic, Instant receivedAt, String reason, String payload) {

        static QuarantineView of(DeviceRepository.Quarantined kept) {
            byte[] head = Arrays.copyOf(kept.payload(), Math.min(kept.payload().length, PAYLOAD_SHOWN_BYTES_MAX));
            return new QuarantineView(
                    kept.id(),
                    kept.deviceId(),
                    kept.topic(),
                    kept.receivedAt(),
                    kept.reason(),
                    Base64.getEncoder().encodeToString(head));
        }
    }

    /** A page of the quarantine, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QuarantinePage(List<QuarantineView> items, String next) {}

    @GET
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    public Uni<Page<DeviceEntry>> list(
            @QueryParam("kind") DeviceKind kind,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        String after = cursor == null ? "" : cursor;
        return database.read(user.scope(), () -> repository.standings(kind, after, limit + 1))
                .map(devices -> devices.stream().map(DeviceEntry::of).toList())
                .map(entries -> Page.of(entries, limit, DeviceEntry::id));
    }

    @POST
    @Path("/provision")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    public Uni<RestResponse<ProvisionBatch>> provision(@Valid @NotNull ProvisionRequest request) {
        int limit = request.limit() == null ? 500 : request.limit();
        String after = request.after() == null ? "" : request.after();
        return database.act(user.scope(), () -> devices.provision(request.kind(), after, limit, user.personId()))
                .map(batch -> {
                    List<Credential> views =
                            batch.devices().stream().map(Credential::of).toList();
                    return RestResponse.ResponseBuilder.ok(new ProvisionBatch(views, batch.next()))
                            .header("Cache-Control", "no-store")
                            .build();
                });
    }

    @POST
    @Path("/{id}/block")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    public Uni<DeviceView> block(
            @PathParam("id") @Size(max = 7) @Pattern(regexp = ID) String id, @Valid @NotNull BlockRequest request) {
        return database.act(user.scope(), () -> devices.block(id, request.reason(), user.personId()))
                .invoke(() -> sessions.closeBlocked(id))
                .map(kind -> new DeviceView(id, kind, true));
    }

    @POST
    @Path("/{id}/unblock")
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    public Uni<DeviceView> unblock(@PathParam("id") @Size(max = 7) @Pattern(regexp = ID) String id) {
        return database.act(user.scope(), () -> devices.unblock(id, user.personId()))
                .map(kind -> new DeviceView(id, kind, false));
    }

    @GET
    @Path("/quarantine")
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    public Uni<QuarantinePage> quarantine(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID below = Page.cursor(cursor, LAST, UUID::fromString);
        return database.read(user.scope(), () -> repository.quarantined(below, limit + 1))
                .map(read -> Page.of(read, limit, kept -> kept.id().toString()))
                .map(page -> new QuarantinePage(
                        page.items().stream().map(QuarantineView::of).toList(), page.next()));
    }
}
