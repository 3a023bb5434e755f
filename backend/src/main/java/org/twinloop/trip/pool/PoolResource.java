package org.twinloop.trip.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.People;
import org.twinloop.trip.pool.Proposal.Side;
import org.twinloop.trip.pool.Proposal.State;
import org.twinloop.trip.pool.Proposal.Terms;

/** Proposals to go in one car: what the two travellers see and say, and what finance sees of who paid what. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class PoolResource {
    private final PoolDesk desk;
    private final Database database;
    private final People people;
    private final CurrentUser user;

    PoolResource(PoolDesk desk, Database database, People people, CurrentUser user) {
        this.desk = desk;
        this.database = database;
        this.people = people;
        this.user = user;
    }

    /** Which of the two the reader is: the one whose car stays, or the one who rides along. */
    enum Part {
        HOST,
        GUEST
    }

    enum Said {
        ACCEPT,
        DECLINE
    }

    record PoolAnswerRequest(@NotNull Said answer) {}

    /** How the guest travels; the plate is told once the two are one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PoolRideView(
            String plate,
            String pickUp,
            Instant leaveAt,
            Instant meetAt,
            int walkInM,
            String dropOff,
            Instant arriveAt,
            int walkOutM,
            int longerM,
            int longerS) {
        static PoolRideView of(Terms terms, boolean merged) {
            return new PoolRideView(
                    merged ? terms.plate() : null,
                    terms.pickUp(),
                    terms.leaveAt(),
                    terms.meetAt(),
                    terms.walkInM(),
                    terms.dropOff(),
                    terms.arriveAt(),
                    terms.walkOutM(),
                    terms.longerM(),
                    terms.longerS());
        }
    }

    /**
     * A proposal as one of the two sees it.
     *
     * @param offerPlanId other ways, for a guest who lost the place
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PoolProposalView(
            UUID id,
            State state,
            Part part,
            UUID tripId,
            String otherTraveller,
            int otherPersons,
            Instant departAt,
            PoolRideView ride,
            long savedFen,
            long savedM,
            long savedCo2G,
            boolean accepted,
            boolean otherAccepted,
            Instant expiresAt,
            String endedWhy,
            UUID offerPlanId) {
        static PoolProposalView of(Proposal p, UUID readerId, Map<UUID, String> names) {
            Side own = p.sideOf(readerId).orElseThrow();
            Side other = p.beside(own);
            boolean guest = own == p.guest();
            return new PoolProposalView(
                    p.id(),
                    p.state(),
                    guest ? Part.GUEST : Part.HOST,
                    own.tripId(),
                    names.getOrDefault(other.travellerId(), ""),
                    other.persons(),
                    p.departAt(),
                    PoolRideView.of(p.terms(), p.state() == State.MERGED),
                    p.saving().fen(),
                    p.saving().metres(),
                    p.saving().co2G(),
                    own.acceptedAt() != null,
                    other.acceptedAt() != null,
                    p.expiresAt(),
                    p.endedWhy(),
                    guest ? p.offerPlanId() : null);
        }
    }

    /** One of the two as finance sees it; what it carries of the price, once it was paid. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PoolSideView(UUID tripId, String costCentre, int persons, Long paysFen) {
        static PoolSideView of(Side side, Long paysFen) {
            return new PoolSideView(side.tripId(), side.costCentre(), side.persons(), paysFen);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PoolShareView(
            UUID id,
            State state,
            PoolSideView host,
            PoolSideView guest,
            Instant departAt,
            long savedFen,
            long savedM,
            long savedCo2G,
            Proposal.ShareRule shareRule,
            Long postedFen,
            Instant mergedAt,
            Instant sharedAt) {
        static PoolShareView of(Proposal p) {
            Proposal.Share share = p.share();
            return new PoolShareView(
                    p.id(),
                    p.state(),
                    PoolSideView.of(p.host(), share == null ? null : share.postedFen() - share.guestFen()),
                    PoolSideView.of(p.guest(), share == null ? null : share.guestFen()),
                    p.departAt(),
                    p.saving().fen(),
                    p.saving().metres(),
                    p.saving().co2G(),
                    p.shareRule(),
                    share == null ? null : share.postedFen(),
                    p.mergedAt(),
                    share == null ? null : share.at());
        }
    }

    /** Newest first. */
    @GET
    @Path("/me/pool-proposals")
    @RolesAllowed("TRAVELLER")
    public Uni<Page<PoolProposalView>> own(
            @QueryParam("open") @DefaultValue("false") boolean open,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        UUID reader = user.personId();
        return desk.own(reader, open, before, limit + 1)
                .chain(read -> views(reader, read))
                .map(views -> Page.of(views, limit, last -> last.id().toString()));
    }

    @POST
    @Path("/pool-proposals/{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<PoolProposalView> answer(@PathParam("id") UUID id, @NotNull @Valid PoolAnswerRequest body) {
        UUID reader = user.personId();
        return desk.answer(reader, id, body.answer() == Said.ACCEPT)
                .chain(p -> views(reader, List.of(p)))
                .map(views -> views.get(0));
    }

    @GET
    @Path("/pool-proposals")
    @RolesAllowed({"FINANCE", "VEHICLE_ADMINISTRATOR", "AUDITOR"})
    public Uni<Page<PoolShareView>> list(
            @QueryParam("state") State state,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.list(user.scope(), state, before, limit + 1)
                .map(read -> Page.of(
                        read.stream().map(PoolShareView::of).toList(),
                        limit,
                        last -> last.id().toString()));
    }

    private Uni<List<PoolProposalView>> views(UUID reader, List<Proposal> proposals) {
        Set<UUID> named = proposals.stream()
                .flatMap(p -> Stream.of(p.host().travellerId(), p.guest().travellerId()))
                .collect(Collectors.toSet());
        return database.read(Scope.SYSTEM, () -> people.names(named, Set.of()))
                .map(names -> proposals.stream()
                        .map(p -> PoolProposalView.of(p, reader, names.people()))
                        .toList());
    }
}
