package org.twinloop.partner.gb32960;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.twinloop.common.Database;
import org.twinloop.common.geo.Datum;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.identity.Passwords;
import org.twinloop.partner.gb32960.Registration.Platform;
import org.twinloop.partner.gb32960.RegistrationRepository.NewTerminal;

/** Cars and platforms that may report, made for a test. */
@ApplicationScoped
class GbScene {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final TestCars cars;
    private final RegistrationRepository registrations;
    private final GbGateway gateway;
    private final Database database;
    private final MeterRegistry meters;

    GbScene(
            TestCars cars,
            RegistrationRepository registrations,
            GbGateway gateway,
            Database database,
            MeterRegistry meters) {
        this.cars = cars;
        this.registrations = registrations;
        this.gateway = gateway;
        this.database = database;
        this.meters = meters;
    }

    /** A car in the fleet that may be reported. */
    record GbCar(String vin, UUID vehicleId, int no, UUID operatorId) {}

    /** Port of the server, once the service has opened. */
    int port() {
        return Awaitility.await().atMost(SOON).ignoreExceptions().until(gateway::port, port -> port > 0);
    }

    TestCars cars() {
        return cars;
    }

    Instant now() {
        return cars.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    GbCar car() {
        return car(null, Datum.wgs84, false);
    }

    GbCar car(String iccid, Datum datum, boolean answersAll) {
        GbCar car = unregistered();
        cars.act(() -> registrations.put(new NewTerminal(car.vin(), iccid, datum, answersAll, false), cars.now()));
        return car;
    }

    GbCar unregistered() {
        TestCar added = cars.add();
        var row = cars.row("select vin, operator_id from vehicle.vehicle where id = $1", added.vehicleId());
        return new GbCar(row.text(0), added.vehicleId(), added.vehicleNo(), row.uuid(1));
    }

    Platform platform(UUID operatorId, String account, String password) {
        Platform platform = new Platform(
                account, "CODE" + account, operatorId, Passwords.hash(password), Datum.wgs84, false, cars.now(), null);
        cars.act(() -> registrations.put(platform));
        return platform;
    }

    RawGb terminal(GbCar car) {
        return new RawGb(port(), "##", car.vin());
    }

    RawGb terminal2025(GbCar car) {
        return new RawGb(port(), "$$", car.vin());
    }

    long stored(GbCar car) {
        return cars.count("select count(*) from telematics.report where vehicle_no = $1", car.no());
    }

    void awaitStored(GbCar car, long rows) {
        Awaitility.await().atMost(SOON).until(() -> stored(car) == rows);
    }

    /** The reason why the newest message of a sender was set aside. */
    String quarantined(String sender) {
        List<String> reasons = cars.act(() -> database.rows(
                        "select reason from device.quarantine where device_id = $1 order by id desc limit 1", sender)
                .map(rows -> rows.stream().map(row -> row.text(0)).toList()));
        return reasons.isEmpty() ? null : reasons.get(0);
    }

    double count(String meter, String... tags) {
        var counter = meters.find(meter).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    double gauge(String meter) {
        return meters.get(meter).gauge().value();
    }
}
