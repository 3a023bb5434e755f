package org.twinloop.partner.gb32960.upward;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.device.Quarantine;

/** What a link asks the database for; each call is a transaction of its own. */
@ApplicationScoped
class UpwardHistory {

    private final Database database;
    private final UpwardRepository repository;
    private final Quarantine quarantine;
    private final UpwardConfig config;
    private final Clock clock;

    UpwardHistory(
            Database database, UpwardRepository repository, Quarantine quarantine, UpwardConfig config, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.quarantine = quarantine;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What is new.
     *
     * @param head where to look from the next time
     * @param span the span of the rows, null when there are none
     */
    record News(Snapshot head, Span span, List<UpwardRow> rows) {}

    Uni<Boolean> take(String name, UUID holder) {
        Instant now = SystemTime.now();
        return database.apart(Scope.SYSTEM, () -> repository.take(name, holder, now, now.plus(config.lease())));
    }

    Uni<Integer> release(String name, UUID holder) {
        return database.apart(Scope.SYSTEM, () -> repository.release(name, holder));
    }

    Uni<Integer> nextSerial(String name) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository.nextSerial(
                        name, clock.instant().atZone(CityTime.ZONE).toLocalDate()));
    }

    Uni<Snapshot> cut(String name) {
        return database.apart(Scope.SYSTEM, () -> repository.cut(name));
    }

    Uni<News> news(String name, Snapshot head) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .look(head, oldest(), config.pageRows())
                        .chain(look -> look.rows().isEmpty()
                                ? Uni.createFrom().item(new News(look.upto(), null, List.of()))
                                : repository
                                        .advance(name, head, look.upto())
                                        .map(span -> new News(look.upto(), span, look.rows()))));
    }

    Uni<Optional<Span>> oldest(String name, Span but) {
        return database.apart(Scope.SYSTEM, () -> repository.oldest(name, but == null ? -1 : but.id()));
    }

    Uni<List<UpwardRow>> page(Span span, Place place, long untilStored) {
        return database.apart(
                Scope.SYSTEM, () -> repository.page(span, place, untilStored, oldest(), config.pageRows()));
    }

    Uni<Integer> reach(String name, Span span) {
        return database.apart(Scope.SYSTEM, () -> repository.reach(name, span));
    }

    Uni<Integer> finish(String name, Span span) {
        return database.apart(Scope.SYSTEM, () -> repository.finish(name, span));
    }

    /** Keeps a frame the platform does not take. */
    Uni<Void> setAside(String name, String vin, byte[] frame, String reason) {
        return quarantine.keep(
                new Quarantine.Entry(vin, null, "gb32960/upward/" + name, frame, reason, clock.instant()));
    }

    /** Before this the intake takes nothing, so the history is not searched farther back. */
    private Instant oldest() {
        return clock.instant().minus(config.reissueWithin());
    }
}
