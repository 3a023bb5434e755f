package org.twinloop.partner.gb32960;

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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.geo.Datum;
import org.twinloop.identity.CurrentUser;
import org.twinloop.identity.PasswordQueue;
import org.twinloop.partner.gb32960.Registration.Platform;
import org.twinloop.partner.gb32960.Registration.Terminal;

/** Who may report by GB/T 32960. */
@Path("/api/v1/partner/gb32960")
@Produces(MediaType.APPLICATION_JSON)
class GbResource {

    private static final String VIN = "^[A-HJ-NPR-Z0-9]{17}$";
    private static final String ACCOUNT = "^[A-Za-z0-9._-]{1,12}$";

    private final PasswordQueue passwords;
    private final Database database;
    private final GbDesk desk;
    private final RegistrationRepository repository;
    private final CurrentUser user;

    GbResource(
            PasswordQueue passwords,
            Database database,
            GbDesk desk,
            RegistrationRepository repository,
            CurrentUser user) {
        this.passwords = passwords;
        this.database = database;
        this.desk = desk;
        this.repository = repository;
        this.user = user;
    }

    record GbTerminalRequest(
            @Size(max = 20) @Pattern(regexp = "^[0-9A-Za-z]{1,20}$")
            String iccid,

            Datum datum,
            Boolean answersAll,
            Boolean blocked) {}

    record GbTerminalView(
            String vin,
            UUID vehicleId,
            String iccid,
            Datum datum,
            boolean answersAll,
            boolean blocked,
            Instant registeredAt,
            Instant loggedInAt) {

        static GbTerminalView of(Terminal terminal) {
            return new GbTerminalView(
                    terminal.vin(),
                    terminal.vehicleId(),
                    terminal.iccid(),
                    terminal.datum(),
                    terminal.answersAll(),
                    terminal.blocked(),
                    terminal.registeredAt(),
                    terminal.loggedInAt());
        }
    }

    record GbPlatformRequest(
            @NotNull @Size(max = 17) @Pattern(regexp = "^[!-~]{1,17}$")
            String code,

            @NotNull @Size(min = 3, max = 3) @Pattern(regexp = "^[A-Z]{3}$")
            String operatorCode,

            @Size(min = 8, max = 20) @Pattern(regexp = "^[!-~]{8,20}$")
            String password,

            Datum datum,
            Boolean blocked) {}

    record GbPlatformView(
            String account,
            String code,
            UUID operatorId,
            Datum datum,
            boolean blocked,
            Instant registeredAt,
            Instant loggedInAt) {

        static GbPlatformView of(Platform platform) {
            return new GbPlatformView(
                    platform.account(),
                    platform.code(),
                    platform.operatorId(),
                    platform.datum(),
                    platform.blocked(),
                    platform.registeredAt(),
                    platform.loggedInAt());
        }
    }

    @GET
    @Path("/terminals")
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    public Uni<Page<GbTerminalView>> terminals(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        return database.read(user.scope(), () -> repository.terminals(cursor == null ? "" : cursor, limit + 1))
                .map(found -> found.stream().map(GbTerminalView::of).toList())
                .map(views -> Page.of(views, limit, GbTerminalView::vin));
    }

    @PUT
    @Path("/terminals/{vin}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    public Uni<GbTerminalView> putTerminal(
            @PathParam("vin") @Size(max = 17) @Pattern(regexp = VIN) String vin,
            @Valid @NotNull GbTerminalRequest request) {
        return desk.register(
                        new RegistrationRepository.NewTerminal(
                                vin,
                                request.iccid(),
                                request.datum() == null ? Datum.wgs84 : request.datum(),
                                Boolean.TRUE.equals(request.answersAll()),
                                Boolean.TRUE.equals(request.blocked())),
                        user.scope(),
                        user.personId())
                .map(GbTerminalView::of);
    }

    @GET
    @Path("/platforms")
    @RolesAllowed({"ADMINISTRATOR", "FLEET_MANAGER"})
    public Uni<Page<GbPlatformView>> platforms(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        return database.read(user.scope(), () -> repository.platforms(cursor == null ? "" : cursor, limit + 1))
                .map(found -> found.stream().map(GbPlatformView::of).toList())
                .map(views -> Page.of(views, limit, GbPlatformView::account));
    }

    @PUT
    @Path("/platforms/{account}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("ADMINISTRATOR")
    public Uni<GbPlatformView> putPlatform(
            @PathParam("account") @Size(max = 12) @Pattern(regexp = ACCOUNT) String account,
            @Valid @NotNull GbPlatformRequest request) {
        Scope scope = user.scope();
        if (!scope.equals(Scope.SYSTEM)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "platforms are registered by an administrator of the whole city");
        }
        UUID actor = user.personId();
        return hashed(request.password())
                .chain(hash -> desk.register(
                        new GbDesk.NewPlatform(
                                account,
                                request.code(),
                                request.operatorCode(),
                                hash,
                                request.datum() == null ? Datum.wgs84 : request.datum(),
                                Boolean.TRUE.equals(request.blocked())),
                        scope,
                        actor))
                .map(GbPlatformView::of);
    }

    /** Slow on purpose, and so not on an event loop; null stays null. */
    private Uni<String> hashed(String password) {
        return password == null ? Uni.createFrom().nullItem() : passwords.hash(password);
    }
}
