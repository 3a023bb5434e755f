package org.twinloop.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.notification.template.Settling;

/** The SQL of questions that await an answer. Times are city time. */
@ApplicationScoped
class EscalationRepository {

    private final Database database;

    EscalationRepository(Database database) {
        this.database = database;
    }

    /** A question whose time has come; {@code step} is what was done so far. */
    record Due(UUID messageId, int step) {}

    Uni<Void> insert(UUID messageId, UUID unitId, Instant dueAt) {
        return database.sql(
                        "insert into notification.escalation (message_id, unit_id, due_at) values ($1, $2, $3) "
                                + "on conflict do nothing",
                        messageId,
                        unitId,
                        dueAt)
                .replaceWithVoid();
    }

    /** The one that waits longest, locked; another instance passes over it. */
    Uni<Optional<Due>> take(Instant at) {
        return database.row(
                        "select message_id, step from notification.escalation where due_at <= $1 order by due_at "
                                + "limit 1 for update skip locked",
                        at)
                .map(row -> row.map(r -> new Due(r.uuid(0), (int) r.whole(1))));
    }

    /** Does the next step later, unless it was settled meanwhile; after so many failures in a row it is given up. */
    Uni<Void> putOff(UUID messageId, Instant again, int triesMax) {
        return database.sql("""
                        update notification.escalation set tries = tries + 1,
                            due_at = case when tries + 1 < $3 then $2::timestamptz end,
                            ended = case when tries + 1 < $3 then null else 'given up after failures' end
                        where message_id = $1 and due_at is not null""", messageId, again, triesMax).replaceWithVoid();
    }

    Uni<Void> next(UUID messageId, int step, Instant dueAt) {
        return database.sql(
                        "update notification.escalation set step = $2, due_at = $3, tries = 0 "
                                + "where message_id = $1 and due_at is not null",
                        messageId,
                        step,
                        dueAt)
                .replaceWithVoid();
    }

    Uni<Void> end(UUID messageId, int step, String ended) {
        return database.sql(
                        "update notification.escalation set step = $2, due_at = null, ended = $3 "
                                + "where message_id = $1 and due_at is not null",
                        messageId,
                        step,
                        ended)
                .replaceWithVoid();
    }

    /** Ends what an event has answered; answers how many questions. */
    Uni<Integer> settle(Settling settling, UUID tripId, String subjectId, String ended) {
        boolean ofTrip = settling.about() == Settling.About.TRIP;
        return database.sql(
                "update notification.escalation e set due_at = null, ended = $3 from notification.message m "
                        + "where m.id = e.message_id and e.due_at is not null and m.template = any ($2) and "
                        + (ofTrip ? "m.trip_id = $1" : "m.subject_id = $1"),
                ofTrip ? tripId : subjectId,
                settling.kinds().toArray(String[]::new),
                ended);
    }
}
