package org.twinloop.notification.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.notification.delivery.Delivery.Fate;
import org.twinloop.notification.delivery.Delivery.State;
import org.twinloop.notification.preference.Channel;
import org.twinloop.notification.template.Message;

/** The SQL of copies of messages, whatever their channel. */
@ApplicationScoped
class DeliveryRepository {

    private static final String DELIVERY = "select d.id, d.message_id, d.person_id, m.template, d.channel, d.gateway, "
            + "d.state, d.attempts, d.held_until, d.changed_at, d.outcome from notification.delivery d "
            + "join notification.message m on m.id = d.message_id ";

    private final Database database;

    DeliveryRepository(Database database) {
        this.database = database;
    }

    /** Times of a new copy: {@code at} is city time, the other two are real time. */
    record Times(Instant at, Instant dueAt, Instant expiresAt) {}

    /** One for each phone of the person; answers how many. */
    Uni<Integer> toPhones(Message message, Fate fate, Times times, int phonesMax) {
        return database.sql(
                """
                insert into notification.delivery (id, message_id, unit_id, person_id, token_id, channel, state,
                    held_until, outcome, changed_at, due_at, expires_at)
                select ids.id, $1, phone.unit_id, phone.person_id, phone.id, 'FIREBASE', $3, $4, $5, $6, $7, $8
                from (select *, row_number() over (order by id) as place from notification.push_token
                    where person_id = $2) phone
                join unnest($9::uuid[]) with ordinality ids(id, place) on ids.place = phone.place
                on conflict do nothing""",
                message.id(),
                message.personId(),
                fate.state().name(),
                fate.heldUntil(),
                fate.detail(),
                times.at(),
                times.dueAt(),
                times.expiresAt(),
                Stream.generate(Ids::next).limit(phonesMax).toArray(UUID[]::new));
    }

    /** At most one for each message; answers how many. */
    Uni<Integer> toGateway(Message message, String gateway, Fate fate, Times times) {
        return database.sql(
                """
                insert into notification.delivery (id, message_id, unit_id, person_id, channel, gateway, state,
                    held_until, outcome, changed_at, due_at, expires_at)
                values ($11, $1, $2, $3, 'GATEWAY', $4, $5, $6, $7, $8, $9, $10)
                on conflict do nothing""",
                message.id(),
                message.unitId(),
                message.personId(),
                gateway,
                fate.state().name(),
                fate.heldUntil(),
                fate.detail(),
                times.at(),
                times.dueAt(),
                times.expiresAt(),
                Ids.next());
    }

    /**
     * Lets go what waited for the end of quiet hours; what was read meanwhile is dropped. Answers how many.
     *
     * @param phones times of copies to phones; {@code times} are those of all others
     */
    Uni<Integer> release(Times times, Times phones, int max) {
        Instant givenUp = phones.expiresAt();
        return database.sql("""
                with awake as (
                    select d.id, m.read_at from notification.delivery d
                    join notification.message m on m.id = d.message_id
                    where d.state = 'HELD' and d.held_until <= $1
                    order by d.held_until limit $4 for update of d skip locked)
                update notification.delivery d set
                    state = case when awake.read_at is null then 'DUE' else 'DROPPED' end,
                    outcome = case when awake.read_at is null then null else 'read before quiet hours were over' end,
                    changed_at = $1, due_at = $2,
                    expires_at = case d.channel when 'FIREBASE' then $5::timestamptz else $3::timestamptz end
                from awake where d.id = awake.id""", times.at(), times.dueAt(), times.expiresAt(), max, givenUp);
    }

    /** Drops what was not sent of messages about a trip. */
    Uni<Integer> dropOfTrip(UUID tripId, Collection<String> kinds, String why, Instant at) {
        return drop("m.trip_id = $1", tripId, kinds, why, at);
    }

    /** Drops what was not sent of messages about a subject. */
    Uni<Integer> dropOfSubject(String subjectId, Collection<String> kinds, String why, Instant at) {
        return drop("m.subject_id = $1", subjectId, kinds, why, at);
    }

    private Uni<Integer> drop(String about, Object what, Collection<String> kinds, String why, Instant at) {
        return database.sql(
                "update notification.delivery d set state = 'DROPPED', outcome = $3, changed_at = $4 "
                        + "from notification.message m where m.id = d.message_id and d.state in ('HELD', 'DUE') and "
                        + about + " and m.template = any ($2)",
                what,
                kinds.toArray(String[]::new),
                why,
                at);
    }

    /** Ends a copy that is due; one that was dropped meanwhile stays as it is. */
    Uni<Void> close(UUID id, State state, String detail, Instant at) {
        return database.sql(
                        "update notification.delivery set state = $2, outcome = $3, changed_at = $4 "
                                + "where id = $1 and state = 'DUE'",
                        id,
                        state.name(),
                        detail,
                        at)
                .replaceWithVoid();
    }

    /**
     * Puts off a copy.
     *
     * @param counted whether what was done counts as an attempt
     */
    Uni<Void> retry(UUID id, Instant dueAt, String detail, Instant at, boolean counted) {
        return database.sql(
                        "update notification.delivery set due_at = $2, outcome = $3, changed_at = $4, "
                                + "attempts = attempts - $5 where id = $1 and state = 'DUE'",
                        id,
                        dueAt,
                        detail,
                        at,
                        counted ? 0 : 1)
                .replaceWithVoid();
    }

    /**
     * Newest first, before an id.
     *
     * @param unitId the unit of the scope, null where it is wider; row-level security alone finds no index
     * @param personId null for everybody in the scope
     * @param state null for all
     */
    Uni<List<Delivery>> page(UUID unitId, UUID personId, State state, UUID before, int limit) {
        return database.rows(
                        DELIVERY
                                + "where ($1::uuid is null or d.person_id = $1) and ($2::text is null or d.state = $2) "
                                + "and ($3::uuid is null or d.id < $3) and ($5::uuid is null or d.unit_id = $5) "
                                + "order by d.id desc limit $4",
                        personId,
                        state == null ? null : state.name(),
                        before,
                        limit,
                        unitId)
                .map(rows -> rows.stream().map(DeliveryRepository::delivery).toList());
    }

    private static Delivery delivery(Row r) {
        return new Delivery(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.text(3),
                Channel.valueOf(r.text(4)),
                r.text(5),
                State.valueOf(r.text(6)),
                (int) r.whole(7),
                r.instant(8),
                r.instant(9),
                r.text(10));
    }
}
