package org.twinloop.vehicle.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.device.command.Command;
import org.twinloop.identity.CurrentUser;

/** Orders to a car over HTTP. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("FLEET_MANAGER")
class VehicleOrderResource {

    private static final Mark NEWEST = new Mark(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Database database;
    private final VehicleOrders orders;
    private final CurrentUser user;

    VehicleOrderResource(Database database, VehicleOrders orders, CurrentUser user) {
        this.database = database;
        this.orders = orders;
        this.user = user;
    }

    /** What the desk may ask of a car. */
    enum OrderKind {
        FIND,
        LOCK,
        UNLOCK,
        IMMOBILISE,
        MOBILISE,
        CHARGE_START,
        CHARGE_STOP
    }

    record OrderRequest(
            @NotNull UUID commandId,
            @NotNull OrderKind kind,
            @NotBlank @Size(max = 200) String reason) {}

    /** A command to a car, with the trip it belongs to if any. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VehicleCommand(
            UUID id,
            Command.Kind kind,
            Command.State state,
            Instant queuedAt,
            Instant expiresAt,
            UUID tripId,
            String reason,
            Instant sentAt,
            Instant acknowledgedAt,
            Instant confirmedAt) {

        static VehicleCommand of(Command command) {
            return new VehicleCommand(
                    command.id(),
                    command.kind(),
                    command.state(),
                    command.queuedAt(),
                    command.expires(),
                    command.tripId(),
                    command.reason(),
                    command.sentAt(),
                    command.acknowledgedAt(),
                    command.confirmedAt());
        }
    }

    /** Where a page ends. */
    private record Mark(Instant at, UUID id) {

        static Mark of(String cursor) {
            int cut = cursor.indexOf('_');
            return new Mark(Page.cursorInstant(cursor.substring(0, cut)), UUID.fromString(cursor.substring(cut + 1)));
        }

        static String text(VehicleCommand last) {
            return last.queuedAt() + "_" + last.id();
        }
    }

    @POST
    @Path("/vehicles/{id}/commands")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    public Uni<VehicleCommand> order(@PathParam("id") UUID id, @NotNull @Valid OrderRequest request) {
        VehicleOrders.Order order = new VehicleOrders.Order(
                request.commandId(), Command.Kind.valueOf(request.kind().name()), request.reason(), user.personId());
        return database.act(user.scope(), () -> orders.give(id, order)).map(VehicleCommand::of);
    }

    @GET
    @Path("/vehicles/{id}/commands")
    public Uni<Page<VehicleCommand>> list(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        Mark before = Page.cursor(cursor, NEWEST, Mark::of);
        return database.read(user.scope(), () -> orders.list(id, before.at(), before.id(), limit + 1))
                .map(commands -> commands.stream().map(VehicleCommand::of).toList())
                .map(views -> Page.of(views, limit, Mark::text));
    }
}
