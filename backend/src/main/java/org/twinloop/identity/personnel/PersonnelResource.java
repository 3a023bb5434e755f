package org.twinloop.identity.personnel;

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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.Role;
import org.twinloop.identity.personnel.PersonnelImport.Batch;
import org.twinloop.identity.personnel.PersonnelImport.Period;
import org.twinloop.identity.personnel.PersonnelImport.Taken;

/** Where personnel offices bring what they know, as a file or from their own system. */
@Path("/api/v1/personnel")
@Produces(MediaType.APPLICATION_JSON)
class PersonnelResource {
    private static final int BATCH_MAX = 1_000;

    private final PersonnelImport imports;
    private final PersonnelRepository repository;
    private final PersonnelConfig config;
    private final Database database;
    private final CurrentUser user;

    PersonnelResource(
            PersonnelImport imports,
            PersonnelRepository repository,
            PersonnelConfig config,
            Database database,
            CurrentUser user) {
        this.imports = imports;
        this.repository = repository;
        this.config = config;
        this.database = database;
        this.user = user;
    }

    /** Whether somebody draws a transport allowance. */
    enum AllowanceStatus {
        RECEIVING,
        NOT_RECEIVING
    }

    record AllowanceBody(
            @NotNull @Size(min = 1, max = 40) String login,
            @NotNull AllowanceStatus status,
            @NotNull @Size(max = 50) List<@NotNull @Size(min = 1, max = 20) String> area,
            @NotNull LocalDate from) {}

    record TravelBody(
            @NotNull @Size(min = 1, max = 40) String login,
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotNull @Size(min = 1, max = 20) String city,
            @NotNull @Min(0) @Max(1_000_000) Long localTransportFen) {}

    /** All travel of a period. */
    record TravelPeriodBody(
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @NotNull @Size(max = BATCH_MAX) List<@NotNull @Valid TravelBody> days) {}

    record StaffBody(
            @NotNull @Size(min = 1, max = 40) String login,
            @NotNull LocalDate from,
            @NotNull Boolean left,
            @Size(min = 2, max = 20) String unitCode,
            @Size(min = 1, max = 9) List<@NotNull Role> roles,
            @Size(min = 1, max = 3) String licenceClass,
            LocalDate licenceValidUntil,
            @Min(0) @Max(12) Integer licencePoints) {}

    record RecordsBody(
            @Size(max = BATCH_MAX) List<@NotNull @Valid AllowanceBody> allowances,
            @Valid TravelPeriodBody travel,
            @Size(max = BATCH_MAX) List<@NotNull @Valid StaffBody> staff) {}

    record RejectedLine(int line, String field, String detail) {}

    record ImportView(
            UUID id,
            PersonnelKind kind,
            Instant importedAt,
            LocalDate from,
            LocalDate to,
            int lines,
            int taken,
            int unchanged,
            int rejected,
            List<RejectedLine> problems) {
        static ImportView of(Taken taken, int problemsMax) {
            return new ImportView(
                    taken.id(),
                    taken.kind(),
                    taken.at(),
                    taken.covers().map(Period::from).orElse(null),
                    taken.covers().map(Period::to).orElse(null),
                    taken.lines(),
                    taken.taken(),
                    taken.unchanged(),
                    taken.lines() - taken.taken() - taken.unchanged(),
                    taken.rejected().stream()
                            .limit(problemsMax)
                            .map(bad -> new RejectedLine(bad.line(), bad.field(), bad.detail()))
                            .toList());
        }
    }

    record ImportList(List<ImportView> items) {}

    @POST
    @Path("/imports")
    @Consumes("text/csv")
    @RolesAllowed("ADMINISTRATOR")
    @ResponseStatus(201)
    public Uni<ImportView> importFile(
            @QueryParam("kind") @NotNull PersonnelKind kind,
            @QueryParam("from") LocalDate from,
            @QueryParam("to") LocalDate to,
            @NotNull String file) {
        requireAdministration();
        Optional<Period> covers = period(kind, from, to);
        PersonnelCsv.Read read = PersonnelCsv.read(kind, file, config.linesMax());
        return imports.take(new Batch(kind, user.personId(), covers, read.lines(), read.rejected()))
                .map(taken -> ImportView.of(taken, config.problemsMax()));
    }

