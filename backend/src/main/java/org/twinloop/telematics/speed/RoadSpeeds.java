package org.twinloop.telematics.speed;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.network.snap.Driven;
import org.twinloop.network.traffic.TravelTimes;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Fleet.OnRoad;

/**
 * Tells {@link TravelTimes} how fast cars under way are. It looks at the newest states of the whole fleet, so every
 * instance sees the same traffic, whichever of them the cars report to.
 */
@ApplicationScoped
class RoadSpeeds {

    private static final Logger LOG = Logger.getLogger(RoadSpeeds.class);

    private final Database database;
    private final Fleet fleet;
    private final SpeedConfig config;
    private final Clock clock;
    private final Drives drives;
    private final PassedRoads passed;
    private final Trouble trouble = new Trouble(LOG, "speeds of roads");

    RoadSpeeds(Database database, Fleet fleet, TravelTimes times, SpeedConfig config, Clock clock) {
        this.database = database;
        this.fleet = fleet;
        this.config = config;
        this.clock = clock;
        drives = new Drives(told(times), config);
        passed = new PassedRoads(times::match, told(times), config.matchedAtOnce());
    }

    private static Drives.Traffic told(TravelTimes times) {
        return new Drives.Traffic() {
            @Override
            public Optional<Driven> road(GeoPoint position, double headingDeg, double withinM) {
                return times.road(position, headingDeg, withinM);
            }

            @Override
            public void observe(int edge, boolean forward, double speedKmh, Instant at) {
                times.observe(edge, forward, speedKmh, at);
            }
        };
    }

    @Scheduled(
            every = "${twinloop.telematics.speed.every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return config.on()
                ? trouble.endure(pass()).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /**
     * Tells what cars have reported lately; answers how many speeds were news. Reports are looked at again while they
     * are fresh, since clocks of cars differ and some report late.
     */
    Uni<Integer> pass() {
        Instant fresh = clock.instant().minus(config.fresh());
        return database.apart(Scope.SYSTEM, () -> fleet.onRoad(fresh, config.accuracyMaxM(), config.carsMax()))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(cars -> tell(cars, fresh));
    }

    private int tell(List<OnRoad> cars, Instant fresh) {
        int told = (int) cars.stream().filter(drives::take).count();
        drives.forget(fresh.minus(config.heldUpMax()));
        for (OnRoad car : cars) {
            told += passed.take(car);
        }
        passed.forget(fresh);
        return told;
    }
}
