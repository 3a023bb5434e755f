package org.twinloop.console;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;

/** The fleet desk's read views. */
@Path("/api/v1/console")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR", "SUPERVISOR", "ADMINISTRATOR"})
@NonBlocking
class ConsoleResource {

    private final LiveBoard board;
    private final LiveStreams streams;
    private final CurrentUser user;

    ConsoleResource(LiveBoard board, LiveStreams streams, CurrentUser user) {
        this.board = board;
        this.streams = streams;
        this.user = user;
    }

    record ConsoleVehicleList(Instant at, List<ConsoleVehicle> items) {}

    @GET
    @Path("/overview")
    public Uni<Overview> overview() {
        return board.newest(user.scope()).map(Sighting::overview);
    }

    @GET
    @Path("/vehicles")
    public Uni<ConsoleVehicleList> vehicles(@QueryParam("datum") @DefaultValue("wgs84") Datum datum) {
        return board.newest(user.scope()).map(sighting -> new ConsoleVehicleList(sighting.at(), sighting.cars()));
    }

    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@QueryParam("datum") @DefaultValue("wgs84") Datum datum, @Context Sse sse) {
        return streams.follow(user.scope(), datum, sse);
    }
}
