package org.twinloop.supervision.sample;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/** Draws the month before for every unit that nobody has drawn it for; one instance at a time, each unit an act. */
@ApplicationScoped
class SampleTimer {

    private static final Logger LOG = Logger.getLogger(SampleTimer.class);

    private final Database database;
    private final SampleRepository repository;
    private final SampleDesk desk;
    private final SampleConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "drawing samples");

    SampleTimer(Database database, SampleRepository repository, SampleDesk desk, SampleConfig config, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.desk = desk;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${twinloop.supervision.sample.interval:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        YearMonth due = YearMonth.from(clock.instant().minus(config.drawAfter()).atZone(CityTime.ZONE))
                .minusMonths(1);
        return trouble.endure(pass(due).replaceWithVoid());
    }

    /** Looks once at a month; answers how many samples were drawn. */
    Uni<Integer> pass(YearMonth period) {
        Instant from = SampleDesk.startOf(period);
        Instant to = SampleDesk.endOf(period);
        return database.apart(Scope.SYSTEM, () -> repository.undrawn(period, from, to))
                .chain(units -> each(units, period));
    }

    private Uni<Integer> each(List<UUID> units, YearMonth period) {
        return Multi.createFrom()
                .iterable(units)
                .onItem()
                .transformToUniAndConcatenate(unit -> drawOrLeave(unit, period))
                .collect()
                .with(Collectors.summingInt(drawn -> drawn ? 1 : 0));
    }

    /** A unit that cannot be drawn holds up no other; it comes again with the next look. */
    private Uni<Boolean> drawOrLeave(UUID unitId, YearMonth period) {
        return draw(unitId, period)
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithItem(failed -> {
                    LOG.errorf(failed, "unit %s is left without a sample of %s for now", unitId, period);
                    return false;
                });
    }

    private Uni<Boolean> draw(UUID unitId, YearMonth period) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .tryLock()
                        .chain(ours -> ours
                                ? repository.isDrawn(unitId, period)
                                : Uni.createFrom().item(true))
                        .chain(done -> done
                                ? Uni.createFrom().item(false)
                                : desk.drawn(unitId, period, null).replaceWith(true)));
    }
}
