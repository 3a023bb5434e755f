package org.twinloop.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.guess.Attempt;

/** Sign-in for the phone app (tokens in the body) and the browser (tokens in HttpOnly cookies). */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
class SignInResource {

    private static final String REFRESH_COOKIE = "tl_refresh";
    private static final String CSRF_COOKIE = "tl_csrf";
    private static final String DEVICE_COOKIE = "tl_device";
    private static final String AUTH_PATH = "/api/v1/auth";

    private final SignIn signIn;
    private final PasswordDesk passwords;
    private final People people;
    private final Database database;
    private final CurrentUser user;
    private final Tokens tokens;
    private final IdentityConfig config;

    SignInResource(
            SignIn signIn,
            PasswordDesk passwords,
            People people,
            Database database,
            CurrentUser user,
            Tokens tokens,
            IdentityConfig config) {
        this.signIn = signIn;
        this.passwords = passwords;
        this.people = people;
        this.database = database;
        this.user = user;
        this.tokens = tokens;
        this.config = config;
    }

    enum Client {
        APP,
        BROWSER
    }

    record LoginRequest(
            @NotNull @Size(min = 1, max = 40) String login,
            @NotNull @Size(min = 1, max = 200) String password,
            @NotNull Client client) {}

    record RefreshRequest(@Size(min = 20, max = 100) String refreshToken) {}

    record NewPasswordRequest(
            @NotNull @Size(min = 1, max = 40) String login,
            @NotNull @Size(min = 1, max = 200) String oneTimePassword,
            @NotNull @Size(min = 10, max = 200) String newPassword) {}

    record PasswordChangeRequest(
            @NotNull @Size(min = 1, max = 200) String oldPassword,
            @NotNull @Size(min = 10, max = 200) String newPassword) {}

    record OneTimePasswordView(String login, String oneTimePassword, Instant validUntil) {}

