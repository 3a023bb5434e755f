package org.twinloop.vehicle;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.vehicle.ReservationRepository.Kind;

/**
 * Frees holds that ran out, and keeps cars that are out beyond their time from others. Any number of instances may
 * sweep: each update takes only rows still held, so a hold ends once.
 */
@ApplicationScoped
class HoldSweeper {

    private static final Logger LOG = Logger.getLogger(HoldSweeper.class);

    private final Vertx vertx;
    private final Database database;
    private final ReservationRepository reservations;
    private final VehicleConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "sweeps of holds");
    private volatile boolean stopping;

    HoldSweeper(Vertx vertx, Database database, ReservationRepository reservations, VehicleConfig config, Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.reservations = reservations;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        again();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void again() {
        vertx.setTimer(Math.max(10, config.sweepInterval().toMillis()), timer -> sweep());
    }

    private void sweep() {
        if (stopping) {
            return;
        }
        trouble.watch(pass())
                .subscribe()
                .with(
                        freed -> {
                            if (freed > 0) {
                                LOG.infof("%d holds of cars and bays ran out", freed);
                            }
                            again();
                        },
                        failed -> again());
    }

    /** Answers how many holds ran out. */
    Uni<Integer> pass() {
        return database.apart(
                Scope.SYSTEM,
                () -> reservations
                        .expire(Kind.CAR, clock.instant())
                        .chain(cars ->
                                reservations.expire(Kind.BAY, clock.instant()).map(bays -> cars + bays))
                        .call(() -> reservations.overrun(clock.instant(), config)));
    }
}
