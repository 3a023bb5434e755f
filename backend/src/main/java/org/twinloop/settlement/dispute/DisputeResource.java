package org.twinloop.settlement.dispute;

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
import java.util.UUID;
import org.twinloop.common.Money;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.settlement.dispute.DisputeDesk.Someone;
import org.twinloop.trip.ride.Claim;

/** Disputes: read by those concerned, answered by the operator, decided by a second person. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class DisputeResource {

    /** Who may read the cases of others of the unit. */
    private static final List<Role> DESKS = List.of(Role.FINANCE, Role.FLEET_MANAGER, Role.AUDITOR, Role.SUPERVISOR);

    private final DisputeDesk desk;
    private final CurrentUser user;

    DisputeResource(DisputeDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    /** Which cases a list shows. */
    enum Which {
        open,
        all
    }

    record DisputeAnswerView(boolean agrees, Long offeredFen, String statement, Instant at) {}

    record DisputeDecisionView(long paysFen, String reason, Instant at) {}

    /** Nobody's name: the operator reads it too, by its order and without the trip. */
    record DisputeView(
            UUID id,
            UUID tripId,
            UUID orderId,
            Dispute.State state,
            Claim.Item item,
            String reason,
            Long claimedFen,
            Instant openedAt,
            Instant dueAt,
            boolean overdue,
            Long paidFen,
            Long disputedFen,
            DisputeAnswerView answer,
            DisputeDecisionView decision,
            Instant closedAt) {

        static DisputeView of(Dispute one, boolean operator) {
            Dispute.Answer said = one.answer();
            return new DisputeView(
                    one.id(),
                    operator ? null : one.tripId(),
                    one.orderId(),
                    one.state(),
                    one.claim().item(),
                    one.reason(),
                    one.claim().claimedFen(),
                    one.openedAt(),
                    one.dueAt(),
                    one.overdueAt() != null,
                    fen(one.paid()),
                    fen(one.disputed()),
                    said == null
                            ? null
                            : new DisputeAnswerView(said.agrees(), fen(said.offered()), said.said(), said.at()),
                    one.decision() == null
                            ? null
                            : new DisputeDecisionView(
                                    one.decision().pays().fen(), one.decision().reason(), one.closedAt()),
                    one.closedAt());
        }

        private static Long fen(Money money) {
            return money == null ? null : money.fen();
        }
    }

    record DisputePage(List<DisputeView> items, String next) {}

    record DisputeAnswerRequest(
            @NotNull Boolean agrees,
            @Min(0) @Max(100_000_000) Long offeredFen,
            @NotNull @Size(min = 1, max = 500) String statement) {}

    record DisputeDecisionRequest(
            @NotNull Dispute.Outcome outcome,
            @Min(0) @Max(100_000_000) Long paysFen,
            @NotNull @Size(min = 4, max = 500) String reason) {}

    @GET
    @Path("/disputes")
    @RolesAllowed({"FINANCE", "FLEET_MANAGER", "AUDITOR", "SUPERVISOR", "PARTNER"})
    public Uni<DisputePage> list(
            @QueryParam("which") @DefaultValue("open") Which which,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        boolean operator = user.operatorId() != null;
        return desk.list(someone(), which == Which.open, before, limit + 1).map(found -> {
            Page<DisputeView> page = Page.of(
                    found.stream().map(one -> DisputeView.of(one, operator)).toList(),
                    limit,
                    last -> last.id().toString());
            return new DisputePage(page.items(), page.next());
        });
    }

    @GET
    @Path("/trips/{id}/dispute")
    @RolesAllowed({"TRAVELLER", "FINANCE", "FLEET_MANAGER", "AUDITOR", "SUPERVISOR"})
    public Uni<DisputeView> ofTrip(@PathParam("id") UUID id) {
        return desk.ofTrip(someone(), id, DESKS.stream().anyMatch(user::has)).map(one -> DisputeView.of(one, false));
    }

    @POST
    @Path("/disputes/{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("PARTNER")
    public Uni<DisputeView> answer(@PathParam("id") UUID id, @NotNull @Valid DisputeAnswerRequest body) {
        return desk.answer(someone(), id, body.agrees(), money(body.offeredFen()), body.statement())
                .map(one -> DisputeView.of(one, true));
    }

    @POST
    @Path("/disputes/{id}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"FINANCE", "FLEET_MANAGER"})
    public Uni<DisputeView> decide(@PathParam("id") UUID id, @NotNull @Valid DisputeDecisionRequest body) {
        return desk.decide(someone(), id, body.outcome(), money(body.paysFen()), body.reason())
                .map(one -> DisputeView.of(one, false));
    }

    private Someone someone() {
        return new Someone(user.personId(), user.operatorId(), user.scope());
    }

    private static Money money(Long fen) {
        return fen == null ? null : Money.fen(fen);
    }
}
