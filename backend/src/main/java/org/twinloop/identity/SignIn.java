package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Problem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.IdentityRepository.Account;
import org.twinloop.identity.IdentityRepository.RefreshToken;
import org.twinloop.identity.guess.Attempt;
import org.twinloop.identity.guess.GuessRepository;
import org.twinloop.identity.guess.GuessRepository.Key;

/**
 * Signing in, staying signed in and signing out. Passwords are checked off the event loop and outside any transaction;
 * token times are real time, since a token belongs to the machine and not to the city.
 */
@ApplicationScoped
class SignIn {

    private final Database database;
    private final IdentityRepository repository;
    private final Tokens tokens;
    private final PasswordQueue passwords;
    private final GuessRepository guesses;
    private final IdentityConfig config;
    private final Clock clock;

    SignIn(
            Database database,
            IdentityRepository repository,
            Tokens tokens,
            PasswordQueue passwords,
            GuessRepository guesses,
            IdentityConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.tokens = tokens;
        this.passwords = passwords;
        this.guesses = guesses;
        this.config = config;
        this.clock = clock;
    }

    /** Checks login and password; locks what the attempt is counted under after too many failures in a row. */
    Uni<Session> withPassword(Attempt attempt, String password) {
        return find(attempt.login())
                .chain(found -> prove(
                        found, attempt, password, IdentityProblem.SIGN_IN_REFUSED, account -> enter(account, attempt)));
    }

    /** Exchanges a refresh token for a new session; a token used before ends its whole family, but for the grace. */
    Uni<Session> withRefreshToken(String refreshToken) {
        byte[] hash = Tokens.digest(refreshToken);
        Instant now = SystemTime.now();
        return database.act(
                        Scope.SYSTEM,
                        () -> exchangeable(hash, now)
                                .chain(good -> good.isPresent()
                                        ? goOn(good.get(), hash)
                                        : repository.revokeFamilyOf(hash, now).map(revoked -> (Session) null)))
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

    Uni<Optional<Account>> find(String login) {
        return database.read(Scope.SYSTEM, () -> repository.accountByLogin(login, clock.instant()));
    }

    /**
     * Does something in the name of whoever knows the password, in the transaction that decides so. A wrong password
     * counts towards the lock-out. Many at once are decided one by one: once the limit is reached none of the others
     * is told whether it was right. Nobody's password costs the same work as somebody's, and locks like it.
     *
     * @param found whose password it may be
     * @param wrong how a wrong password is refused
     * @param then what to do with the account, whose row is locked meanwhile
     */
    <T> Uni<T> prove(
            Optional<Account> found, Attempt attempt, String password, Problem wrong, Function<Account, Uni<T>> then) {
        Instant now = SystemTime.now();
        return database.act(
                        Scope.SYSTEM,
                        () -> guesses.keyOf(attempt)
                                .call(key -> guesses.lockedUntil(key, now).invoke(SignIn::refuseLocked)))
                .chain(key -> {
                    Optional<String> hash =
                            found.map(Account::passwordHash).filter(kept -> !kept.equals(Passwords.NONE));
                    return passwords
                            .matches(password, hash.orElse(Passwords.NOBODY))
                            .chain(right -> right && hash.isPresent()
                                    ? admit(found.orElseThrow(), key, wrong, then)
                                    : turnDown(key, wrong));
                });
    }

    private <T> Uni<T> admit(Account account, Key key, Problem wrong, Function<Account, Uni<T>> then) {
        return database.act(
                Scope.SYSTEM,
                () -> guesses.settle(key, SystemTime.now())
                        .invoke(SignIn::refuseLocked)
                        .chain(() -> repository.admits(account.person().id(), account.passwordHash()))
                        .chain(admitted -> admitted
                                ? then.apply(account)
                                : Uni.createFrom().failure(refused(wrong))));
    }

    private <T> Uni<T> turnDown(Key key, Problem wrong) {
        Instant now = SystemTime.now();
        Duration lock = Duration.ofMinutes(config.lockOutMinutes());
        return database.act(Scope.SYSTEM, () -> guesses.count(key, config.lockOutAfter(), lock, now))
                .chain(counted -> Uni.createFrom().failure(counted ? refused(wrong) : locked(now.plus(lock))));
    }

    private static void refuseLocked(Optional<Instant> until) {
        if (until.isPresent()) {
            throw locked(until.get());
        }
    }

    private Uni<Session> enter(Account account, Attempt attempt) {
        if (account.shutOut()) {
            return Uni.createFrom().failure(shutOut());
        }
        if (account.oneTimeUntil() != null) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            IdentityProblem.PASSWORD_CHANGE_NEEDED,
                            "请先设置新密码 / choose another password: POST /api/v1/auth/password"));
        }
        return open(account, new RefreshToken(Ids.next(), account.person().id()), null)
                .chain(session -> guesses.know(
                                account.person().id(),
                                attempt.device(),
                                tokens.secret(),
                                SystemTime.now(),
                                config.devicesMax())
                        .map(session::at));
    }

    private Uni<Optional<RefreshToken>> exchangeable(byte[] hash, Instant now) {
        return repository
                .useRefreshToken(hash, now)
                .chain(used -> used.isPresent()
                        ? Uni.createFrom().item(used)
                        : repository.justUsed(hash, now.minus(config.refreshGrace()), now));
    }

    private Uni<Session> goOn(RefreshToken used, byte[] parent) {
        return repository.account(used.personId(), clock.instant()).chain(found -> {
            Account account = found.orElseThrow();
            return account.shutOut() ? Uni.createFrom().failure(shutOut()) : open(account, used, parent);
        });
    }

    private Uni<Session> open(Account account, RefreshToken of, byte[] parent) {
        String refresh = tokens.secret();
        String csrf = tokens.secret();
        Instant now = SystemTime.now();
        Person person = account.person();
        Uni<Unit> unit = person.unitId() == null
                ? Uni.createFrom().nullItem()
                : repository.unit(person.unitId()).map(found -> found.orElseThrow());
        String access = tokens.access(person, account.rootUnit(), of.family(), csrf);
        return repository
                .insertRefreshToken(Tokens.digest(refresh), of, parent, now, now.plus(tokens.refreshLife()))
                .chain(() -> unit)
                .map(home -> new Session(person, home, access, refresh, csrf, null));
    }

    private static ProblemException refused(Problem wrong) {
        return new ProblemException(wrong, "请核对后重试 / check and try again");
    }

    private static ProblemException locked(Instant until) {
        String clock = CityTime.clock(until);
        return new ProblemException(
                IdentityProblem.ACCOUNT_LOCKED, clock + " 后可再次登录 / locked until " + clock + ", Shanghai time");
    }

    static ProblemException shutOut() {
        return new ProblemException(IdentityProblem.SUSPENDED, "请联系本单位管理员 / ask your unit's administrator");
    }

    /**
     * An open session: what a client holds afterwards.
     *
     * @param device the secret by which a device that has signed in with a password is known the next time, else null
     */
    record Session(Person person, Unit unit, String accessToken, String refreshToken, String csrf, String device) {

        private Session at(String device) {
            return new Session(person, unit, accessToken, refreshToken, csrf, device);
        }
    }
}
