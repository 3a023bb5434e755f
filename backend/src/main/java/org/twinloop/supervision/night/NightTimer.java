package org.twinloop.supervision.night;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/** Asks all rules again about each unit and each of the last days, once a night; each unit and day is an act. */
@ApplicationScoped
class NightTimer {

    private static final Logger LOG = Logger.getLogger(NightTimer.class);

    private final Database database;
    private final NightRepository repository;
    private final NightRound round;
    private final NightConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "asks the rules again at night");

    NightTimer(Database database, NightRepository repository, NightRound round, NightConfig config, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.round = round;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${twinloop.supervision.night.interval:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        LocalDate tonight = LocalDate.ofInstant(clock.instant().minus(config.after()), CityTime.ZONE);
        return trouble.endure(pass(tonight).replaceWithVoid());
    }

    /** One night; answers how many units and days were asked about. */
    Uni<Integer> pass(LocalDate tonight) {
        List<LocalDate> days = IntStream.rangeClosed(1, config.days())
                .mapToObj(tonight::minusDays)
                .toList();
        return Multi.createFrom()
                .iterable(days)
                .onItem()
                .transformToUniAndConcatenate(day -> ofDay(day, tonight))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> ofDay(LocalDate day, LocalDate tonight) {
        return database.apart(Scope.SYSTEM, () -> repository.due(day, tonight))
                .chain(units -> Multi.createFrom()
                        .iterable(units)
                        .onItem()
                        .transformToUniAndConcatenate(unit -> ofUnit(unit, day, tonight))
                        .collect()
                        .with(Collectors.summingInt(asked -> asked ? 1 : 0)));
    }

    /** A unit that fails holds up no other; it comes again with the next look. */
    private Uni<Boolean> ofUnit(UUID unitId, LocalDate day, LocalDate tonight) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .claim(unitId, day, tonight)
                                .chain(ours -> ours
                                        ? round.run(unitId, day).replaceWith(true)
                                        : Uni.createFrom().item(false)))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithItem(failed -> {
                    LOG.errorf(failed, "the rules are not asked again about unit %s on %s for now", unitId, day);
                    return false;
                });
    }
}