    record UnitView(UUID id, String code, String nameZh, String nameEn) {
        static UnitView of(Unit unit) {
            return unit == null ? null : new UnitView(unit.id(), unit.code(), unit.nameZh(), unit.nameEn());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PersonView(UUID id, String login, String nameZh, UnitView unit, UUID operatorId, List<String> roles) {
        static PersonView of(Person person, Unit unit) {
            List<String> roles =
                    person.roles().stream().map(Role::name).sorted().toList();
            return new PersonView(
                    person.id(), person.login(), person.nameZh(), UnitView.of(unit), person.operatorId(), roles);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SessionView(String accessToken, String tokenType, long expiresInS, String refreshToken, PersonView person) {}

    @POST
    @Path("/auth/login")
    @PermitAll
    public Uni<RestResponse<SessionView>> login(
            @Valid @NotNull LoginRequest request, @CookieParam(DEVICE_COOKIE) String device) {
        return signIn.withPassword(Attempt.from(request.login(), device), request.password())
                .map(session -> answer(session, request.client() == Client.BROWSER, deviceCookie(session)));
    }

    @POST
    @Path("/auth/refresh")
    @PermitAll
    public Uni<RestResponse<SessionView>> refresh(
            @Valid RefreshRequest request,
            @CookieParam(REFRESH_COOKIE) String refreshCookie,
            @CookieParam(CSRF_COOKIE) String csrfCookie,
            @HeaderParam(SignInMechanism.CSRF_HEADER) @Size(max = 200) String csrfHeader) {
        boolean browser = request == null || request.refreshToken() == null;
        String token = browser ? cookie(refreshCookie, csrfCookie, csrfHeader) : request.refreshToken();
        return signIn.withRefreshToken(token).map(session -> answer(session, browser, null));
    }

    @POST
    @Path("/auth/logout")
    @PermitAll
    public Uni<RestResponse<Void>> logout(
            @Valid RefreshRequest request,
            @CookieParam(REFRESH_COOKIE) String refreshCookie,
            @CookieParam(CSRF_COOKIE) String csrfCookie,
            @HeaderParam(SignInMechanism.CSRF_HEADER) @Size(max = 200) String csrfHeader) {
        boolean browser = request == null || request.refreshToken() == null;
        String token = browser ? cookie(refreshCookie, csrfCookie, csrfHeader) : request.refreshToken();
        return signIn.out(token)
                .map(done -> RestResponse.ResponseBuilder.<Void>create(RestResponse.Status.NO_CONTENT)
                        .cookie(cookie(SignInMechanism.ACCESS_COOKIE, "", "/", 0, true))
                        .cookie(cookie(REFRESH_COOKIE, "", AUTH_PATH, 0, true))
                        .cookie(cookie(CSRF_COOKIE, "", "/", 0, false))
                        .build());
    }

    @GET
    @Path("/me")
    @Authenticated
    public Uni<PersonView> me() {
        return database.read(
                user.scope(),
                () -> people.find(user.personId())
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("the signed-in person")))
                        .chain(person -> person.unitId() == null
                                ? Uni.createFrom().item(PersonView.of(person, null))
                                : people.findUnit(person.unitId())
                                        .map(unit -> PersonView.of(person, unit.orElseThrow()))));
    }

    @POST
    @Path("/auth/password")
    @PermitAll
    public Uni<Void> redeemOneTimePassword(@Valid @NotNull NewPasswordRequest request) {
        return passwords.redeem(request.login(), request.oneTimePassword(), request.newPassword());
    }

    @PUT
    @Path("/me/password")
    @Authenticated
    public Uni<Void> changePassword(@Valid @NotNull PasswordChangeRequest request) {
        return passwords.change(user.personId(), user.session(), request.oldPassword(), request.newPassword());
    }

    @POST
    @Path("/people/{login}/one-time-password")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("ADMINISTRATOR")
    @ResponseStatus(201)
    public Uni<RestResponse<OneTimePasswordView>> resetPassword(
            @PathParam("login") @Size(min = 2, max = 40) String login) {
        UUID unitId = user.scope().equals(Scope.SYSTEM) ? null : user.unitId();
        return passwords
                .reset(login, user.personId(), unitId)
                .map(given -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED,
                                new OneTimePasswordView(given.login(), given.password(), given.until()))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    /** Outlives the session: a device that has signed in is not locked out by what others try elsewhere. */
    private NewCookie deviceCookie(SignIn.Session session) {
        int lifeS = (int) config.keepDevices().toSeconds();
        return cookie(DEVICE_COOKIE, session.device(), AUTH_PATH, lifeS, true);
    }

    private RestResponse<SessionView> answer(SignIn.Session session, boolean browser, NewCookie device) {
        PersonView person = PersonView.of(session.person(), session.unit());
        long accessS = tokens.accessLife().toSeconds();
        if (!browser) {
            return RestResponse.ResponseBuilder.ok(
                            new SessionView(session.accessToken(), "Bearer", accessS, session.refreshToken(), person))
                    .header("Cache-Control", "no-store")
                    .cookie(device == null ? new NewCookie[0] : new NewCookie[] {device})
                    .build();
        }
        int refreshS = (int) tokens.refreshLife().toSeconds();
        return RestResponse.ResponseBuilder.ok(new SessionView(null, "Cookie", accessS, null, person))
                .header("Cache-Control", "no-store")
                .cookie(cookie(SignInMechanism.ACCESS_COOKIE, session.accessToken(), "/", (int) accessS, true))
                .cookie(cookie(REFRESH_COOKIE, session.refreshToken(), AUTH_PATH, refreshS, true))
                .cookie(cookie(CSRF_COOKIE, session.csrf(), "/", refreshS, false))
                .cookie(device == null ? new NewCookie[0] : new NewCookie[] {device})
                .build();
    }

    private static String cookie(String refreshCookie, String csrfCookie, String csrfHeader) {
        if (refreshCookie == null || refreshCookie.isEmpty()) {
            throw new ProblemException(
                    IdentityProblem.TOKEN_REFUSED, "send refreshToken in the body or cookie tl_refresh");
        }
        if (csrfCookie == null || !csrfCookie.equals(csrfHeader)) {
            throw new ProblemException(
                    IdentityProblem.CSRF_REFUSED, "send the value of cookie tl_csrf in header X-CSRF-Token");
        }
        return refreshCookie;
    }

    private NewCookie cookie(String name, String value, String path, int maxAgeS, boolean httpOnly) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(path)
                .maxAge(maxAgeS)
                .httpOnly(httpOnly)
                .secure(config.secureCookies())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
