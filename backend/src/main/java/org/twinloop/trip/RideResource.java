package org.twinloop.trip;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.twinloop.common.EventStreams;
import org.twinloop.common.Page;
import org.twinloop.common.geo.Datum;
import org.twinloop.common.geo.PositionJson;
import org.twinloop.device.command.Command;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.look.Looked;

/** The ride: open, lock, hand back, follow. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class RideResource {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static final int REASON_MIN = 4;
    static final int REASON_MAX = 200;

    private final TripRide ride;
    private final BikeRide bikes;
    private final TripDesk desk;
    private final RideFollower follower;
    private final EventStreams streams;
    private final PositionJson positions;
    private final TripConfig config;
    private final CurrentUser user;

    RideResource(
            TripRide ride,
            BikeRide bikes,
            TripDesk desk,
            RideFollower follower,
            EventStreams streams,
            PositionJson positions,
            TripConfig config,
            CurrentUser user) {
        this.ride = ride;
        this.bikes = bikes;
        this.desk = desk;
        this.follower = follower;
        this.streams = streams;
        this.positions = positions;
        this.config = config;
        this.user = user;
    }

    record UnlockBody(
            @NotNull @Size(min = 1, max = 60) String assetNo,
            @NotNull UUID commandId) {}

    record LockBody(@NotNull UUID commandId) {}

    record FindBody(@NotNull UUID commandId) {}

    /** What opens the car without a network, from and to when. */
    record OfflineKeyView(UUID tripId, String key, Instant validFrom, Instant validTo, long counter) {}

    /** What a trip asks of its car; as released, so it does not grow with what devices can be told. */
    enum TripCommand {
        UNLOCK,
        LOCK,
        FIND,
        NAVIGATE,
        CHARGE_START,
        CHARGE_STOP,
        RESERVE,
        CANCEL_RESERVATION
    }

    record CommandView(
            UUID id,
            TripCommand kind,
            Command.State state,
            Instant queuedAt,
            String reason,
            Instant sentAt,
            Instant acknowledgedAt,
            Instant confirmedAt) {
        static CommandView of(Command command) {
            return new CommandView(
                    command.id(),
                    TripCommand.valueOf(command.kind().name()),
                    command.state(),
                    command.queuedAt(),
                    command.reason(),
                    command.sentAt(),
                    command.acknowledgedAt(),
                    command.confirmedAt());
        }
    }

    record CommandList(List<CommandView> items) {}

    @POST
    @Path("/trips/{id}/unlock")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    @ResponseStatus(202)
    public Uni<CommandView> unlock(@PathParam("id") UUID id, @NotNull @Valid UnlockBody body) {
        return ride.unlock(Reader.of(user), id, body.assetNo(), body.commandId())
                .map(CommandView::of);
    }

    @POST
    @Path("/trips/{id}/lock")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    @ResponseStatus(202)
    public Uni<CommandView> lock(@PathParam("id") UUID id, @NotNull @Valid LockBody body) {
        return ride.lock(Reader.of(user), id, body.commandId()).map(CommandView::of);
    }

    @POST
    @Path("/trips/{id}/find")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    @ResponseStatus(202)
    public Uni<CommandView> find(@PathParam("id") UUID id, @NotNull @Valid FindBody body) {
        return ride.find(Reader.of(user), id, body.commandId()).map(CommandView::of);
    }

    @GET
    @Path("/trips/{id}/offline-key")
    @RolesAllowed("TRAVELLER")
    public Uni<RestResponse<OfflineKeyView>> offlineKey(@PathParam("id") UUID id) {
        return ride.offlineKey(Reader.of(user), id)
                .map(key -> new OfflineKeyView(id, key.key(), key.from(), key.to(), key.counter()))
                .map(view -> RestResponse.ResponseBuilder.ok(view)
                        .header("Cache-Control", "no-store")
                        .build());
    }

    @GET
    @Path("/trips/{id}/commands")
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR"
    })
    public Uni<CommandList> commands(@PathParam("id") UUID id) {
        return follower.commands(Reader.of(user), id)
                .map(commands ->
                        new CommandList(commands.stream().map(CommandView::of).toList()));
    }

    @POST
    @Path("/trips/{id}/end")
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> end(@PathParam("id") UUID id) {
        Reader reader = Reader.of(user);
        return ride.end(reader, id).chain(() -> desk.get(reader, id));
    }

    /** The bicycle of a leg was unlocked in its operator's app. */
    @POST
    @Path("/trips/{id}/legs/{legId}/begin")
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> beginLeg(@PathParam("id") UUID id, @PathParam("legId") UUID legId) {
        Reader reader = Reader.of(user);
        return bikes.begin(reader, id, legId).chain(() -> desk.get(reader, id));
    }

    @POST
    @Path("/trips/{id}/legs/{legId}/end")
    @RolesAllowed("TRAVELLER")
    public Uni<TripView> endLeg(@PathParam("id") UUID id, @PathParam("legId") UUID legId) {
        Reader reader = Reader.of(user);
        return bikes.end(reader, id, legId).chain(() -> desk.get(reader, id));
    }

    record EndOverrideBody(
            @NotNull @Size(min = 4, max = 500) String reason, Instant endedAt) {}

    /** The second way out of a ride, for a car that is silent or broken; the fleet desk answers for it by name. */
    @POST
    @Path("/trips/{id}/end-override")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("FLEET_MANAGER")
    public Uni<TripView> endOverride(@PathParam("id") UUID id, @NotNull @Valid EndOverrideBody body) {
        Reader reader = Reader.of(user);
        TripRide.EndOverride said = new TripRide.EndOverride(body.reason().strip(), body.endedAt());
        return ride.endOverride(reader, id, said).chain(() -> desk.get(reader, id));
    }

    @GET
    @Path("/trips/{id}/live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR"
    })
    @Followed
    public Multi<OutboundSseEvent> live(
            @PathParam("id") UUID id,
            @QueryParam("reason") @Size(min = REASON_MIN, max = REASON_MAX) String reason,
            @QueryParam("datum") @DefaultValue("wgs84") Datum datum,
            @Context Sse sse) {
        Reader reader = Reader.of(user);
        RideFollower.Told told = new RideFollower.Told();
        return streams.follow(
                        sse,
                        config.livePoll(),
                        () -> follower.news(reader, id, told).map(news -> positions.in(datum, news)))
                .onSubscription()
                .invoke(() -> follower.join(id))
                .onTermination()
                .invoke(() -> follower.leave(id));
    }

    /**
     * A stream has said 200 before its first event, so who may follow a trip is asked, and who looks is written down,
     * before it begins. What is no id, no datum or no reason is left to the reading of the parameter, which comes next
     * and refuses it.
     */
    @Followed
    @ServerRequestFilter
    public Uni<Void> mayFollow(UriInfo uri) {
        String id = uri.getPathParameters().getFirst("id");
        String reason = uri.getQueryParameters().getFirst("reason");
        boolean readable = UUID_TEXT.matcher(id).matches()
                && readable(uri.getQueryParameters().getFirst("datum"))
                && (reason == null || reason.length() >= REASON_MIN && reason.length() <= REASON_MAX);
        return readable
                ? follower.open(Reader.of(user), roles(), UUID.fromString(id), said(reason))
                : Uni.createFrom().voidItem();
    }

    /** Blanks are no reason. */
    private static String said(String reason) {
        String said = reason == null ? "" : reason.strip();
        return said.length() < REASON_MIN ? null : said;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LookView(UUID id, Instant at, String nameZh, List<String> roles, Looked.What what, String reason) {
        static LookView of(Looked look) {
            return new LookView(look.id(), look.lookedAt(), look.nameZh(), look.roles(), look.what(), look.reason());
        }
    }

    @GET
    @Path("/trips/{id}/looks")
    @RolesAllowed({"TRAVELLER", "SUPERVISOR", "AUDITOR"})
    public Uni<Page<LookView>> looks(
            @PathParam("id") UUID id,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return follower.lookedAt(Reader.of(user), id, before, limit + 1)
                .map(found -> Page.of(
                        found.stream().map(LookView::of).toList(),
                        limit,
                        last -> last.id().toString()));
    }

    private List<String> roles() {
        return Stream.of(Role.values()).filter(user::has).map(Role::name).toList();
    }

    private static boolean readable(String datum) {
        return datum == null
                || Stream.of(Datum.values()).anyMatch(known -> known.name().equals(datum));
    }

    /** Marks the stream for the question above. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Followed {}
}
