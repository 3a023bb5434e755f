package org.twinloop.telematics.ride;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.network.traffic.TravelTimes;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/** Measures a ride from the history of its car, whichever instance took the reports and in whatever order they came. */
@ApplicationScoped
public class RideMeasure {

    private final Database database;
    private final ReadingRepository readings;
    private final Fleet fleet;
    private final TravelTimes times;
    private final RideConfig config;

    RideMeasure(Database database, ReadingRepository readings, Fleet fleet, TravelTimes times, RideConfig config) {
        this.database = database;
        this.readings = readings;
        this.fleet = fleet;
        this.times = times;
        this.config = config;
    }

    private record Read(Vehicle car, List<Reading> around) {}

    /**
     * What the car did between the times its ride began and ended, a read of its own and no part of an act; empty for a
     * car that has no terminal and told nothing. Goes on on a worker thread, since roads are searched.
     */
    public Uni<Optional<Measured>> of(UUID vehicleId, Instant startedAt, Instant endedAt) {
        Instant from = startedAt.minus(config.openedAhead());
        Instant to = endedAt.plus(config.lockedWithin());
        return database.apart(
                        Scope.SYSTEM,
                        () -> fleet.get(vehicleId)
                                .chain(car -> readings.of(car.number(), from, to, config.reportsMax())
                                        .map(around -> new Read(car, around))))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(read -> measured(read, new Measured.Said(startedAt, endedAt)));
    }

    private Optional<Measured> measured(Read read, Measured.Said said) {
        return read.around().isEmpty() && read.car().deviceId() == null
                ? Optional.empty()
                : Optional.of(Measured.of(read.around(), said, read.car().batteryWh(), config, times::match));
    }
}
