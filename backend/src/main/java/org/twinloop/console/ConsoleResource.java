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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.EventStreams;
import org.twinloop.common.EventStreams.Tell;
import org.twinloop.common.Scope;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.PositionJson;
import org.twinloop.identity.CurrentUser;

/** The fleet desk's read views. */
@Path("/api/v1/console")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"FLEET_MANAGER", "VEHICLE_ADMINISTRATOR", "SUPERVISOR", "ADMINISTRATOR"})
@NonBlocking
class ConsoleResource {

    private final LiveBoard board;
    private final EventStreams streams;
    private final ConsoleConfig config;
    private final PositionJson positions;
    private final CurrentUser user;

    ConsoleResource(
            LiveBoard board, EventStreams streams, ConsoleConfig config, PositionJson positions, CurrentUser user) {
        this.board = board;
        this.streams = streams;
        this.config = config;
        this.positions = positions;
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

    /** Tells the counts once an interval, and the cars that changed since this stream last spoke. */
    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@QueryParam("datum") @DefaultValue("wgs84") Datum datum, @Context Sse sse) {
        Scope scope = user.scope();
        Map<UUID, ConsoleVehicle> remembered = Sighting.nothingRemembered();
        return streams.follow(
                sse, config.interval(), () -> board.newest(scope).map(sighting -> news(sighting, remembered, datum)));
    }

    private List<Tell> news(Sighting sighting, Map<UUID, ConsoleVehicle> remembered, Datum datum) {
        List<Tell> news = new ArrayList<>(2);
        news.add(new Tell("overview", positions.in(datum, sighting.overview())));
        List<ConsoleVehicle> changed = sighting.changedSince(remembered);
        if (!changed.isEmpty()) {
            news.add(new Tell("positions", positions.in(datum, new ConsoleVehicleList(sighting.at(), changed))));
        }
        return news;
    }
}
