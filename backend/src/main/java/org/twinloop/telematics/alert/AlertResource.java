package org.twinloop.telematics.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;

/** What was noted of cars, for the fleet desk. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class AlertResource {

    private static final UUID LAST = new UUID(-1, -1);

    private final Database database;
    private final AlertRepository alerts;
    private final ObjectMapper json;
    private final CurrentUser user;

    AlertResource(Database database, AlertRepository alerts, ObjectMapper json, CurrentUser user) {
        this.database = database;
        this.alerts = alerts;
        this.json = json;
        this.user = user;
    }

    /** Whether it goes on. */
    enum AlertState {
        OPEN,
        ENDED
    }

    /** Something noted of a car; without an end it goes on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VehicleAlert(
            UUID id,
            UUID vehicleId,
            String plate,
            String rule,
            String titleZh,
            String titleEn,
            Instant beganAt,
            Instant endedAt,
            JsonNode facts) {}

    @GET
    @Path("/vehicle-alerts")
    @RolesAllowed({"FLEET_MANAGER", "SUPERVISOR"})
    public Uni<Page<VehicleAlert>> list(
            @QueryParam("rule") @Size(max = 60) @Pattern(regexp = "^[a-z]+(-[a-z]+)*$") String rule,
            @QueryParam("vehicle") UUID vehicle,
            @QueryParam("state") AlertState state,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, LAST, UUID::fromString);
        return database.read(
                        user.scope(),
                        () -> alerts.list(
                                before, rule, vehicle, state == null ? null : state == AlertState.OPEN, limit + 1))
                .map(read -> read.stream().map(this::view).toList())
                .map(views -> Page.of(views, limit, alert -> alert.id().toString()));
    }

    private VehicleAlert view(AlertRepository.Alert alert) {
        try {
            return new VehicleAlert(
                    alert.id(),
                    alert.vehicleId(),
                    alert.plate(),
                    alert.rule(),
                    AlertTitle.zh(alert.rule()),
                    AlertTitle.en(alert.rule()),
                    alert.beganAt(),
                    alert.endedAt(),
                    json.readTree(alert.facts()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts of alert " + alert.id() + " are not JSON", e);
        }
    }
}
