package org.twinloop.trip.approval.policy;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.rule.PolicyResult.Outcome;
import org.twinloop.trip.approval.rule.PolicyResult.Said;
import org.twinloop.trip.approval.rule.PolicyRules;
import org.twinloop.trip.approval.rule.PolicySettings;
import org.twinloop.trip.approval.rule.PolicyVersion;

/** The policy to read, to try and to publish. */
@Path("/api/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
class PolicyResource {
    private static final String VERSION = "[A-Za-z0-9][A-Za-z0-9.-]{0,39}";

    private final Policy policy;
    private final PolicyDesk desk;
    private final PolicyTrial trial;
    private final Database database;
    private final CurrentUser user;
    private final Clock clock;

    PolicyResource(
            Policy policy, PolicyDesk desk, PolicyTrial trial, Database database, CurrentUser user, Clock clock) {
        this.policy = policy;
        this.desk = desk;
        this.trial = trial;
        this.database = database;
        this.user = user;
        this.clock = clock;
    }

    record EditionView(
            String version, Instant validFrom, Instant validTo, boolean inForce, String source, Instant publishedAt) {
        static EditionView of(PolicyEdition e, Instant now) {
            return new EditionView(
                    e.version(), e.validFrom(), e.validTo(), e.isInForce(now), e.source(), e.publishedAt());
        }
    }

    record EditionList(List<EditionView> items) {}

    /** A rule to read aloud. */
    record RuleView(
            String rule,
            String nameZh,
            String nameEn,
            String about,
            List<Said> says,
            boolean on,
            LocalDate since,
            String source,
            int level) {}

    record PolicyPage(EditionView edition, List<RuleView> rules, PolicySettings settings) {
        static PolicyPage of(PolicyEdition edition, Instant now) {
            List<RuleView> rules = PolicyRules.ALL.stream()
                    .map(rule -> {
                        PolicySettings.Standing standing = edition.settings().standing(rule.id());
                        return new RuleView(
                                rule.id(),
                                rule.nameZh(),
                                rule.nameEn(),
                                rule.about().getSimpleName(),
                                rule.says(),
                                standing.on(),
                                standing.since(),
                                standing.source(),
                                standing.level());
                    })
                    .toList();
            return new PolicyPage(EditionView.of(edition, now), rules, edition.settings());
        }
    }

    record PolicyBody(
            @NotNull @Size(min = 1, max = 40) @Pattern(regexp = VERSION)
            String version,

            @NotNull Instant validFrom,
            @NotNull @Size(min = 2, max = 300) String source,
            @NotNull @Valid PolicySettings settings) {}

    record TrialBody(
            YearMonth month,
            Instant validFrom,
            @NotNull @Valid PolicySettings settings) {
        /** The day the candidate would begin; without one, the first on which every rule of it holds. */
        LocalDate day() {
            return validFrom == null ? settings.latestSince() : LocalDate.ofInstant(validFrom, CityTime.ZONE);
        }
    }

    record OutcomeCount(Outcome outcome, int trips) {}

    record RuleCount(String rule, int trips) {}

    record ReasonView(String rule, Said before, Said after, String textZh, String textEn) {}

    record OtherwiseView(
            java.util.UUID tripId,
            Instant departAt,
            TravelMode mode,
            Outcome before,
            Outcome after,
            int levelsBefore,
            int levelsAfter,
            List<ReasonView> because) {
        static OtherwiseView of(PolicyTrial.Otherwise one) {
            return new OtherwiseView(
                    one.tripId(),
                    one.departAt(),
                    one.mode(),
                    one.before(),
                    one.after(),
                    one.levelsBefore(),
                    one.levelsAfter(),
                    one.because().stream()
                            .map(r -> new ReasonView(r.rule(), r.before(), r.after(), r.textZh(), r.textEn()))
                            .toList());
        }
    }

    record TrialView(
            String month,
            int trips,
            int notJudged,
            boolean complete,
            List<OutcomeCount> outcomes,
            int otherwise,
            List<RuleCount> byRule,
            List<OtherwiseView> items) {
        static TrialView of(PolicyTrial.Outcomes found) {
            return new TrialView(
                    found.month().toString(),
                    found.trips(),
                    found.notJudged(),
                    found.complete(),
                    Arrays.stream(Outcome.values())
                            .map(outcome ->
                                    new OutcomeCount(outcome, found.outcomes().getOrDefault(outcome, 0)))
                            .toList(),
                    found.otherwise(),
                    found.byRule().entrySet().stream()
                            .map(rule -> new RuleCount(rule.getKey(), rule.getValue()))
                            .toList(),
                    found.shown().stream().map(OtherwiseView::of).toList());
        }
    }

    @GET
    @RolesAllowed({
        "TRAVELLER",
        "APPROVER",
        "VEHICLE_ADMINISTRATOR",
        "FLEET_MANAGER",
        "FINANCE",
        "SUPERVISOR",
        "AUDITOR",
        "ADMINISTRATOR"
    })
    public Uni<EditionList> list() {
        Instant now = clock.instant();
        return database.read(user.scope(), policy::editions)
                .map(all -> new EditionList(
                        all.stream().map(one -> EditionView.of(one, now)).toList()));
    }

    @GET
    @Path("/{version}")
    @RolesAllowed({
        "TRAVELLER",
        "APPROVER",
        "VEHICLE_ADMINISTRATOR",
        "FLEET_MANAGER",
        "FINANCE",
        "SUPERVISOR",
        "AUDITOR",
        "ADMINISTRATOR"
    })
    public Uni<PolicyPage> get(@PathParam("version") @Size(max = 40) @Pattern(regexp = VERSION) String version) {
        return database.read(user.scope(), policy::editions)
                .map(all -> all.stream()
                        .filter(one -> one.version().equals(version))
                        .findFirst()
                        .map(one -> PolicyPage.of(one, clock.instant()))
                        .orElseThrow(() -> ProblemException.notFound("policy " + version)));
    }

    /** A policy holds for all units, so publishing is an act on behalf of the whole city. */
    @POST
    @RolesAllowed("ADMINISTRATOR")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public Uni<PolicyPage> publish(@NotNull @Valid PolicyBody body) {
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(CommonProblem.NOT_ALLOWED, "only the administration publishes policies");
        }
        return desk.publish(new PolicyDesk.Draft(
                        body.version(), body.validFrom(), body.source(), body.settings(), user.personId()))
                .map(edition -> PolicyPage.of(edition, clock.instant()));
    }

    @POST
    @Path("/trials")
    @RolesAllowed({"FLEET_MANAGER", "ADMINISTRATOR"})
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TrialView> tryOut(@NotNull @Valid TrialBody body) {
        PolicyDesk.requireComplete(body.settings());
        YearMonth month = body.month() == null
                ? YearMonth.from(clock.instant().atZone(CityTime.ZONE)).minusMonths(1)
                : body.month();
        PolicyVersion candidate = new PolicyVersion("candidate", body.settings());
        return database.read(user.scope(), () -> trial.run(candidate, body.day(), month))
                .map(TrialView::of);
    }
}
