package org.twinloop.notification.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of copies that go to gateways. Times are real time. */
@ApplicationScoped
class GatewayRepository {

    private final Database database;

    GatewayRepository(Database database) {
        this.database = database;
    }

    /** Takes due copies; another instance passes over them, and they come back if this one dies meanwhile. */
    Uni<List<Parcel>> take(Instant at, Instant againAt, int max) {
        return database.rows("""
                        with due as (
                            select id from notification.delivery
                            where state = 'DUE' and channel = 'GATEWAY' and due_at <= $1
                            order by due_at limit $3 for update skip locked
                        ), taken as (
                            update notification.delivery d set due_at = $2, attempts = attempts + 1
                            from due where d.id = due.id
                            returning d.id, d.message_id, d.gateway, d.attempts, d.expires_at)
                        select t.id, t.gateway, t.attempts, t.expires_at, m.id, m.person_id, m.template, m.trip_id,
                            m.title_zh, m.title_en, m.body_zh, m.body_en, m.created_at, p.mobile
                        from taken t
                        join notification.message m on m.id = t.message_id
                        left join notification.preference p on p.person_id = m.person_id""", at, againAt, max)
                .map(rows -> rows.stream().map(GatewayRepository::parcel).toList());
    }

    private static Parcel parcel(Row r) {
        return new Parcel(
                r.uuid(0),
                r.text(1),
                (int) r.whole(2),
                r.instant(3),
                r.uuid(5),
                new MessageGateway.Letter(
                        r.uuid(0),
                        r.uuid(4),
                        r.text(6),
                        r.uuid(7),
                        null,
                        r.text(13),
                        r.text(8),
                        r.text(9),
                        r.text(10),
                        r.text(11),
                        r.instant(12)));
    }

    /** A copy on its way to a gateway; its letter lacks the login until the person is looked up. */
    record Parcel(
            UUID id, String gateway, int attempts, Instant expiresAt, UUID personId, MessageGateway.Letter letter) {

        Parcel to(String login) {
            return new Parcel(id, gateway, attempts, expiresAt, personId, letter.to(login));
        }
    }
}
