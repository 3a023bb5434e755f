package org.twinloop.settlement;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.pricing.PriceLine;

/** Receipts: the traveller reads, finance decides where one is dearer than its hold allows. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class ReceiptResource {

    /** Who may read the receipts of others of the unit. */
    private static final List<Role> DESKS = List.of(
            Role.APPROVER, Role.VEHICLE_ADMINISTRATOR, Role.FLEET_MANAGER, Role.FINANCE, Role.SUPERVISOR, Role.AUDITOR);

    private final Database database;
    private final ReceiptRepository receipts;
    private final ReceiptDecisions decisions;
    private final CurrentUser user;

    ReceiptResource(Database database, ReceiptRepository receipts, ReceiptDecisions decisions, CurrentUser user) {
        this.database = database;
        this.receipts = receipts;
        this.decisions = decisions;
        this.user = user;
    }

    @GET
    @Path("/trips/{id}/receipt")
    @RolesAllowed({"TRAVELLER", "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR"
    })
    public Uni<ReceiptView> get(@PathParam("id") UUID id) {
        UUID personId = user.personId();
        boolean atDesk = DESKS.stream().anyMatch(user::has);
        return database.read(user.scope(), () -> receipts.find(id))
                .map(found -> found.filter(
                                receipt -> atDesk || receipt.travellerId().equals(personId))
                        .filter(receipt -> receipt.state() == Receipt.State.SETTLED)
                        .map(ReceiptView::of)
                        .orElseThrow(() -> new ProblemException(
                                SettlementProblem.RECEIPT_NOT_READY, "trip " + id + " has no settled receipt")));
    }

    @GET
    @Path("/receipts/awaiting")
    @RolesAllowed({"FINANCE", "AUDITOR"})
    public Uni<Page<AwaitingReceiptView>> awaiting(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        TimeCursor after = TimeCursor.read(cursor);
        return database.read(user.scope(), () -> receipts.awaiting(after.at(), after.id(), limit + 1))
                .map(read -> Page.of(
                        read.stream().map(AwaitingReceiptView::of).toList(),
                        limit,
                        last -> new TimeCursor(last.pricedAt(), last.tripId()).text()));
    }

    @POST
    @Path("/receipts/{tripId}/decision")
    @RolesAllowed("FINANCE")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ReceiptView> decide(@PathParam("tripId") UUID tripId, @Valid @NotNull ReceiptDecisionRequest request) {
        UUID personId = user.personId();
        return database.act(
                        user.scope(), () -> decisions.decide(tripId, request.decision(), request.reason(), personId))
                .map(ReceiptView::of);
    }

    record ReceiptDecisionRequest(
            @NotNull Receipt.Decision decision,
            @NotNull @Size(min = 1, max = 500) String reason) {}

    record PriceLineView(
            String code, String descriptionZh, String descriptionEn, BigDecimal quantity, String unit, long amountFen) {

        static PriceLineView of(PriceLine line) {
            return new PriceLineView(
                    line.code(),
                    line.descriptionZh(),
                    line.descriptionEn(),
                    line.quantity(),
                    line.unit(),
                    line.amount().fen());
        }
    }

    record ReceiptView(
            UUID tripId,
            List<PriceLineView> lines,
            long totalFen,
            long heldFen,
            long postedFen,
            long releasedFen,
            UUID priceListId,
            Integer priceListVersion,
            Instant settledAt,
            String explanationZh,
            String explanationEn) {

        static ReceiptView of(Receipt receipt) {
            return new ReceiptView(
                    receipt.tripId(),
                    receipt.lines().stream().map(PriceLineView::of).toList(),
                    receipt.total().fen(),
                    receipt.held().fen(),
                    receipt.posted().fen(),
                    receipt.released().fen(),
                    receipt.priceListId(),
                    receipt.priceListVersion(),
                    receipt.settledAt(),
                    receipt.explanationZh(),
                    receipt.explanationEn());
        }
    }

    record AwaitingReceiptView(
            UUID tripId, long totalFen, long heldFen, Instant pricedAt, String explanationZh, String explanationEn) {

        static AwaitingReceiptView of(Receipt receipt) {
            return new AwaitingReceiptView(
                    receipt.tripId(),
                    receipt.total().fen(),
                    receipt.held().fen(),
                    receipt.pricedAt(),
                    receipt.explanationZh(),
                    receipt.explanationEn());
        }
    }
}
