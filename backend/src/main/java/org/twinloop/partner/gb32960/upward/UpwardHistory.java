package org.twinloop.partner.gb32960.upward;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
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

    /** Older events are not in the history when they come, as the intake is set usually; farther back nobody looks. */
    private static final Duration ACCEPTED_PAST_MAX = Duration.ofDays(31);

    private final Database database;
    private final UpwardRepository repository;
    private final Quarantine quarantine;
    private final UpwardConfig config;
    private final UpwardMeters meters;
    private final Clock clock;

    UpwardHistory(
            Database database,
            UpwardRepository repository,
            Quarantine quarantine,
            UpwardConfig config,
            UpwardMeters meters,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.quarantine = quarantine;
        this.config = config;
        this.meters = meters;
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
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .cut(name)
                        .chain(cut -> cut.after() == null
                                ? Uni.createFrom().item(cut.upto())
                                : countLeftOut(name, cut.after(), cut.upto()).replaceWith(cut.upto())));
    }

    Uni<News> news(String name, Snapshot head) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .look(head, oldest(), config.pageRows())
                        .call(look -> countLeftOut(name, head, look.upto()))
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

    /** What came so late that it is not sent any more is counted once, when it becomes visible. */
    private Uni<Void> countLeftOut(String name, Snapshot after, Snapshot upto) {
        return repository
                .olderThan(oldest(), clock.instant().minus(ACCEPTED_PAST_MAX), after, upto)
                .invoke(reports -> {
                    if (reports > 0) {
                        meters.leftOut(name, reports);
                    }
                })
                .replaceWithVoid();
    }

    /** Older reports are not sent. */
    private Instant oldest() {
        return clock.instant().minus(config.reissueWithin());
    }
}
