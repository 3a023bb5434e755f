package org.twinloop.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.notification.template.Message;

/** The SQL of messages and of the phones that take copies. */
@ApplicationScoped
class MessageRepository {

    private static final String MESSAGE = "select id, unit_id, person_id, event_id, template, trip_id, title_zh, "
            + "title_en, body_zh, body_en, created_at, read_at, subject_id from notification.message ";

    private final Database database;

    MessageRepository(Database database) {
        this.database = database;
    }

    /** One message per event and person; a repetition changes nothing. */
    Uni<Boolean> insert(Message m) {
        return database.sql(
                        """
                        insert into notification.message (id, unit_id, person_id, event_id, template, trip_id,
                            title_zh, title_en, body_zh, body_en, created_at,
                            subject_id)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing""",
                        m.id(),
                        m.unitId(),
                        m.personId(),
                        m.eventId(),
                        m.kind(),
                        m.tripId(),
                        m.titleZh(),
                        m.titleEn(),
                        m.textZh(),
                        m.textEn(),
                        m.createdAt(),
                        m.subjectId())
                .map(rows -> rows == 1);
    }

    /** A message that must be there. */
    Uni<Message> get(UUID id) {
        return database.row(MESSAGE + "where id = $1", id)
                .map(row -> row.map(MessageRepository::message).orElseThrow());
    }

    /** Newest first, before an id. */
    Uni<List<Message>> inbox(UUID personId, UUID before, int limit) {
        return database.rows(
                        MESSAGE + "where person_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3",
                        personId,
                        before,
                        limit)
                .map(rows -> rows.stream().map(MessageRepository::message).toList());
    }

    /** Oldest first, after an id. */
    Uni<List<Message>> since(UUID personId, UUID after, int limit) {
        return database.rows(MESSAGE + "where person_id = $1 and id > $2 order by id limit $3", personId, after, limit)
                .map(rows -> rows.stream().map(MessageRepository::message).toList());
    }

    /** The id of the newest message of each of these people; who has none is left out. */
    Uni<Map<UUID, UUID>> newest(Collection<UUID> people) {
        return database.rows("""
                        select p.id, newest.id from unnest($1::uuid[]) p(id)
                        cross join lateral (select m.id from notification.message m where m.person_id = p.id
                            order by m.id desc limit 1) newest
                        """, (Object) people.toArray(UUID[]::new))
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.uuid(0), row -> row.uuid(1))));
    }

    /** Rows found; a message already read keeps its first time. */
    Uni<Integer> read(UUID personId, UUID id, Instant at) {
        return database.sql(
                "update notification.message set read_at = coalesce(read_at, $3) where person_id = $1 and id = $2",
                personId,
                id,
                at);
    }

    private static Message message(Row r) {
        return new Message(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                r.text(4),
                r.uuid(5),
                r.text(6),
                r.text(7),
                r.text(8),
                r.text(9),
                r.instant(10),
                r.instant(11),
                r.text(12));
    }
}
