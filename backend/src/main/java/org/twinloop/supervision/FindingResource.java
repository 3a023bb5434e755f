package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;
import org.twinloop.supervision.FindingDesk.Someone;

/** Findings: read, answered, decided, appealed against. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class FindingResource {

    private final FindingDesk desk;
    private final CurrentUser user;

    FindingResource(FindingDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    /** How much a finding matters. */
    enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }

    record FindingStepView(FindingStep.Kind kind, String by, Finding.Outcome outcome, String said, Instant at) {
        static FindingStepView of(FindingStep step) {
            return new FindingStepView(step.kind(), step.nameZh(), step.outcome(), step.said(), step.saidAt());
        }
    }

    record FindingView(
            UUID id,
            String rule,
            Severity severity,
            String state,
            Instant foundAt,
            String textZh,
            String textEn,
            UUID tripId,
            JsonNode evidence,
            String ruleVersion,
            Finding.Phase phase,
            Finding.Outcome outcome,
            List<FindingStepView> steps) {
        static FindingView of(Finding f) {
            return new FindingView(
                    f.id(),
                    f.rule(),
                    Severity.WARNING,
                    f.state(),
                    f.foundAt(),
                    f.textZh(),
                    f.textEn(),
                    f.tripId(),
                    f.inputs(),
                    f.ruleVersion(),
                    f.phase(),
                    f.outcome(),
                    f.steps().stream().map(FindingStepView::of).toList());
        }
    }

    record StatementRequest(
            @NotNull @Size(min = 1, max = 500) String statement) {}

    record ReviewRequest(
            @NotNull Finding.Outcome outcome,
            @NotNull @Size(min = 4, max = 500) String reason) {}

    @GET
    @Path("/findings")
    @RolesAllowed("SUPERVISOR")
    public Uni<Page<FindingView>> findings(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.list(someone(), before, limit + 1).map(found -> page(found, limit));
    }

    /** About the caller's own trips. */
    @GET
    @Path("/me/findings")
    @RolesAllowed("TRAVELLER")
    public Uni<Page<FindingView>> own(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.own(someone(), before, limit + 1).map(found -> page(found, limit));
    }

    @POST
    @Path("/findings/{id}/statement")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<FindingView> answer(@PathParam("id") UUID id, @NotNull @Valid StatementRequest body) {
        return desk.answer(someone(), id, body.statement()).map(FindingView::of);
    }

    @POST
    @Path("/findings/{id}/review")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("SUPERVISOR")
    public Uni<FindingView> review(@PathParam("id") UUID id, @NotNull @Valid ReviewRequest body) {
        return desk.review(someone(), id, body.outcome(), body.reason()).map(FindingView::of);
    }

    @POST
    @Path("/findings/{id}/appeal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("TRAVELLER")
    public Uni<FindingView> appeal(@PathParam("id") UUID id, @NotNull @Valid StatementRequest body) {
        return desk.appeal(someone(), id, body.statement()).map(FindingView::of);
    }

    private Someone someone() {
        return new Someone(user.personId(), user.scope());
    }

    private static Page<FindingView> page(List<Finding> found, int limit) {
        return Page.of(
                found.stream().map(FindingView::of).toList(),
                limit,
                last -> last.id().toString());
    }
}
