package org.twinloop.trip.fact;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.telematics.ride.DistanceRule;
import org.twinloop.telematics.ride.Measured;
import org.twinloop.telematics.ride.RideMeasure;

/**
 * Measures rides whose reports have settled, and later looks again for reports that came since. What is due are rows:
 * it survives restarts. An instance takes rides for a lease and measures without a lock; whoever finds the row still
 * due as it was read locks it and writes, so of several instances one does. One that fails is tried again and holds up
 * none; where nothing can be measured, what the ride ended with is told.
 */
@ApplicationScoped
class FactSweep {

    private static final Logger LOG = Logger.getLogger(FactSweep.class);
    private static final int PROBLEM_LENGTH_MAX = 500;

    private final Database database;
    private final FactRepository repository;
    private final RideMeasure rides;
    private final Journal journal;
    private final FactConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "measurements of rides");

    FactSweep(
            Database database,
            FactRepository repository,
            RideMeasure rides,
            Journal journal,
            FactConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.rides = rides;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${twinloop.trip.fact.interval:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass().replaceWithVoid());
    }

    /** Looks once; answers how many versions were written. */
    Uni<Integer> pass() {
        Instant at = SystemTime.now();
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository.take(clock.instant(), at, at.plus(config.lease()), config.ridesMax()))
                .chain(this::inTurn);
    }

    private Uni<Integer> inTurn(List<Due> due) {
        Uni<Integer> written = Uni.createFrom().item(0);
        for (Due one : due) {
            written = written.chain(before -> look(one).map(wrote -> wrote ? before + 1 : before));
        }
        return written;
    }

    private Uni<Boolean> look(Due due) {
        RiddenLeg leg = due.leg();
        return rides.of(leg.vehicleId(), leg.startedAt(), leg.endedAt())
                .chain(measured -> database.apart(Scope.SYSTEM, () -> write(due, measured)))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> missed(due, failed));
    }

    /** False when somebody else was faster, or when nothing has changed since the version before. */
    private Uni<Boolean> write(Due due, Optional<Measured> measured) {
        Instant now = clock.instant();
        return repository.lock(due).chain(ours -> {
            if (!ours) {
                return Uni.createFrom().item(false);
            }
            Uni<Boolean> wrote = measured.isEmpty()
                    ? instead(due).replaceWith(false)
                    : repository
                            .newest(due.leg())
                            .chain(before -> before.filter(fact -> fact.says(measured.get()))
                                            .isPresent()
                                    ? Uni.createFrom().item(false)
                                    : add(due, before, measured.get(), now));
            return wrote.call(() -> next(due, now));
        });
    }

    private Uni<Boolean> add(Due due, Optional<LegFact> before, Measured measured, Instant now) {
        LegFact fact = new LegFact(due.leg(), before.map(LegFact::version).orElse(0) + 1, now, measured);
        return repository.insert(fact).chain(() -> tell(fact, due.toldM())).replaceWith(true);
    }

    private Uni<Void> next(Due due, Instant now) {
        List<Instant> later = config.again().stream()
                .map(after -> due.leg().endedAt().plus(config.settle()).plus(after))
                .filter(now::isBefore)
                .toList();
        return later.isEmpty() ? repository.done(due) : repository.again(due, later.get(0));
    }

    /** What the ride ended with, in place of a measurement, to whoever waits for one. */
    private Uni<Void> instead(Due due) {
        return due.looks() > 0 || due.toldM() == null
                ? Uni.createFrom().voidItem()
                : repository
                        .newest(due.leg())
                        .chain(before -> before.isPresent()
                                ? Uni.createFrom().voidItem()
                                : append(due.leg(), ended(due.leg(), due.toldM())));
    }

    private static Map<String, Object> ended(RiddenLeg leg, Long toldM) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("legId", leg.legId());
        told.put("startedAt", leg.startedAt());
        told.put("endedAt", leg.endedAt());
        told.put("km", toldM == null ? null : toldM / 1000.0);
        told.put("kmMeasured", toldM != null);
        told.put("routeKm", leg.routeM() / 1000.0);
        told.put("rule", DistanceRule.NOTHING_KNOWN);
        return told;
    }

    private Uni<Void> tell(LegFact fact, Long toldM) {
        RiddenLeg leg = fact.leg();
        Measured measured = fact.measured();
        Map<String, Object> told = ended(leg, measured.chosenM() == null ? toldM : measured.chosenM());
        told.put("version", fact.version());
        told.put("rule", measured.rule());
        told.put("odometerM", measured.odometerM());
        told.put("odometerState", measured.odometerState());
        told.put("gpsM", measured.gpsM());
        told.put("matchedM", measured.matchedM());
        told.put("coveredPercent", measured.coveredPercent());
        told.put("gaps", measured.gaps().size());
        told.put("usedWh", measured.energy().usedWh());
        told.put("chargedWh", measured.energy().chargedWh());
        told.put("leftOpen", measured.bounds().leftOpen());
        return append(leg, told);
    }

    private Uni<Void> append(RiddenLeg leg, Map<String, Object> told) {
        return journal.append(Event.of("trip.measured")
                .subject("leg", leg.legId())
                .trip(leg.tripId())
                .unit(leg.unitId())
                .payload(Map.of("tripId", leg.tripId(), "legs", List.of(told))));
    }

    private Uni<Boolean> missed(Due due, Throwable failed) {
        boolean last = due.tries() + 1 >= config.triesMax();
        LOG.errorf(
                failed,
                "leg %s could not be measured, try %d%s",
                due.leg().legId(),
                due.tries() + 1,
                last ? ", the last" : "");
        Instant again = clock.instant().plus(config.rest().multipliedBy(due.tries() + 1L));
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .miss(due, problem(failed), last ? null : again)
                                .chain(ours -> ours && last
                                        ? instead(due)
                                        : Uni.createFrom().voidItem()))
                .replaceWith(false);
    }

    /** PostgreSQL text holds everything but U+0000. */
    private static String problem(Throwable failed) {
        String said = failed.toString().replace("\0", "");
        return said.length() <= PROBLEM_LENGTH_MAX ? said : said.substring(0, PROBLEM_LENGTH_MAX);
    }
}
