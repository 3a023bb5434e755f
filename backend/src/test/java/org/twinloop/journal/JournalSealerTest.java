package org.twinloop.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;

/** The order of the journal with writers that are fast, slow and rolling back at the same time. */
@QuarkusTest
class JournalSealerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SUBJECT = "sealer-test-" + UUID.randomUUID();

    @Inject
    Database database;

    @Inject
    Journal journal;

    @Inject
    JournalReader reader;

    @Inject
    Sealer sealer;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String ownerPassword;

    @Test
    void every_committed_event_is_sealed_once_without_a_gap_and_no_rolled_back_one_is() throws Exception {
        Set<UUID> committed = ConcurrentHashMap.newKeySet();
        Set<UUID> rolledBack = ConcurrentHashMap.newKeySet();
        long before = tip();

        Multi.createFrom()
                .range(0, 600)
                .onItem()
                .transformToUni(i -> write(i, committed, rolledBack))
                .merge(12)
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);
        sealUntilQuiet();

        List<SealedEvent> sealed = after(before);
        Set<UUID> ours = new HashSet<>();
        sealed.stream().filter(event -> event.subjectType().equals(SUBJECT)).forEach(event -> ours.add(event.id()));
        assertEquals(committed, ours, "exactly the committed events are sealed");
        assertTrue(rolledBack.size() > 20, "some writers must have rolled back, or this test shows nothing");
        assertEquals(
                IntStream.range(0, sealed.size()).mapToObj(i -> before + 1 + i).toList(),
                sealed.stream().map(SealedEvent::seq).toList(),
                "seq has no gap");
    }

    @Test
    void the_chain_can_be_computed_again_from_the_rows() throws Exception {
        write(1, ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet())
                .await()
                .atMost(PATIENCE);
        sealUntilQuiet();

        try (Connection connection = DriverManager.getConnection(url, owner, ownerPassword);
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select s.seq, s.hash, e.* from journal.seal s "
                                + "join journal.event e on e.id = s.event_id order by s.seq")) {
            byte[] hash = new byte[Chain.HASH_BYTES];
            long count = 0;
            while (rows.next()) {
                count++;
                hash = Chain.next(hash, rows.getLong("seq"), envelope(rows));
                assertArrayEquals(hash, rows.getBytes("hash"), "hash of seq " + count);
                assertEquals(count, rows.getLong("seq"));
            }
            assertTrue(count > 0);
        }
    }

    @Test
    void one_changed_field_changes_the_hash() {
        Chain.Envelope event = envelope("trip.booked");
        Chain.Envelope forged = envelope("trip.bookee");
        byte[] start = new byte[Chain.HASH_BYTES];

        byte[] honest = Chain.next(start, 1, event);

        assertArrayEquals(honest, Chain.next(start, 1, event));
        assertTrue(!java.util.Arrays.equals(honest, Chain.next(start, 1, forged)));
        assertTrue(!java.util.Arrays.equals(honest, Chain.next(start, 2, event)));
    }

    /** Every tenth rolls back, every seventh keeps its transaction open for a while. */
    private Uni<Void> write(int i, Set<UUID> committed, Set<UUID> rolledBack) {
        Event event = Event.of("test.happened").subject(SUBJECT, i).payload(Map.of("i", i));
        boolean fails = i % 10 == 9;
        return database.apart(
                        Scope.SYSTEM,
                        () -> journal.append(event)
                                .chain(() -> i % 7 == 3
                                        ? database.rows("select pg_sleep(0.15)").replaceWithVoid()
                                        : Uni.createFrom().voidItem())
                                .invoke(() -> {
                                    if (fails) {
                                        throw new IllegalStateException("rolled back on purpose");
                                    }
                                }))
                .invoke(() -> committed.add(event.id()))
                .onFailure(IllegalStateException.class)
                .recoverWithUni(failed -> {
                    rolledBack.add(event.id());
                    return Uni.createFrom().voidItem();
                });
    }

    private void sealUntilQuiet() {
        long quiet = 0;
        while (quiet < 3) {
            int sealed = sealer.pass().await().atMost(PATIENCE);
            long unsealed = database.apart(
                            Scope.SYSTEM,
                            () -> database.rows("select count(*) from journal.event e where not exists "
                                    + "(select from journal.seal s where s.event_id = e.id)"))
                    .await()
                    .atMost(PATIENCE)
                    .get(0)
                    .whole(0);
            quiet = sealed == 0 && unsealed == 0 ? quiet + 1 : 0;
        }
    }

    private long tip() {
        sealUntilQuiet();
        return database.apart(Scope.SYSTEM, () -> database.rows("select seq from journal.sealer"))
                .await()
                .atMost(PATIENCE)
                .get(0)
                .whole(0);
    }

    private List<SealedEvent> after(long seq) {
        return database.apart(Scope.SYSTEM, () -> reader.after(seq, 100_000))
                .await()
                .atMost(PATIENCE);
    }

    private static Chain.Envelope envelope(String type) {
        OffsetDateTime at = OffsetDateTime.parse("2026-10-10T09:00:00+08:00");
        UUID id = new UUID(1, 2);
        return new Chain.Envelope(
                id,
                type,
                1,
                at.toInstant(),
                at.toInstant(),
                null,
                null,
                null,
                null,
                "trip",
                "1",
                id,
                null,
                new byte[32]);
    }

    private static Chain.Envelope envelope(ResultSet row) throws java.sql.SQLException {
        return new Chain.Envelope(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getInt("schema_version"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getObject("on_behalf_of", UUID.class),
                row.getObject("unit_id", UUID.class),
                row.getObject("operator_id", UUID.class),
                row.getString("subject_type"),
                row.getString("subject_id"),
                row.getObject("trip_id", UUID.class),
                row.getObject("causation_id", UUID.class),
                row.getBytes("commitment"));
    }
}
