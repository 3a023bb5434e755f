package org.twinloop.supervision.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import org.twinloop.supervision.sample.Sample.Item;
import org.twinloop.supervision.sample.Sample.Outcome;
import org.twinloop.supervision.sample.Sample.Review;
import org.twinloop.supervision.sample.Sample.Stratum;
import org.twinloop.supervision.sample.Sample.Whole;

/** Samples: drawn, read, reviewed. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class SampleResource {

    private final SampleDesk desk;
    private final CurrentUser user;

    SampleResource(SampleDesk desk, CurrentUser user) {
        this.desk = desk;
        this.user = user;
    }

    record SampleView(
            UUID id,
            UUID unitId,
            String unitZh,
            String period,
            String seed,
            int sharePercent,
            int minimum,
            int maximum,
            int population,
            int withFindings,
            String populationSha256,
            Instant drawnAt,
            boolean byTimer,
            int chosen,
            int reviewed,
            int findings) {
        static SampleView of(Whole whole) {
            Sample s = whole.sample();
            return new SampleView(
                    s.id(),
                    s.unitId(),
                    whole.unitZh(),
                    s.period().toString(),
                    s.draw().seed(),
                    s.draw().sharePercent(),
                    s.draw().minimum(),
                    s.draw().maximum(),
                    s.population(),
                    s.withFindings(),
                    s.populationSha256(),
                    s.drawnAt(),
                    s.drawnBy() == null,
                    s.chosen(),
                    s.reviewed(),
                    s.findings());
        }
    }

    record SampleStratumView(String stratum, int population, int chosen) {
        static SampleStratumView of(Stratum stratum) {
            return new SampleStratumView(stratum.name(), stratum.population(), stratum.chosen());
        }
    }

    record SampleReviewView(Outcome outcome, String said, String by, Instant at) {
        static SampleReviewView of(Review review) {
            return new SampleReviewView(review.outcome(), review.said(), review.nameZh(), review.at());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SampleItemView(UUID id, UUID tripId, String stratum, SampleReviewView review, UUID findingId) {
        static SampleItemView of(Item item) {
            return new SampleItemView(
                    item.id(),
                    item.tripId(),
                    item.stratum(),
                    item.review() == null ? null : SampleReviewView.of(item.review()),
                    item.findingId());
        }
    }

    record SampleDetail(SampleView sample, List<SampleStratumView> strata, List<SampleItemView> items) {
        static SampleDetail of(Whole whole) {
            return new SampleDetail(
                    SampleView.of(whole),
                    whole.strata().stream().map(SampleStratumView::of).toList(),
                    whole.items().stream().map(SampleItemView::of).toList());
        }
    }

    record SampleRequest(
            UUID unitId,

            @NotNull @Size(max = 7) @Pattern(regexp = "^20[0-9]{2}-(0[1-9]|1[0-2])$")
            String period) {}

    record SampleReviewRequest(
            @NotNull Outcome outcome,
            @NotNull @Size(min = 4, max = 500) String said) {}

    @GET
    @Path("/samples")
    @RolesAllowed({"SUPERVISOR", "AUDITOR"})
    public Uni<Page<SampleView>> samples(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        return desk.list(user.scope(), before, limit + 1)
                .map(found -> Page.of(
                        found.stream().map(SampleView::of).toList(),
                        limit,
                        last -> last.id().toString()));
    }

    /** For the caller's own unit when none is named. */
    @POST
    @Path("/samples")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("SUPERVISOR")
    @ResponseStatus(201)
    public Uni<SampleDetail> draw(@NotNull @Valid SampleRequest body) {
        UUID unit = body.unitId() == null ? user.unitId() : body.unitId();
        return desk.draw(user.scope(), user.personId(), unit, YearMonth.parse(body.period()))
                .map(SampleDetail::of);
    }

    @GET
    @Path("/samples/{id}")
    @RolesAllowed({"SUPERVISOR", "AUDITOR"})
    public Uni<SampleDetail> sample(@PathParam("id") UUID id) {
        return desk.get(user.scope(), id).map(SampleDetail::of);
    }

    @POST
    @Path("/sample-items/{id}/review")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("SUPERVISOR")
    public Uni<SampleItemView> review(@PathParam("id") UUID id, @NotNull @Valid SampleReviewRequest body) {
        return desk.review(user.scope(), user.personId(), id, body.outcome(), body.said())
                .map(SampleItemView::of);
    }
}
