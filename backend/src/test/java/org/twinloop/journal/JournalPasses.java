package org.twinloop.journal;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;

/** Drives the sealer and the watchers by hand, where the service's own rounds are switched off. */
public final class JournalPasses {
    private static final Duration WAIT = Duration.ofSeconds(120);

    /** Whether every watcher had read all there was; then nothing new is nothing to do. */
    private static volatile boolean caughtUp;

    private static final String NEWS = """
            select s.seq, e.type, string_agg(r.name, ',') from unnest($1::text[]) r(name)
            left join journal.cursor c on c.reader = r.name
            join journal.seal s on s.seq > coalesce(c.seq, 0) join journal.event e on e.id = s.event_id
            group by s.seq, e.type order by s.seq""";

    private JournalPasses() {}

    /** Somebody else read or wrote meanwhile, so that there may be more to do. */
    public static void forget() {
        caughtUp = false;
    }

    /** One round: seals, then every watcher reads what there is, in the order of their names. Answers what was done. */
    public static int round() {
        int sealed = bean(Sealer.class).pass().await().atMost(WAIT);
        if (sealed == 0 && caughtUp) {
            return 0;
        }
        caughtUp = false;
        List<Sealed> news = news();
        WatcherPass pass = bean(WatcherPass.class);
        List<String> idle = new ArrayList<>();
        int read = 0;
        for (JournalWatcher watcher : watchers()) {
            List<Sealed> unread =
                    news.stream().filter(one -> one.isNewTo(watcher.name())).toList();
            if (unread.stream().anyMatch(one -> watcher.wants(one.type()))) {
                read += pass.of(watcher).await().atMost(WAIT).moved() ? 1 : 0;
            } else if (!unread.isEmpty()) {
                idle.add(watcher.name());
            }
        }
        stepOver(idle, news);
        caughtUp = read == 0;
        return sealed + read;
    }

    /** An event with the watchers that have not read it. */
    private record Sealed(long seq, String type, Set<String> unreadBy) {
        boolean isNewTo(String watcher) {
            return unreadBy.contains(watcher);
        }
    }

    private static List<Sealed> news() {
        String[] names = watchers().stream().map(JournalWatcher::name).toArray(String[]::new);
        return bean(Database.class)
                .apart(Scope.SYSTEM, () -> bean(Database.class).rows(NEWS, (Object) names))
                .map(rows -> rows.stream()
                        .map(row -> new Sealed(
                                row.whole(0), row.text(1), Set.of(row.text(2).split(","))))
                        .toList())
                .await()
                .atMost(WAIT);
    }

    /** Watchers that want none of what is new; a pass of theirs would do the same, each in an act of its own. */
    private static void stepOver(List<String> idle, List<Sealed> news) {
        if (!idle.isEmpty()) {
            long last = news.get(news.size() - 1).seq();
            bean(Database.class)
                    .apart(
                            Scope.SYSTEM,
                            () -> bean(Database.class)
                                    .rows(
                                            "select journal.move_cursor(r, $2) from unnest($1::text[]) r",
                                            idle.toArray(String[]::new),
                                            last))
                    .await()
                    .atMost(WAIT);
        }
    }

    private static List<JournalWatcher> watchers() {
        return Arc.container().select(JournalWatcher.class, Any.Literal.INSTANCE).stream()
                .sorted(Comparator.comparing(JournalWatcher::name))
                .toList();
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
