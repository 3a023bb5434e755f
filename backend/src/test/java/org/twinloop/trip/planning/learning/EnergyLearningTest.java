package org.twinloop.trip.planning.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.isolation.Catalogue;
import org.twinloop.network.energy.Consumption;
import org.twinloop.trip.planning.energy.EnergyFit;
import org.twinloop.trip.planning.energy.EnergyFits;
import org.twinloop.trip.planning.market.EnergyModels;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/** A day of one car in its reports, and what is learnt of its model. */
@QuarkusTest
class EnergyLearningTest {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int DRIVES = 70;
    private static final double METRES = 6_000;
    private static final double SECONDS = 600;

    /** Ten minutes at a pile, ten minutes at 36 km/h, and again; a report a minute. */
    private static final String REPORTS = """
            insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, lon, lat, accuracy_m,
                speed_kmh, odometer_m, soc_percent, doors_open, locked, plugged, charging)
            select $1::integer, $2::timestamptz + n * interval '1 minute', 1, n, $2::timestamptz, 121.4,
                31.2 + (n / 20 * 10 + greatest(n % 20 - 9, 0)) * 0.0054, 5, case when n % 20 > 9 then 36 else 0 end,
                1000 + (n / 20 * 10 + greatest(n % 20 - 9, 0)) * 600, 90 - greatest(n % 20 - 9, 0) * $3::float8 / 10,
                false, false, n % 20 between 2 and 7, false
            from generate_series(0, $4::int * 20) n on conflict do nothing""";

    @Inject
    TestCars cars;

    @Inject
    Fleet fleet;

    @Inject
    EnergyLearning learning;

    @Inject
    EnergyFits fits;

    @Inject
    PlanningConfig config;

    /** Plans of other tests are to find the models as they are known. */
    @AfterEach
    void forget() throws SQLException {
        try (Connection owner = Catalogue.owner()) {
            owner.createStatement().execute("delete from trip.energy_fit; delete from trip.energy_drive");
        }
        fits.refresh().await().atMost(SOON);
    }

    @Test
    void a_day_of_drives_that_took_more_is_what_plans_reckon_with_and_one_of_too_few_is_not() {
        TestCar car = cars.add(Calendar.OURS);
        Vehicle vehicle = cars.act(() -> fleet.get(car.vehicleId()));
        EnergyModels models = new EnergyModels(config, fits::find);
        LocalDate day = LocalDate.ofInstant(cars.now(), CityTime.ZONE).minusDays(25);
        Instant begin = day.atStartOfDay(CityTime.ZONE).toInstant();
        double celsius = models.celsius(begin);
        double knownWh = models.known(vehicle).wh(METRES, SECONDS, celsius);
        double points = 1.3 * knownWh / vehicle.batteryWh() * 100;
        cars.act(() -> cars.database()
                .rows("select telematics.add_day($1)", day.minusDays(1))
                .chain(() -> cars.database().rows("select telematics.add_day($1)", day)));

        report(car, begin, points, 20);
        learning.learn(day, day.plusDays(1)).await().atMost(SOON);
        assertEquals(Optional.empty(), fits.find(vehicle.modelCode()), "20 drives are too few");

        report(car, begin, points, DRIVES);
        learning.learn(day, day.plusDays(1)).await().atMost(SOON);
        learning.learn(day, day.plusDays(1)).await().atMost(SOON);

        EnergyFit fit = fits.find(vehicle.modelCode()).orElseThrow();
        assertEquals(DRIVES, fit.drives(), "a day gathered again is no other day");
        Consumption learnt = models.known(vehicle).with(fit.factors());
        assertEquals(1.3 * knownWh, learnt.wh(METRES, SECONDS, celsius), knownWh * 0.03);
        assertEquals(List.of("1 70", "2 70"), versions(vehicle.modelCode()));
    }

    private void report(TestCar car, Instant begin, double points, int drives) {
        cars.act(() -> cars.database().sql(REPORTS, car.vehicleNo(), begin, points, drives));
    }

    private static List<String> versions(String modelCode) {
        try (Connection owner = Catalogue.owner()) {
            return Catalogue.texts(
                    owner,
                    "select version || ' ' || drives from trip.energy_fit where model_code = ? order by version",
                    modelCode);
        } catch (SQLException e) {
            throw new IllegalStateException("fits", e);
        }
    }
}
