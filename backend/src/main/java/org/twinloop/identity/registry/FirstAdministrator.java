package org.twinloop.identity.registry;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.IdentityProblem;
import org.twinloop.identity.NewPerson;
import org.twinloop.identity.PasswordQueue;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.identity.Unit;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/**
 * Makes an administrator of the whole city where there is none to make one: whoever sets up the service puts a secret
 * into its configuration, and that secret makes one administrator, once. A lost administration is found again with
 * another secret.
 */
@Startup
@Singleton
class FirstAdministrator {
    private static final Logger LOG = Logger.getLogger(FirstAdministrator.class);
    private static final int SECRET_LENGTH_MIN = 32;

    private final Database database;
    private final RegistryRepository repository;
    private final People people;
    private final PasswordQueue passwords;
    private final Journal journal;
    private final Clock clock;
    private final Optional<byte[]> secret;

    FirstAdministrator(
            Database database,
            RegistryRepository repository,
            People people,
            PasswordQueue passwords,
            Journal journal,
            RegistryConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.people = people;
        this.passwords = passwords;
        this.journal = journal;
        this.clock = clock;
        config.bootstrapSecret()
                .filter(word -> word.length() < SECRET_LENGTH_MIN)
                .ifPresent(word -> {
                    throw new IllegalStateException("twinloop.identity.registry.bootstrap-secret has " + word.length()
                            + " characters; at least " + SECRET_LENGTH_MIN
                            + " random ones are needed: openssl rand -hex 24");
                });
        secret = config.bootstrapSecret().map(FirstAdministrator::digest);
    }

    /** Who is to be made, and the unit without a parent they serve, which is made too where there is none. */
    record Wanted(String login, String nameZh, String password, String unitCode, String unitZh, String unitEn) {}

    Uni<Void> make(String shown, Wanted wanted) {
        byte[] digest = digest(shown);
        if (secret.isEmpty() || !MessageDigest.isEqual(secret.get(), digest)) {
            LOG.warn("somebody tried to become the first administrator with a wrong secret");
            return Uni.createFrom().failure(refused());
        }
        UUID id = Ids.next();
        return passwords
                .hash(wanted.password())
                .chain(hash -> database.act(
                        Scope.SYSTEM,
                        () -> repository
                                .takeTurn()
                                .chain(() -> repository.isTaken(wanted.login()))
                                .invoke(taken -> refuseTaken(taken, wanted.login()))
                                .chain(() -> root(wanted))
                                .chain(unit ->
                                        people.addPeople(List.of(person(id, wanted, hash, unit)), clock.instant()))
                                .chain(() -> note(digest, id))));
    }

    private Uni<UUID> root(Wanted wanted) {
        return people.listUnits().chain(units -> {
            Optional<Unit> root =
                    units.stream().filter(unit -> unit.parentId() == null).findFirst();
            if (root.isEmpty()) {
                Unit made = Unit.of(Ids.next(), wanted.unitCode(), wanted.unitZh(), wanted.unitEn(), null, null);
                return people.addUnits(List.of(made)).replaceWith(made.id());
            }
            if (!root.get().code().equals(wanted.unitCode())) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        "/unitCode",
                        "value " + wanted.unitCode() + "; the unit that runs the platform is "
                                + root.get().code());
            }
            return Uni.createFrom().item(root.get().id());
        });
    }

    private Uni<Void> note(byte[] digest, UUID id) {
        return repository
                .useSecret(digest, id, SystemTime.now())
                .invoke(fresh -> {
                    if (!fresh) {
                        LOG.warn("somebody tried to use the secret of the first administrator once more");
                        throw refused();
                    }
                })
                .chain(() ->
                        journal.append(Event.of("identity.administrator-made").subject("person", id)));
    }

    private static NewPerson person(UUID id, Wanted wanted, String hash, UUID unit) {
        return new NewPerson(
                id, wanted.login(), wanted.nameZh(), hash, unit, null, Set.of(Role.ADMINISTRATOR), null, null, null);
    }

    private static void refuseTaken(boolean taken, String login) {
        if (taken) {
            throw new ProblemException(CommonProblem.CONFLICT, "the login " + login + " is taken; choose another");
        }
    }

    private static ProblemException refused() {
        return new ProblemException(
                IdentityProblem.BOOTSTRAP_REFUSED,
                "密钥未配置、不正确或已使用 / no such secret is configured, or it was used before");
    }

    private static byte[] digest(String word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
