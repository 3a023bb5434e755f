package org.twinloop.trip.approval.policy;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.trip.approval.rule.ExpenseQuestion;
import org.twinloop.trip.approval.rule.ExpenseQuestion.Bearer;
import org.twinloop.trip.approval.rule.PolicyQuestion.Applicant;
import org.twinloop.trip.approval.rule.PolicyQuestion.Licence;
import org.twinloop.trip.approval.rule.PolicyQuestion.TravelDay;
import org.twinloop.trip.approval.rule.PolicyResult;

/** Whether a claim for local transport can be paid: asked before it is handed in, and by finance before it is paid. */
@Path("/api/v1/expense-checks")
@Produces(MediaType.APPLICATION_JSON)
class ExpenseResource {
    private final Policy policy;
    private final Personnel personnel;
    private final Database database;
    private final CurrentUser user;
    private final Clock clock;

    ExpenseResource(Policy policy, Personnel personnel, Database database, CurrentUser user, Clock clock) {
        this.policy = policy;
        this.personnel = personnel;
        this.database = database;
        this.user = user;
        this.clock = clock;
    }

    record ExpenseBody(
            UUID personId,
            @NotNull ExpenseQuestion.Kind kind,
            @NotNull LocalDate day,
            @Size(min = 1, max = 20) String fromDistrict,
            @Size(min = 1, max = 20) String toDistrict,
            @NotNull @Min(0) @Max(10_000_000) Long amountFen) {}

    @POST
    @RolesAllowed({"TRAVELLER", "FINANCE"})
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<PolicyResult> check(@NotNull @Valid ExpenseBody body) {
        UUID person = body.personId() == null ? user.personId() : body.personId();
        if (!person.equals(user.personId()) && !user.has(Role.FINANCE)) {
            throw ProblemException.notFound("person " + person);
        }
        Instant now = clock.instant();
        return database.read(
                user.scope(),
                () -> personnel
                        .get(person, body.day().atStartOfDay(CityTime.ZONE).toInstant())
                        .map(file -> question(body, file, now))
                        .chain(question -> policy.inForce(now).map(version -> version.judge(question))));
    }

    private static ExpenseQuestion question(ExpenseBody body, PersonnelFile file, Instant now) {
        return new ExpenseQuestion(
                now,
                new ExpenseQuestion.Request(
                        body.kind(),
                        body.day(),
                        Optional.ofNullable(body.fromDistrict()),
                        Optional.ofNullable(body.toDistrict()),
                        body.amountFen(),
                        Bearer.UNIT),
                new Applicant(
                        file.unitCode(),
                        file.drawsAllowance(),
                        file.allowanceArea(),
                        Licence.NONE,
                        file.travelDays()
                                .map(days -> days.stream()
                                        .map(d -> new TravelDay(d.day(), d.city(), d.localTransportFen()))
                                        .toList())));
    }
}
