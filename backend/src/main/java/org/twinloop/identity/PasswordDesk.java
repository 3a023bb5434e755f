package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.IdentityRepository.Account;
import org.twinloop.identity.guess.Attempt;
import org.twinloop.identity.guess.GuessRepository;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/**
 * Changing passwords. A person changes their own and stays signed in here only; an administrator gives a one-time
 * password, which is good for nothing but choosing another one.
 */
@ApplicationScoped
class PasswordDesk {

    /** Without what looks alike; four groups of four are 79 bits. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int LOGIN_SHOWS_FROM = 4;

    private final Database database;
    private final IdentityRepository repository;
    private final SignIn signIn;
    private final PasswordQueue passwords;
    private final GuessRepository guesses;
    private final Journal journal;
    private final IdentityConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PasswordDesk(
            Database database,
            IdentityRepository repository,
            SignIn signIn,
            PasswordQueue passwords,
            GuessRepository guesses,
            Journal journal,
            IdentityConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.signIn = signIn;
        this.passwords = passwords;
        this.guesses = guesses;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** A one-time password just given. It is nowhere else. */
    record OneTime(String login, String password, Instant until) {}

    /** Changes one's own password and ends one's other sessions. A wrong old password counts towards the lock-out. */
    Uni<Void> change(UUID personId, UUID session, String old, String fresh) {
        return database.read(Scope.SYSTEM, () -> repository.account(personId, clock.instant()))
                .invoke(found -> check(found.orElseThrow().person().login(), old, fresh))
                .chain(found -> passwords
                        .hash(fresh)
                        .chain(hash -> signIn.prove(
                                found,
                                Attempt.within(
                                        session, found.orElseThrow().person().login()),
                                old,
                                IdentityProblem.PASSWORD_REFUSED,
                                account -> set(account, hash, session))));
    }

    /** Exchanges a one-time password for one of the person's own; all sessions there were are ended. */
    Uni<Void> redeem(String login, String oneTime, String fresh) {
        check(login, oneTime, fresh);
        return passwords
                .hash(fresh)
                .chain(hash -> signIn.find(login)
                        .chain(found -> signIn.prove(
                                found, Attempt.from(login, null), oneTime, IdentityProblem.SIGN_IN_REFUSED, account -> {
                                    if (account.shutOut()) {
                                        return Uni.createFrom().failure(SignIn.shutOut());
                                    }
                                    if (account.oneTimeUntil() == null
                                            || account.oneTimeUntil().isBefore(SystemTime.now())) {
                                        return Uni.createFrom()
                                                .failure(new ProblemException(
                                                        IdentityProblem.SIGN_IN_REFUSED,
                                                        "不是有效的一次性密码，请联系管理员重置 / no one-time password that is still "
                                                                + "good; ask your administrator for another"));
                                    }
                                    return set(account, hash, null);
                                })));
    }

    /**
     * Gives somebody a one-time password, ends their sessions and lifts their lock-out.
     *
     * @param unitId only somebody who serves this unit; null for anybody
     */
    Uni<OneTime> reset(String login, UUID administrator, UUID unitId) {
        String password = oneTimePassword();
        Instant until = SystemTime.now().plusSeconds(3600L * config.oneTimePasswordHours());
        return passwords
                .hash(password)
                .chain(hash -> database.act(
                        Scope.SYSTEM,
                        () -> repository
                                .accountByLogin(login, clock.instant())
                                .map(found -> resettable(found, login, administrator, unitId))
                                .call(person -> repository.setPassword(person.id(), hash, until))
                                .call(person -> guesses.forget(person.id(), person.login()))
                                .call(person -> repository.revokeSessions(person.id(), null, SystemTime.now()))
                                .call(person -> tell("identity.password-reset", person, administrator))))
                .map(person -> new OneTime(person.login(), password, until));
    }

    private static Person resettable(Optional<Account> found, String login, UUID administrator, UUID unitId) {
        Person person = found.map(Account::person)
                .filter(met -> unitId == null || unitId.equals(met.unitId()))
                .orElseThrow(() -> ProblemException.notFound("person " + login));
        if (person.id().equals(administrator)) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED, "change your own password with PUT /api/v1/me/password");
        }
        return person;
    }

    private Uni<Void> set(Account account, String hash, UUID session) {
        Person person = account.person();
        return repository
                .setPassword(person.id(), hash, null)
                .chain(() -> guesses.forget(person.id(), person.login()))
                .chain(() -> repository.revokeSessions(person.id(), session, SystemTime.now()))
                .chain(() -> tell("identity.password-changed", person, person.id()));
    }

    private Uni<Void> tell(String what, Person person, UUID actor) {
        return journal.append(Event.of(what)
                .subject("person", person.id())
                .actor(actor)
                .unit(person.unitId())
                .operator(person.operatorId()));
    }

    /** Length is the contract's business; here is what only we can know. */
    private static void check(String login, String old, String fresh) {
        if (fresh.equals(old)) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/newPassword", "the same as the old one; choose another");
        }
        if (login.length() >= LOGIN_SHOWS_FROM
                && fresh.toLowerCase(Locale.ROOT).contains(login.toLowerCase(Locale.ROOT))) {
            throw ProblemException.field(CommonProblem.INVALID, "/newPassword", "contains the login; choose another");
        }
    }

    private String oneTimePassword() {
        return IntStream.range(0, GROUPS)
                .mapToObj(group -> random.ints(GROUPS, 0, LETTERS.length())
                        .mapToObj(at -> LETTERS.substring(at, at + 1))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("-"));
    }
}
