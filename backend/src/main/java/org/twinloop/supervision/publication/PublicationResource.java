package org.twinloop.supervision.publication;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.twinloop.common.Page;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.supervision.publication.Publication.State;

/** Publication tables: made, reviewed, published, read by everybody signed in. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class PublicationResource {

    private static final String MONTH = "^20[0-9]{2}-(0[1-9]|1[0-2])$";

    private final PublicationDesk desk;
    private final CurrentUser user;

    PublicationResource(PublicationDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    record ChannelFigures(
            String mode,
            boolean suppressed,
            Long trips,
            Double km,
            Long costFen,
            Figures.Cost cost,
            Double sharePercent) {
        static ChannelFigures of(Figures.Channel c) {
            return new ChannelFigures(
                    c.mode(), c.suppressed(), c.trips(), c.km(), c.costFen(), c.cost(), c.sharePercent());
        }
    }

    record OutcomeFigures(String outcome, boolean suppressed, Long count) {
        static OutcomeFigures of(Figures.Outcome outcome) {
            return new OutcomeFigures(outcome.outcome(), outcome.suppressed(), outcome.count());
        }
    }

    /** Without names of people. */
    record PublicationView(
            UUID id,
            UUID unitId,
            String unitZh,
            String unitEn,
            String period,
            State state,
            int travellersMin,
            Long trips,
            Double km,
            Long costFen,
            Figures.Cost cost,
            List<ChannelFigures> channels,
            List<OutcomeFigures> findings,
            List<OutcomeFigures> sample,
            String sha256,
            Instant madeAt,
            Instant reviewedAt,
            String reviewSaid,
            Instant publishedAt,
            Instant withdrawnAt,
            String withdrawnBecause) {
        static PublicationView of(Publication p, Figures f) {
            return new PublicationView(
                    p.id(),
                    p.unitId(),
                    p.unitZh(),
                    p.unitEn(),
                    p.period().toString(),
                    p.state(),
                    f.travellersMin(),
                    f.trips(),
                    f.km(),
                    f.costFen(),
                    f.cost(),
                    f.channels().stream().map(ChannelFigures::of).toList(),
                    f.findings().stream().map(OutcomeFigures::of).toList(),
                    f.sample().stream().map(OutcomeFigures::of).toList(),
                    p.sha256(),
                    p.madeAt(),
                    p.reviewedAt(),
                    p.reviewSaid(),
                    p.publishedAt(),
                    p.withdrawnAt(),
                    p.withdrawnBecause());
        }
    }

    record PublicationRequest(
            UUID unitId,
            @NotNull @Size(max = 7) @Pattern(regexp = MONTH) String period) {}

    record PublicationReviewRequest(
            @NotNull @Size(min = 4, max = 500) String said) {}

    record PublicationWithdrawal(
            @NotNull @Size(min = 4, max = 500) String reason) {}

    @GET
    @Path("/publications")
    @Authenticated
    public Uni<Page<PublicationView>> published(
            @QueryParam("period") @Size(max = 7) @Pattern(regexp = MONTH) String period,
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.published(user.scope(), period, before, limit + 1).map(found -> page(found, limit));
    }

    /** Whatever their state, of the units the desk answers for. */
    @GET
    @Path("/publications/desk")
    @RolesAllowed({"SUPERVISOR", "AUDITOR"})
    public Uni<Page<PublicationView>> ofDesk(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.ofDesk(user.scope(), before, limit + 1).map(found -> page(found, limit));
    }

    @GET
    @Path("/publications/{id}")
    @Authenticated
    public Uni<PublicationView> publication(@PathParam("id") UUID id) {
        return desk.get(user.scope(), isDesk(), id).map(this::view);
    }

    /** For spreadsheets; who accepts anything gets JSON. */
    @GET
    @Path("/publications/{id}")
    @Produces(PublicationCsv.MEDIA_TYPE + ";qs=0.5")
    @Authenticated
    public Uni<byte[]> spreadsheet(@PathParam("id") UUID id) {
        return desk.get(user.scope(), isDesk(), id).map(found -> PublicationCsv.of(found, desk.read(found)));
    }

    /** For the caller's own unit when none is named. */
    @POST
    @Path("/publications")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("SUPERVISOR")
    @ResponseStatus(201)
    public Uni<PublicationView> make(@NotNull @Valid PublicationRequest body) {
        UUID unit = body.unitId() == null ? user.unitId() : body.unitId();
        return desk.make(user.scope(), user.personId(), unit, YearMonth.parse(body.period()))
                .map(this::view);
    }

    @POST
    @Path("/publications/{id}/review")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("SUPERVISOR")
    public Uni<PublicationView> review(@PathParam("id") UUID id, @NotNull @Valid PublicationReviewRequest body) {
        return desk.review(user.scope(), user.personId(), id, body.said()).map(this::view);
    }

    @POST
    @Path("/publications/{id}/publish")
    @RolesAllowed("SUPERVISOR")
    public Uni<PublicationView> publish(@PathParam("id") UUID id) {
        return desk.publish(user.scope(), user.personId(), id).map(this::view);
    }

    @POST
    @Path("/publications/{id}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("SUPERVISOR")
    public Uni<PublicationView> withdraw(@PathParam("id") UUID id, @NotNull @Valid PublicationWithdrawal body) {
        return desk.withdraw(user.scope(), user.personId(), id, body.reason()).map(this::view);
    }

    private boolean isDesk() {
        return user.has(Role.SUPERVISOR) || user.has(Role.AUDITOR);
    }

    private PublicationView view(Publication publication) {
        return PublicationView.of(publication, desk.read(publication));
    }

    private Page<PublicationView> page(List<Publication> found, int limit) {
        return Page.of(
                found.stream().map(this::view).toList(),
                limit,
                last -> last.id().toString());
    }
}
