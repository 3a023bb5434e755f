package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.network.LoopId;
import org.twinloop.vehicle.Calendar;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.NewVehicle;

/** Cars with a terminal that may connect, made for a test. */
@ApplicationScoped
public class TestCars {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final AtomicLong NUMBER = new AtomicLong(SystemTime.millis() % 100_000_000);

    private final Database database;
    private final Fleet fleet;
    private final Devices devices;
    private final DeviceRepository repository;
    private final SessionRepository sessions;
    private final DeviceGateway gateway;
    private final Clock clock;

    TestCars(
            Database database,
            Fleet fleet,
            Devices devices,
            DeviceRepository repository,
            SessionRepository sessions,
            DeviceGateway gateway,
            Clock clock) {
        this.database = database;
        this.fleet = fleet;
        this.devices = devices;
        this.repository = repository;
        this.sessions = sessions;
        this.gateway = gateway;
        this.clock = clock;
    }

    /** A car, its terminal and the secret of it. */
    public record TestCar(UUID vehicleId, int vehicleNo, String deviceId, String secret) {

        public String up(String suffix) {
            return "tl/v1/" + deviceId + "/up/" + suffix;
        }

        public String down() {
            return "tl/v1/" + deviceId + "/down/";
        }
    }

    public Database database() {
        return database;
    }

    Devices devices() {
        return devices;
    }

    DeviceRepository repository() {
        return repository;
    }

    SessionRepository sessions() {
        return sessions;
    }

    /** Port of the MQTT server, once the service has opened. */
    public int port() {
        long until = SystemTime.nanos() + PATIENCE.toNanos();
        while (true) {
            try {
                return gateway.port();
            } catch (IllegalStateException notYet) {
                if (SystemTime.nanos() > until) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    public TestCar add() {
        return add(Calendar.OPERATOR);
    }

    public TestCar add(Calendar calendar) {
        long number = NUMBER.incrementAndGet();
        UUID vehicle = Ids.next();
        String device = "TX" + number;
        String vin = String.format(Locale.ROOT, "LTW%014d", number);
        NewVehicle car = new NewVehicle(
                vehicle, vin, "试" + number, "ROEWE-EI5", calendar, LoopId.OUTER, Ids.next(), null, null, device);
        act(() -> fleet.registerAll(List.of(car))
                .chain(() -> devices.register(
                        List.of(new Devices.NewDevice(device, DeviceKind.TERMINAL, vehicle, car.operatorId())))));
        return new TestCar(vehicle, no(vehicle), device, issue(device));
    }

    /** Issues a next secret. */
    public String issue(String device) {
        return issue(device, SystemTime.now());
    }

    public String issue(String device, Instant at) {
        String secret = DeviceSecret.issue();
        act(() -> repository.issue(
                List.of(device), List.of(DeviceSecret.of(secret)), at, at.minus(Duration.ofHours(24))));
        return secret;
    }

    private int no(UUID vehicle) {
        return (int) row("select vehicle_no from vehicle.vehicle where id = $1", vehicle)
                .whole(0);
    }

    /** A sound report as a terminal sends it. */
    public String report(long seq, Instant at) {
        return report(seq, at, "");
    }

    /** @param more further fields, beginning with a comma */
    public String report(long seq, Instant at, String more) {
        return ("{\"ts\":%d,\"seq\":%d,\"boot\":1,\"lon\":121.4691,\"lat\":31.2321,\"accM\":5,\"kmh\":0.0,"
                        + "\"headingDeg\":180,\"odoM\":%d,\"socPercent\":78.5,\"doors\":\"CLOSED\",\"plugged\":false,"
                        + "\"charging\":false%s}")
                .formatted(
                        at.toEpochMilli(),
                        seq,
                        1_000_000 + seq,
                        more.contains("\"locked\"") ? more : ",\"locked\":true" + more);
    }

    public Instant now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    public <T> T act(Supplier<Uni<T>> work) {
        return database.apart(Scope.SYSTEM, work).await().atMost(PATIENCE);
    }

    public Row row(String query, Object... parameters) {
        return act(() -> database.row(query, parameters)).orElseThrow();
    }

    public long count(String query, Object... parameters) {
        return row(query, parameters).whole(0);
    }

    /** Waits until a count is as wanted. */
    public void eventually(long wanted, String query, Object... parameters) {
        long until = SystemTime.nanos() + PATIENCE.toNanos();
        long met = count(query, parameters);
        while (met != wanted) {
            if (SystemTime.nanos() > until) {
                throw new AssertionError("expected " + wanted + ", met " + met + ": " + query);
            }
            met = count(query, parameters);
        }
    }
}
