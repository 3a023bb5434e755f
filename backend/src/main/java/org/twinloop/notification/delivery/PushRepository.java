package org.twinloop.notification.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;

/** The SQL of phones and of the copies sent to them. Times are real time: Google's clock is not the city's. */
@ApplicationScoped
class PushRepository {

    private static final String REGISTER = """
            insert into notification.push_token (id, unit_id, person_id, token, platform, registered_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (id) do nothing""";

    private final Database database;

    PushRepository(Database database) {
        this.database = database;
    }

    /**
     * A phone changes hands with its token, from unit to unit too: the registration goes to whoever registered last.
     * Answers false when the id is somebody else's.
     */
    Uni<Boolean> register(Phone phone, Instant at, int phonesMax) {
        return database.sql(
                        "delete from notification.push_token where token = $1 or id = $2 and person_id = $3",
                        phone.token(),
                        phone.id(),
                        phone.personId())
                .chain(() -> database.sql("""
                        delete from notification.push_token where id in (
                            select id from notification.push_token where person_id = $1
                            order by registered_at desc offset $2)""", phone.personId(), phonesMax - 1))
                .chain(() -> database.sql(
                        REGISTER, phone.id(), phone.unitId(), phone.personId(), phone.token(), phone.platform(), at))
                .map(rows -> rows == 1);
    }

    /** A phone that takes copies of messages. */
    record Phone(UUID id, UUID unitId, UUID personId, String token, String platform) {}

    Uni<Void> forget(UUID personId, UUID id) {
        return database.sql("delete from notification.push_token where id = $1 and person_id = $2", id, personId)
                .replaceWithVoid();
    }

    /** Takes due copies; another instance passes over them, and they come back if this one dies meanwhile. */
    Uni<List<Push>> take(Instant at, Instant againAt, int max) {
        return database.rows("""
                        with due as (
                            select id from notification.delivery
                            where state = 'DUE' and channel = 'FIREBASE' and due_at <= $1
                            order by due_at limit $3 for update skip locked
                        ), taken as (
                            update notification.delivery d set due_at = $2, attempts = attempts + 1
                            from due where d.id = due.id
                            returning d.id, d.message_id, d.token_id, d.attempts, d.expires_at,
                                d.handed_at is not null as handed)
                        select t.id, t.token_id, k.token, m.id, m.trip_id, m.template, m.title_zh, t.attempts,
                            t.expires_at, t.handed
                        from taken t
                        join notification.message m on m.id = t.message_id
                        left join notification.push_token k on k.id = t.token_id""", at, againAt, max)
                .map(rows -> rows.stream()
                        .map(r -> new Push(
                                r.uuid(0),
                                r.uuid(1),
                                r.text(2),
                                r.uuid(3),
                                r.uuid(4),
                                r.text(5),
                                r.text(6),
                                (int) r.whole(7),
                                r.instant(8),
                                r.flag(9)))
                        .toList());
    }

    /**
     * The last step before a copy goes out, written down before it does. False when another instance has it by now,
     * or when it is of no use any more.
     *
     * @param until when whoever finds it then may take it that this instance is gone
     */
    Uni<Boolean> hand(Push push, Instant at, Instant until) {
        return database.sql(
                        "update notification.delivery set handed_at = $3, due_at = $4 "
                                + "where id = $1 and attempts = $2 and state = 'DUE' and handed_at is null",
                        push.id(),
                        push.attempts(),
                        at,
                        until)
                .map(rows -> rows == 1);
    }

    /** It certainly did not go out. */
    Uni<Void> takeBack(UUID id) {
        return database.sql("update notification.delivery set handed_at = null where id = $1 and state = 'DUE'", id)
                .replaceWithVoid();
    }

    Uni<Void> forgetToken(UUID tokenId) {
        return database.sql("delete from notification.push_token where id = $1", tokenId)
                .replaceWithVoid();
    }

    /**
     * A copy to be sent.
     *
     * @param token null when the phone was forgotten meanwhile
     * @param handed whether somebody has handed it over already and ended before the answer was written down
     */
    record Push(
            UUID id,
            UUID tokenId,
            String token,
            UUID messageId,
            UUID tripId,
            String kind,
            String titleZh,
            int attempts,
            Instant expiresAt,
            boolean handed) {}
}
