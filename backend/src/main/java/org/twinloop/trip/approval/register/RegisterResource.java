package org.twinloop.trip.approval.register;

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
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.trip.approval.PurposeCategory;
import org.twinloop.trip.approval.register.RegisterImport.Batch;
import org.twinloop.trip.approval.register.RegisterImport.Taken;
import org.twinloop.trip.approval.register.RegisterLine.Power;

/** Where the administration brings what policy needs to know of cars and charging, as a file or from a system. */
@Path("/api/v1/policy-registers")
@Produces(MediaType.APPLICATION_JSON)
class RegisterResource {
    private static final int BATCH_MAX = 1_000;

    private final RegisterImport imports;
    private final RegisterRepository repository;
    private final RegisterConfig config;
    private final Database database;
    private final CurrentUser user;

    RegisterResource(
            RegisterImport imports,
            RegisterRepository repository,
            RegisterConfig config,
            Database database,
            CurrentUser user) {
        this.imports = imports;
        this.repository = repository;
        this.config = config;
        this.database = database;
        this.user = user;
    }

    /** @param purpose absent when the car is registered for none any more */
    record KeptCarRecord(
            @NotNull @Size(min = 1, max = 20) String plate,
            PurposeCategory purpose,
            @NotNull LocalDate from) {}

    record CarPowerRecord(
            @NotNull @Size(min = 1, max = 40) String operatorCode,
            @NotNull @Size(min = 1, max = 40) String vehicleClass,
            @NotNull Power power,
            @NotNull LocalDate from) {}

    record ChargingOrderRecord(
            @NotNull @Size(min = 1, max = 64) String orderNo,
            @NotNull @Size(min = 2, max = 20) String unitCode,
            @NotNull @Size(min = 1, max = 20) String plate,
            @NotNull Instant startedAt,
            @NotNull Instant endedAt,
            @NotNull @Min(0) @Max(RegisterCsv.ENERGY_WH_MAX) Integer energyWh,
            @Min(0) @Max(100) Double startSocPercent,
            @Min(0) @Max(100) Double targetSocPercent,
            Instant fullAt,
            Instant leftAt) {}

    record RegisterRecords(
            @Size(max = BATCH_MAX) List<@NotNull @Valid KeptCarRecord> keptCars,
            @Size(max = BATCH_MAX) List<@NotNull @Valid CarPowerRecord> carPower,
            @Size(max = BATCH_MAX) List<@NotNull @Valid ChargingOrderRecord> chargingOrders) {}

    record RejectedLine(int line, String field, String detail) {}

    record RegisterImportView(
            UUID id,
            RegisterKind kind,
            Instant importedAt,
            int lines,
            int taken,
            int unchanged,
            int rejected,
            List<RejectedLine> problems) {
        static RegisterImportView of(Taken taken, int problemsMax) {
            return new RegisterImportView(
                    taken.id(),
                    taken.kind(),
                    taken.at(),
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

    record RegisterImportList(List<RegisterImportView> items) {}

    @POST
    @Path("/imports")
    @Consumes("text/csv")
    @RolesAllowed("ADMINISTRATOR")
    @ResponseStatus(201)
    public Uni<RegisterImportView> importFile(@QueryParam("kind") @NotNull RegisterKind kind, @NotNull String file) {
        requireAdministration();
        RegisterCsv.Read read = RegisterCsv.read(kind, file, config.linesMax());
        return imports.take(List.of(new Batch(kind, user.personId(), read.lines(), read.rejected())))
                .map(taken -> RegisterImportView.of(taken.get(0), config.problemsMax()));
    }

    @POST
    @Path("/records")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    @ResponseStatus(201)
    public Uni<RegisterImportList> importRecords(@NotNull @Valid RegisterRecords body) {
        requireAdministration();
        List<Batch> batches = new ArrayList<>();
        add(batches, RegisterKind.KEPT_CARS, body.keptCars(), RegisterResource::keptCar);
        add(batches, RegisterKind.CAR_POWER, body.carPower(), RegisterResource::carPower);
        add(batches, RegisterKind.CHARGING_ORDERS, body.chargingOrders(), RegisterResource::chargingOrder);
        if (batches.isEmpty()) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "", "nothing came; give keptCars, carPower or chargingOrders");
        }
        return imports.take(batches).map(this::list);
    }

    @GET
    @Path("/imports")
    @RolesAllowed({"ADMINISTRATOR", "AUDITOR"})
    public Uni<RegisterImportList> list(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        requireAdministration();
        return database.read(Scope.SYSTEM, () -> repository.imports(limit)).map(this::list);
    }

    private RegisterImportList list(List<Taken> taken) {
        return new RegisterImportList(taken.stream()
                .map(one -> RegisterImportView.of(one, config.problemsMax()))
                .toList());
    }

    private void requireAdministration() {
        if (!user.scope().equals(Scope.SYSTEM)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "registers of all units come through the administration");
        }
    }

    /** Makes a line of one body, which stands at this place. */
    @FunctionalInterface
    private interface LineOf<B> {
        RegisterLine of(int line, B body);
    }

    private <B> void add(List<Batch> batches, RegisterKind kind, List<B> bodies, LineOf<B> make) {
        if (bodies != null) {
            List<RegisterLine> lines = IntStream.range(0, bodies.size())
                    .mapToObj(i -> make.of(i + 1, bodies.get(i)))
                    .toList();
            batches.add(new Batch(kind, user.personId(), lines, List.of()));
        }
    }

    private static RegisterLine keptCar(int line, KeptCarRecord b) {
        return new RegisterLine.KeptCar(line, b.plate(), b.purpose(), b.from());
    }

    private static RegisterLine carPower(int line, CarPowerRecord b) {
        return new RegisterLine.CarPower(line, b.operatorCode(), b.vehicleClass(), b.power(), b.from());
    }

    private static RegisterLine chargingOrder(int line, ChargingOrderRecord b) {
        return new RegisterLine.ChargingOrder(
                line,
                b.orderNo(),
                b.unitCode(),
                b.plate(),
                b.startedAt(),
                b.endedAt(),
                b.energyWh(),
                b.startSocPercent(),
                b.targetSocPercent(),
                b.fullAt(),
                b.leftAt());
    }
}