    @POST
    @Path("/records")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    @ResponseStatus(201)
    public Uni<ImportList> importRecords(@NotNull @Valid RecordsBody body) {
        requireAdministration();
        List<Batch> batches = batches(body, user.personId());
        if (batches.isEmpty()) {
            throw ProblemException.field(CommonProblem.INVALID, "", "nothing came; give allowances, travel or staff");
        }
        return database.act(Scope.SYSTEM, () -> {
                    List<Taken> taken = new ArrayList<>();
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (Batch batch : batches) {
                        all = all.chain(() -> imports.take(batch))
                                .invoke(taken::add)
                                .replaceWithVoid();
                    }
                    return all.replaceWith(taken);
                })
                .map(taken -> new ImportList(taken.stream()
                        .map(one -> ImportView.of(one, config.problemsMax()))
                        .toList()));
    }

    @GET
    @Path("/imports")
    @RolesAllowed({"ADMINISTRATOR", "AUDITOR"})
    public Uni<ImportList> list(@QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        requireAdministration();
        return database.read(Scope.SYSTEM, () -> repository.imports(limit))
                .map(all -> new ImportList(
                        all.stream().map(one -> ImportView.of(one, 0)).toList()));
    }

    private void requireAdministration() {
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "personnel facts of all units come through the administration");
        }
    }

    private static Optional<Period> period(PersonnelKind kind, LocalDate from, LocalDate to) {
        if (kind != PersonnelKind.TRAVEL_DAYS) {
            return Optional.empty();
        }
        if (from == null || to == null || from.isAfter(to) || from.plusYears(1).isBefore(to)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "?from",
                    "value " + from + " to " + to + "; days of travel come for a period of at most a year");
        }
        return Optional.of(new Period(from, to));
    }

    private static List<Batch> batches(RecordsBody body, UUID sentBy) {
        List<Batch> batches = new ArrayList<>();
        if (body.allowances() != null) {
            batches.add(new Batch(
                    PersonnelKind.ALLOWANCES,
                    sentBy,
                    Optional.empty(),
                    numbered(body.allowances(), PersonnelResource::allowance),
                    List.of()));
        }
        if (body.travel() != null) {
            TravelPeriodBody travel = body.travel();
            batches.add(new Batch(
                    PersonnelKind.TRAVEL_DAYS,
                    sentBy,
                    period(PersonnelKind.TRAVEL_DAYS, travel.from(), travel.to()),
                    numbered(travel.days(), PersonnelResource::travel),
                    List.of()));
        }
        if (body.staff() != null) {
            batches.add(new Batch(
                    PersonnelKind.STAFF_CHANGES,
                    sentBy,
                    Optional.empty(),
                    numbered(body.staff(), PersonnelResource::staff),
                    List.of()));
        }
        return batches;
    }

    /** Makes a line of one body, which stands at this place. */
    @FunctionalInterface
    private interface LineOf<B> {
        PersonnelLine of(int line, B body);
    }

    private static <B> List<PersonnelLine> numbered(List<B> bodies, LineOf<B> make) {
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> make.of(i + 1, bodies.get(i)))
                .toList();
    }

    private static PersonnelLine allowance(int line, AllowanceBody b) {
        return new PersonnelLine.Allowance(
                line, b.login(), b.status() == AllowanceStatus.RECEIVING, new LinkedHashSet<>(b.area()), b.from());
    }

    private static PersonnelLine travel(int line, TravelBody b) {
        return new PersonnelLine.Travel(line, b.login(), b.from(), b.to(), b.city(), b.localTransportFen());
    }

    private static PersonnelLine staff(int line, StaffBody b) {
        return new PersonnelLine.Staff(
                line,
                b.login(),
                b.from(),
                b.left(),
                b.unitCode(),
                b.roles() == null ? null : new LinkedHashSet<>(b.roles()),
                b.licenceClass(),
                b.licenceValidUntil(),
                b.licencePoints());
    }
}
