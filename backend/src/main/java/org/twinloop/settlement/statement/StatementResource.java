package org.twinloop.settlement.statement;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.settlement.TimeCursor;

/** Import of partners' statements and reading of what became of them. */
@Path("/api/v1/statements")
@Produces(MediaType.APPLICATION_JSON)
class StatementResource {

    private final Database database;
    private final StatementImport imports;
    private final Statements statements;
    private final CurrentUser user;
    private final Clock clock;

    StatementResource(
            Database database, StatementImport imports, Statements statements, CurrentUser user, Clock clock) {
        this.database = database;
        this.imports = imports;
        this.statements = statements;
        this.user = user;
        this.clock = clock;
    }

    @POST
    @Blocking
    @Consumes("text/csv")
    @RolesAllowed("FINANCE")
    @APIResponse(responseCode = "201")
    @APIResponse(responseCode = "200")
    public Uni<RestResponse<StatementView>> importStatement(
            @QueryParam("operator") @NotNull @Size(max = 3) @Pattern(regexp = "^[A-Z]{3}$") String operator,
            @QueryParam("period") @NotNull @Size(max = 7) @Pattern(regexp = "^[0-9]{4}-(0[1-9]|1[0-2])$") String period,
            InputStream body) {
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "a statement concerns all units: only the administration imports it");
        }
        UUID personId = user.personId();
        Arrival arrival = new Arrival(Ids.next(), operator, period, personId, clock.instant());
        StatementImport.Taken taken = imports.take(Scope.SYSTEM, arrival, body);
        return database.apart(Scope.SYSTEM, () -> statements.publish(taken.id(), personId))
                .map(statement -> RestResponse.ResponseBuilder.create(
                                taken.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                StatementView.of(statement))
                        .build());
    }

    @GET
    @RolesAllowed({"FINANCE", "AUDITOR"})
    public Uni<Page<StatementView>> list(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        TimeCursor before = TimeCursor.read(cursor);
        return database.read(user.scope(), () -> statements.list(before, limit + 1))
                .map(read -> Page.of(
                        read.stream().map(StatementView::of).toList(),
                        limit,
                        last -> new TimeCursor(last.importedAt(), last.id()).text()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"FINANCE", "AUDITOR"})
    public Uni<StatementView> get(@PathParam("id") UUID id) {
        return database.read(user.scope(), () -> statements.get(id)).map(StatementView::of);
    }

    @GET
    @Path("/{id}/lines")
    @RolesAllowed({"FINANCE", "AUDITOR"})
    public Uni<Page<StatementLineView>> lines(
            @PathParam("id") UUID id,
            @QueryParam("verdict") Verdict verdict,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        long after = Page.cursor(cursor, 0L, Long::parseLong);
        return database.read(user.scope(), () -> statements.lines(id, verdict, after, limit + 1))
                .map(read -> Page.of(read, limit, last -> Long.toString(last.position())))
                .map(page -> new Page<>(
                        page.items().stream().map(StatementLineView::of).toList(), page.next()));
    }

    record StatementView(
            UUID id,
            String operatorCode,
            String period,
            Instant importedAt,
            int lines,
            int matched,
            int different,
            int missing,
            int notOurs,
            int duplicates,
            int cancelled,
            int rejected,
            boolean superseded,
            long billedFen,
            long expectedFen,
            String encoding,
            long rejectedFen,
            int rejectedWithoutTotal) {

        static StatementView of(Statement statement) {
            Statement.Counts counts = statement.counts();
            return new StatementView(
                    statement.id(),
                    statement.operatorCode(),
                    statement.period(),
                    statement.receivedAt(),
                    counts.lines(),
                    counts.matched(),
                    counts.different(),
                    counts.missing(),
                    counts.notOurs(),
                    counts.duplicates(),
                    counts.cancelled(),
                    counts.rejected(),
                    statement.state() == Statement.State.SUPERSEDED,
                    statement.billed().fen(),
                    statement.expected().fen(),
                    statement.asRead().encoding(),
                    statement.asRead().rejected().fen(),
                    statement.asRead().rejectedWithoutTotal());
        }
    }

    record StatementLineView(
            Integer lineNo,
            Verdict verdict,
            List<String> codes,
            String operatorOrderId,
            String platformOrderId,
            Long billedFen,
            Long expectedFen,
            String explanationZh,
            String explanationEn) {

        static StatementLineView of(StatementLine line) {
            return new StatementLineView(
                    line.lineNo(),
                    line.verdict(),
                    line.codes(),
                    line.operatorOrderId(),
                    line.platformOrderId(),
                    line.billedFen(),
                    line.expectedFen(),
                    line.explanationZh(),
                    line.explanationEn());
        }
    }
}
