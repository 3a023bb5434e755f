package org.twinloop.supervision.night;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.twinloop.common.CityTime;

/** One unit and day: its trips, then its cars. In the running act. */
@ApplicationScoped
class NightRound {

    private final NightTrips trips;
    private final NightCars cars;

    NightRound(NightTrips trips, NightCars cars) {
        this.trips = trips;
        this.cars = cars;
    }

    Uni<Void> run(UUID unitId, LocalDate day) {
        return trips.ask(unitId, day).chain(() -> cars.ask(unitId, day));
    }

    /** A trip about which something was told since. */
    Uni<Void> again(UUID tripId) {
        return trips.askOne(tripId);
    }

    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(CityTime.ZONE).toInstant();
    }
}
