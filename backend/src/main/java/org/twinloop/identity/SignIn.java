package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.IdentityRepository.Account;

/**
 * Signing in, staying signed in and signing out. Passwords are checked off the event loop and outside any transaction;
 * token times are real time, since a token belongs to the machine and not to the city.
 */
@ApplicationScoped
class SignIn {

    private final Database database;
    private final IdentityRepository repository;
    private final Tokens tokens;
    private final IdentityConfig config;
    private final Clock clock;
    private final Vertx vertx;

    SignIn(
            Database database,
            IdentityRepository repository,
            Tokens tokens,
            IdentityConfig config,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.repository = repository;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** Checks login and password; locks the account after too many failures in a row. */
    Uni<Session> withPassword(String login, String password) {
        return database.read(Scope.SYSTEM, () -> repository.accountByLogin(login, clock.instant()))
                .chain(found -> {
                    String hash = found.map(Account::passwordHash).orElse(Passwords.NOBODY);
                    return offLoop(() -> Passwords.matches(password, hash))
                            .chain(right ->
                                    found.isEmpty() ? Uni.createFrom().failure(refused()) : decide(found.get(), right));
                });
    }

    /** Exchanges a refresh token for a new session; a token used before ends its whole family. */
    Uni<Session> withRefreshToken(String refreshToken) {
        byte[] hash = Tokens.digest(refreshToken);
        Instant now = SystemTime.now();
        return database.act(
                        Scope.SYSTEM,
                        () -> repository
                                .useRefreshToken(hash, now)
                                .chain(used -> used.isEmpty()
                                        ? repository.revokeFamilyOf(hash, now).map(revoked -> (Session) null)
                                        : repository
                                                .account(used.get().personId(), clock.instant())
                                                .chain(account -> open(
                                                        account.orElseThrow(),
                                                        used.get().family()))))
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(IdentityProblem.TOKEN_REFUSED, "sign in again"));
    }

    /** Ends the family of a refresh token. Harmless when there is no such token. */
    Uni<Void> out(String refreshToken) {
        return database.act(
                        Scope.SYSTEM, () -> repository.revokeFamilyOf(Tokens.digest(refreshToken), SystemTime.now()))
                .replaceWithVoid();
    }

    private Uni<Session> decide(Account account, boolean right) {
        UUID personId = account.person().id();
        Instant now = SystemTime.now();
        if (account.lockedUntil() != null && account.lockedUntil().isAfter(now)) {
            String until = CityTime.clock(account.lockedUntil());
            return Uni.createFrom()
                    .failure(new ProblemException(
                            IdentityProblem.ACCOUNT_LOCKED,
                            until + " 后可再次登录 / locked until " + until + ", Shanghai time"));
        }
        if (!right) {
            Instant lockedUntil = now.plusSeconds(60L * config.lockOutMinutes());
            return database.act(
                            Scope.SYSTEM, () -> repository.countFailure(personId, config.lockOutAfter(), lockedUntil))
                    .chain(() -> Uni.createFrom().failure(refused()));
        }
        if (!account.person().active()) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            IdentityProblem.SUSPENDED, "请联系本单位管理员 / ask your unit's administrator"));
        }
        return database.act(
                Scope.SYSTEM, () -> repository.forgetFailures(personId).chain(() -> open(account, Ids.next())));
    }

    private Uni<Session> open(Account account, UUID family) {
        String refresh = tokens.secret();
        String csrf = tokens.secret();
        Instant now = SystemTime.now();
        Person person = account.person();
        Uni<Unit> unit = person.unitId() == null
                ? Uni.createFrom().nullItem()
                : repository.unit(person.unitId()).map(found -> found.orElseThrow());
        return repository
                .insertRefreshToken(Tokens.digest(refresh), family, person.id(), now, now.plus(tokens.refreshLife()))
                .chain(() -> unit)
                .map(home -> new Session(person, home, tokens.access(person, account.rootUnit(), csrf), refresh, csrf));
    }

    private Uni<Boolean> offLoop(java.util.concurrent.Callable<Boolean> check) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(check).toCompletionStage());
    }

    private static ProblemException refused() {
        return new ProblemException(IdentityProblem.SIGN_IN_REFUSED, "请核对后重试 / check both and try again");
    }

    /** An open session: what a client holds afterwards. */
    record Session(Person person, Unit unit, String accessToken, String refreshToken, String csrf) {}
}
