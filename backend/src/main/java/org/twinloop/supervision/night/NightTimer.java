package org.twinloop.supervision.night;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.supervision.night.ChangedRepository.ChangedTrip;
import org.twinloop.supervision.night.ChangedRepository.LateDay;

/**
 * Asks all rules again about each unit and each of the last days, once a night, and about what changed before those
 * days. Each unit and day, and each trip that changed, is an act.
 */
@ApplicationScoped
class NightTimer {

    private static final Logger LOG = Logger.getLogger(NightTimer.class);

    private final Database database;
    private final NightRepository repository;
    private final NightRound round;
    private final ChangedRepository changed;
    private final NightConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "asks the rules again at night");

    NightTimer(
            Database database,
            NightRepository repository,
            NightRound round,
            ChangedRepository changed,
            NightConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.round = round;
        this.changed = changed;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${twinloop.supervision.night.interval:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        LocalDate tonight = LocalDate.ofInstant(clock.instant().minus(config.after()), CityTime.ZONE);
        return trouble.endure(pass(tonight).chain(() -> changes(tonight)).replaceWithVoid());
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

    /**
     * What changed since it was asked about last and that the days of {@link #pass} do not cover; answers how many
     * trips and days were asked about.
     */
    Uni<Integer> changes(LocalDate tonight) {
        LocalDate first = tonight.minusDays(config.days());
        return database.apart(Scope.SYSTEM, () -> changed.noteLate(NightRound.startOf(first), CityTime.ZONE.getId()))
                .chain(() -> database.apart(Scope.SYSTEM, () -> changed.trips(tonight, config.changedMax())))
                .chain(due -> one(due, trip -> ofTrip(trip, first, tonight)))
                .chain(trips -> database.apart(Scope.SYSTEM, () -> changed.days(tonight, config.changedMax()))
                        .chain(due -> one(due, day -> ofLateDay(day, tonight)))
                        .map(days -> trips + days));
    }

    private static <T> Uni<Integer> one(List<T> due, Function<T, Uni<Boolean>> work) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .with(Collectors.summingInt(asked -> asked ? 1 : 0));
    }

    /** One that ended within the days above is asked about there. */
    private Uni<Boolean> ofTrip(ChangedTrip trip, LocalDate first, LocalDate tonight) {
        boolean covered = trip.endedAt() != null && !trip.endedAt().isBefore(NightRound.startOf(first));
        return database.apart(
                        Scope.SYSTEM,
                        () -> changed.take(trip)
                                .chain(ours -> ours && !covered
                                        ? round.again(trip.tripId()).replaceWith(true)
                                        : Uni.createFrom().item(false)))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> {
                    LOG.errorf(failed, "the rules are not asked again about trip %s tonight", trip.tripId());
                    return database.apart(Scope.SYSTEM, () -> changed.putOff(trip, tonight.plusDays(1)))
                            .replaceWith(false);
                });
    }

    private Uni<Boolean> ofLateDay(LateDay late, LocalDate tonight) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> changed.take(late)
                                .chain(ours -> ours
                                        ? round.run(late.unitId(), late.day()).replaceWith(true)
                                        : Uni.createFrom().item(false)))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> {
                    LOG.errorf(failed, "unit %s is not asked again about %s tonight", late.unitId(), late.day());
                    return database.apart(Scope.SYSTEM, () -> changed.putOff(late, tonight.plusDays(1)))
                            .replaceWith(false);
                });
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
