package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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
    private final IdentityConfig config;
    private final Clock clock;

    SignIn(
            Database database,
            IdentityRepository repository,
            Tokens tokens,
            PasswordQueue passwords,
            IdentityConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.tokens = tokens;
        this.passwords = passwords;
        this.config = config;
        this.clock = clock;
    }

    /** Checks login and password; locks the account after too many failures in a row. */
    Uni<Session> withPassword(String login, String password) {
        return find(login)
                .chain(found -> prove(
                        found,
                        password,
                        IdentityProblem.SIGN_IN_REFUSED,
                        account ->
                                repository.forgetFailures(account.person().id()).chain(() -> enter(account))));
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
     * is told whether it was right. Nobody's password costs the same work as somebody's.
     *
     * @param wrong how a wrong password is refused
     * @param then what to do with the account, whose row is locked meanwhile
     */
    <T> Uni<T> prove(Optional<Account> found, String password, Problem wrong, Function<Account, Uni<T>> then) {
        Instant now = SystemTime.now();
        Instant locked = found.map(Account::lockedUntil).filter(now::isBefore).orElse(null);
        if (locked != null) {
            return Uni.createFrom().failure(locked(locked));
        }
        Optional<String> hash = found.map(Account::passwordHash).filter(kept -> !kept.equals(Passwords.NONE));
        return passwords.matches(password, hash.orElse(Passwords.NOBODY)).chain(right -> {
            if (found.isEmpty()) {
                return Uni.createFrom().failure(refused(wrong));
            }
            return right && hash.isPresent() ? admit(found.get(), wrong, then) : turnDown(found.get(), wrong);
        });
    }

    private <T> Uni<T> admit(Account account, Problem wrong, Function<Account, Uni<T>> then) {
        return database.act(
                Scope.SYSTEM,
                () -> repository
                        .admits(account.person().id(), account.passwordHash(), SystemTime.now())
                        .chain(admitted -> admitted ? then.apply(account) : tooLate(account, wrong)));
    }

    /** The account was locked while the password was looked at, or the password changed. */
    private <T> Uni<T> tooLate(Account account, Problem wrong) {
        return repository
                .account(account.person().id(), clock.instant())
                .map(newest -> newest.map(Account::lockedUntil))
                .chain(until -> Uni.createFrom()
                        .failure(until.filter(SystemTime.now()::isBefore)
                                .map(SignIn::locked)
                                .orElseGet(() -> refused(wrong))));
    }

    private <T> Uni<T> turnDown(Account account, Problem wrong) {
        UUID personId = account.person().id();
        Instant now = SystemTime.now();
        Instant lockedUntil = now.plusSeconds(60L * config.lockOutMinutes());
        return database.act(
                        Scope.SYSTEM, () -> repository.countFailure(personId, config.lockOutAfter(), lockedUntil, now))
                .chain(counted -> Uni.createFrom().failure(counted ? refused(wrong) : locked(lockedUntil)));
    }

    private Uni<Session> enter(Account account) {
        if (account.shutOut()) {
            return Uni.createFrom().failure(shutOut());
        }
        if (account.oneTimeUntil() != null) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            IdentityProblem.PASSWORD_CHANGE_NEEDED,
                            "请先设置新密码 / choose another password: POST /api/v1/auth/password"));
        }
        return open(account, new RefreshToken(Ids.next(), account.person().id()), null);
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
                .map(home -> new Session(person, home, access, refresh, csrf));
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

    /** An open session: what a client holds afterwards. */
    record Session(Person person, Unit unit, String accessToken, String refreshToken, String csrf) {}
}
