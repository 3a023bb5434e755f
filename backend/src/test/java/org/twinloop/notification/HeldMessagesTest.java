package org.twinloop.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;
import org.twinloop.isolation.Cast;
import org.twinloop.notification.delivery.NotificationConfig;

/** In the morning all that waited goes, however much it is, and each channel gives up after its own time. */
@QuarkusTest
class HeldMessagesTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @Inject
    Database database;

    @Inject
    Cast cast;

    @Inject
    NotificationConfig config;

    @Inject
    HeldMessages held;

    private final UUID message = Ids.next();

    @AfterEach
    void nothing_is_left() {
        act(() -> database.sql("delete from notification.delivery where message_id = $1", message));
        act(() -> database.sql("delete from notification.message where id = $1", message));
    }

    @Test
    void more_than_a_batch_goes_in_one_go() {
        int copies = 2 * config.pushBatchMax() + 1;
        UUID unit = cast.root().unitId();
        UUID[] ids = Stream.generate(Ids::next).limit(copies).toArray(UUID[]::new);
        act(() -> database.sql(
                "insert into notification.message (id, unit_id, person_id, event_id, template, title_zh, title_en, "
                        + "body_zh, body_en, created_at) values ($1, $2, $1, $1, 'trip.booked', '题', 't', '文', 'x', "
                        + "'2026-11-23Z')",
                message,
                unit));
        act(() -> database.sql(
                "insert into notification.delivery (id, message_id, unit_id, person_id, channel, state, held_until, "
                        + "changed_at, due_at, expires_at) select id, $1, $2, $1, 'FIREBASE', 'HELD', '2020-01-01Z', "
                        + "'2020-01-01Z', '2020-01-01Z', '2020-01-02Z' from unnest($3::uuid[]) id",
                message,
                unit,
                ids));

        held.run().await().atMost(SOON);
        // What the service's own round has in hand is passed over; it is let go when that batch is committed.
        act(() -> database.rows("select id from notification.delivery where message_id = $1 for share", message));

        Row left = act(() -> database.row(
                        "select count(*) filter (where state = 'HELD'), "
                                + "cast(extract(epoch from max(expires_at - due_at)) as float8) "
                                + "from notification.delivery where message_id = $1",
                        message))
                .orElseThrow();
        assertEquals(0, left.whole(0));
        assertEquals(config.pushLife().toSeconds(), Math.round(left.number(1)));
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return database.act(Scope.SYSTEM, work).await().atMost(SOON);
    }
}
