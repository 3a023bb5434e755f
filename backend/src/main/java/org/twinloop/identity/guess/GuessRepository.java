package org.twinloop.identity.guess;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;

/** Counts wrong passwords and locks at the limit. Real time. Everything runs in the caller's act. */
@ApplicationScoped
public class GuessRepository {

    private static final String FIND = """
            select g.locked_until from identity.guess g where g.key = $1 and g.locked_until > $2""";
    private static final String DEVICE = """
            select d.person_id from identity.known_device d join identity.person p on p.id = d.person_id
            where d.token_hash = $1 and p.login = $2""";
    private static final String COUNT = """
            insert into identity.guess as g (key, login_hash, failed, tried_at) values ($1, $2, 1, $3)
            on conflict (key) do update set
                failed = case when g.failed + 1 >= $4 then 0 else g.failed + 1 end,
                locked_until = case when g.failed + 1 >= $4 then $5::timestamptz end,
                tried_at = $3
            where g.locked_until is null or g.locked_until <= $3""";
    private static final String FORGET_LONGEST_UNUSED = """
            delete from identity.known_device where token_hash in (
                select token_hash from identity.known_device where person_id = $1
                order by used_at desc, token_hash offset $2)""";
    private static final String LOCK_ROW = """
            insert into identity.guess as g (key, login_hash, failed, tried_at) values ($1, $2, 0, $3)
            on conflict (key) do update set tried_at = g.tried_at returning g.locked_until""";

    private final Database database;

    GuessRepository(Database database) {
        this.database = database;
    }

    /** What an attempt is counted under. */
    public record Key(byte[] key, byte[] loginHash) {}

    /** The key of an attempt. A device that is not known is a stranger's; so is one of somebody else. */
    public Uni<Key> keyOf(Attempt attempt) {
        byte[] loginHash = digest("login", attempt.login().toLowerCase(Locale.ROOT));
        if (attempt.session() != null) {
            return Uni.createFrom()
                    .item(new Key(digest("session", attempt.session().toString()), loginHash));
        }
        if (attempt.device() == null) {
            return Uni.createFrom().item(new Key(loginHash, loginHash));
        }
        byte[] device = digest("device", attempt.device());
        return database.row(DEVICE, device, attempt.login())
                .map(known -> new Key(known.isPresent() ? device : loginHash, loginHash));
    }

    /** Until when attempts under this key are refused; nothing when they are not. */
    public Uni<Optional<Instant>> lockedUntil(Key key, Instant now) {
        return database.row(FIND, key.key(), now).map(row -> row.map(found -> found.instant(0)));
    }

    /**
     * Counts a wrong password and locks at the limit; answers false, and counts nothing, when it is locked already. One
     * statement, so that wrong passwords at the same time cannot pass the limit.
     */
    public Uni<Boolean> count(Key key, int limit, Duration lock, Instant now) {
        return database.sql(COUNT, key.key(), key.loginHash(), now, limit, now.plus(lock))
                .map(counted -> counted > 0);
    }

    /**
     * Lets a right password through, one after the other: forgets what was wrong before, unless somebody at the same
     * time has reached the limit. Answers until when it is locked, or nothing.
     */
    public Uni<Optional<Instant>> settle(Key key, Instant now) {
        return database.row(LOCK_ROW, key.key(), key.loginHash(), now)
                .map(row -> row.map(found -> found.instant(0)).filter(now::isBefore))
                .call(locked -> locked.isPresent()
                        ? Uni.createFrom().voidItem()
                        : database.sql("delete from identity.guess where key = $1", key.key()));
    }

    /** Lifts every lock-out of a login, and takes it from the devices that knew it. */
    public Uni<Void> forget(UUID personId, String login) {
        return database.sql("delete from identity.guess where login_hash = $1", (Object)
                        digest("login", login.toLowerCase(Locale.ROOT)))
                .chain(() -> database.sql("delete from identity.known_device where person_id = $1", personId))
                .replaceWithVoid();
    }

    /**
     * Knows a device from now on, and answers by which secret: the one it came with where this person was given that
     * before, else the fresh one.
     *
     * @param devicesMax devices of one person that are known; beyond it the one longest unused is forgotten
     */
    public Uni<String> know(UUID personId, String presented, String fresh, Instant now, int devicesMax) {
        if (presented == null) {
            return remember(personId, fresh, now, devicesMax);
        }
        return database.sql(
                        "update identity.known_device set used_at = $3 where token_hash = $1 and person_id = $2",
                        digest("device", presented),
                        personId,
                        now)
                .chain(known ->
                        known > 0 ? Uni.createFrom().item(presented) : remember(personId, fresh, now, devicesMax));
    }

    private Uni<String> remember(UUID personId, String device, Instant now, int devicesMax) {
        byte[] hash = digest("device", device);
        return database.sql(FORGET_LONGEST_UNUSED, personId, devicesMax - 1)
                .chain(() -> database.sql(
                        "insert into identity.known_device (token_hash, person_id, used_at) values ($1, $2, $3)",
                        hash,
                        personId,
                        now))
                .replaceWith(device);
    }

    /** A plain digest is enough: devices and sessions are random, a login is no secret. */
    private static byte[] digest(String kind, String value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((kind + '\n' + value).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
