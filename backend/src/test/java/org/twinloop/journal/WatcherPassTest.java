package org.twinloop.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;

/** How a watcher goes through sealed events: several in one transaction, and one that fails alone. */
@QuarkusTest
class WatcherPassTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int EVENTS = 5;

    /** Of each test its own: types are made of letters. */
    private final String word = UUID.randomUUID()
            .toString()
            .replace("-", "")
            .chars()
            .mapToObj(digit -> String.valueOf((char) ('a' + Character.digit(digit, 16))))
            .collect(Collectors.joining());

    private final String asked = "test.asked-" + word;
    private final String answered = "test.answered-" + word;

    @Inject
    Database database;

    @Inject
    Journal journal;

    @Inject
    Sealer sealer;

    @Inject
    JournalConfig config;

    @Inject
    WatcherPass pass;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String ownerPassword;

    /** A reader that nobody moves on would look to others like one that is behind. */
    @AfterEach
    void forgetReader() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, owner, ownerPassword);
                PreparedStatement forget = connection.prepareStatement("with parked as ("
                        + "delete from journal.parked where reader = ?) delete from journal.cursor where reader = ?")) {
            forget.setString(1, "test.answering-" + word);
            forget.setString(2, "test.answering-" + word);
            forget.executeUpdate();
        }
    }

    @Test
    void reactions_that_may_share_a_transaction_do() {
        List<UUID> events = write();
        Answering watcher = new Answering(true, Set.of());

        readAll(watcher);

        Map<UUID, Long> answers = answers();
        assertEquals(Set.copyOf(events), answers.keySet());
        assertEquals(1, new HashSet<>(answers.values()).size(), "all in one transaction: " + answers);
    }

    @Test
    void reactions_that_may_not_have_a_transaction_each() {
        write();

        readAll(new Answering(false, Set.of()));

        assertEquals(EVENTS, new HashSet<>(answers().values()).size());
    }

    @Test
    void of_several_together_the_one_that_fails_is_parked_and_the_others_are_reacted_to_once() {
        List<UUID> events = write();
        UUID bad = events.get(2);
        Answering watcher = new Answering(true, Set.of(bad));

        for (int attempt = 1; attempt < config.attemptsMax(); attempt++) {
            assertThrows(IllegalStateException.class, () -> readAll(watcher), "the pass ends at the bad event");
        }
        readAll(watcher);

        Set<UUID> rest = new HashSet<>(events);
        rest.remove(bad);
        assertEquals(rest, answers().keySet());
        assertEquals(List.of(bad), parked(watcher));
    }

    private List<UUID> write() {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(EVENTS).toList();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (UUID id : ids) {
            all = all.chain(() -> journal.append(
                    Event.of(asked).subject("watcher-pass-test", id).payload(Map.of())));
        }
        Uni<Void> written = all;
        database.apart(Scope.SYSTEM, () -> written).await().atMost(PATIENCE);
        while (sealer.pass().await().atMost(PATIENCE) > 0 || sealedOf(asked).size() < EVENTS) {
            continue;
        }
        beginBefore(ids);
        return ids;
    }

    /** Read from the first event of all, ours could lie on both sides of the end of a batch. */
    private void beginBefore(List<UUID> ids) {
        String[] subjects = ids.stream().map(UUID::toString).toArray(String[]::new);
        database.apart(
                        Scope.SYSTEM,
                        () -> database.rows(
                                "select journal.move_cursor($1, min(s.seq) - 1) from journal.seal s "
                                        + "join journal.event e on e.id = s.event_id "
                                        + "where e.type = $2 and e.subject_id = any($3::text[])",
                                "test.answering-" + word,
                                asked,
                                subjects))
                .await()
                .atMost(PATIENCE);
    }

    private void readAll(JournalWatcher watcher) {
        while (pass.of(watcher).await().atMost(PATIENCE).moved()) {
            continue;
        }
    }

    /** Whose event was answered, in which transaction. */
    private Map<UUID, Long> answers() {
        Map<UUID, Long> found = new HashMap<>();
        database.apart(
                        Scope.SYSTEM,
                        () -> database.rows(
                                "select subject_id, xid::text from journal.event where type = $1", answered))
                .await()
                .atMost(PATIENCE)
                .forEach(row ->
                        assertEquals(null, found.put(UUID.fromString(row.text(0)), Long.valueOf(row.text(1))), "once"));
        return found;
    }

    private List<UUID> sealedOf(String type) {
        return database
                .apart(
                        Scope.SYSTEM,
                        () -> database.rows(
                                "select e.subject_id from journal.event e join journal.seal s on s.event_id = e.id "
                                        + "where e.type = $1",
                                type))
                .await()
                .atMost(PATIENCE)
                .stream()
                .map(row -> UUID.fromString(row.text(0)))
                .toList();
    }

    private List<UUID> parked(JournalWatcher watcher) {
        return database
                .apart(
                        Scope.SYSTEM,
                        () -> database.rows(
                                "select e.subject_id from journal.parked p join journal.seal s on s.seq = p.seq "
                                        + "join journal.event e on e.id = s.event_id where p.reader = $1",
                                watcher.name()))
                .await()
                .atMost(PATIENCE)
                .stream()
                .map(row -> UUID.fromString(row.text(0)))
                .toList();
    }

    /** Answers each event of this test with an event of its own, but for some at which it fails. */
    private final class Answering implements JournalWatcher {
        private final boolean shares;
        private final Set<UUID> failing;

        Answering(boolean shares, Set<UUID> failing) {
            this.shares = shares;
            this.failing = failing;
        }

        @Override
        public String name() {
            return "test.answering-" + word;
        }

        @Override
        public boolean wants(String eventType) {
            return asked.equals(eventType);
        }

        @Override
        public boolean sharesTransaction(String eventType) {
            return shares;
        }

        @Override
        public Uni<Void> on(SealedEvent event) {
            UUID subject = UUID.fromString(event.subjectId());
            return failing.contains(subject)
                    ? Uni.createFrom().failure(new IllegalStateException("the test's own fault at " + subject))
                    : journal.append(Event.of(answered)
                            .subject("watcher-pass-test", subject)
                            .causedBy(event.id())
                            .payload(Map.of()));
        }
    }
}
