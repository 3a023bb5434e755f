package org.twinloop.demo;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Uplink;
import org.twinloop.device.UplinkHandler;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/** The cars of the past month: what they said goes through the same intake as the reports of real ones. */
@ApplicationScoped
class PuppetCars {

    private static final int FULL_PERCENT = 96;

    private final UplinkHandler intake;
    private final Fleet fleet;
    private final Database database;
    private final Clock clock;
    /** Rises with every start, so that what a car says now is newer than what it said before at the same moment. */
    private final long boot = SystemTime.now().getEpochSecond();

    private final Map<String, Puppet> cars = new ConcurrentHashMap<>();

    PuppetCars(@Any Instance<UplinkHandler> handlers, Fleet fleet, Database database, Clock clock) {
        this.intake = handlers.stream()
                .filter(handler -> handler.topicSuffix().equals("report"))
                .findFirst()
                .orElseThrow();
        this.fleet = fleet;
        this.database = database;
        this.clock = clock;
    }

    /** A car as it stands. */
    private record Puppet(
            String deviceId,
            UUID vehicleId,
            long seq,
            GeoPoint position,
            double socPercent,
            long odometerM,
            boolean locked,
            boolean plugged) {}

    void add(String plate, String deviceId, UUID vehicleId, DemoFleet.Parked parked) {
        cars.put(
                plate,
                new Puppet(
                        deviceId,
                        vehicleId,
                        0,
                        parked.position(),
                        parked.socPercent(),
                        parked.odometerM(),
                        true,
                        parked.plugged()));
    }

    /** Takes over the cars as they stand in the database, unless this start has built them itself. */
    Uni<Void> load() {
        if (!cars.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return database.apart(Scope.SYSTEM, () -> fleet.terminals().chain(this::stand));
    }

    private Uni<Void> stand(Map<String, Vehicle.Terminal> terminals) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<String, Vehicle.Terminal> terminal : terminals.entrySet()) {
            UUID vehicleId = terminal.getValue().vehicleId();
            all = all.chain(() -> fleet.get(vehicleId)
                    .chain(car -> fleet.state(vehicleId)
                            .invoke(state -> state.filter(seen -> seen.position() != null)
                                    .ifPresent(seen -> add(
                                            car.plate(),
                                            terminal.getKey(),
                                            vehicleId,
                                            new DemoFleet.Parked(
                                                    seen.position(),
                                                    seen.socPercent() == null ? FULL_PERCENT : seen.socPercent(),
                                                    seen.odometerM() == null ? 0 : seen.odometerM(),
                                                    seen.isPlugged())))))
                    .replaceWithVoid());
        }
        return all;
    }

    /** Every car says that it still stands there, a little fuller where it is plugged in. */
    Uni<Void> reportAll() {
        List<String> plates = List.copyOf(cars.keySet());
        return Multi.createFrom()
                .iterable(plates)
                .onItem()
                .transformToUni(plate -> say(plate, null))
                .merge(64)
                .collect()
                .last();
    }

    /** The car opens and says which command it obeyed. */
    Uni<Void> unlock(String plate, UUID commandId) {
        cars.computeIfPresent(
                plate,
                (key, car) -> new Puppet(
                        car.deviceId,
                        car.vehicleId,
                        car.seq,
                        car.position,
                        car.socPercent,
                        car.odometerM,
                        false,
                        false));
        return say(plate, commandId);
    }

    /** The car has driven, stands at a place, closed, locked and plugged in where there is a pile. */
    Uni<Void> park(String plate, GeoPoint position, double distanceM, double socPercent, boolean plugged) {
        cars.computeIfPresent(
                plate,
                (key, car) -> new Puppet(
                        car.deviceId,
                        car.vehicleId,
                        car.seq,
                        position,
                        Math.min(car.socPercent, socPercent),
                        car.odometerM + Math.round(distanceM),
                        true,
                        plugged));
        return say(plate, null);
    }

    /** Cars at a plug are full by the next trip. */
    void charge() {
        cars.replaceAll((plate, car) -> car.plugged
                ? new Puppet(
                        car.deviceId,
                        car.vehicleId,
                        car.seq,
                        car.position,
                        FULL_PERCENT,
                        car.odometerM,
                        car.locked,
                        true)
                : car);
    }

    private Uni<Void> say(String plate, UUID commandId) {
        Puppet car = cars.computeIfPresent(
                plate,
                (key, old) -> new Puppet(
                        old.deviceId,
                        old.vehicleId,
                        old.seq + 1,
                        old.position,
                        old.socPercent,
                        old.odometerM,
                        old.locked,
                        old.plugged));
        Instant now = clock.instant();
        JsonObject report = new JsonObject()
                .put("ts", now.toEpochMilli())
                .put("boot", boot)
                .put("seq", car.seq)
                .put("lon", car.position.lon())
                .put("lat", car.position.lat())
                .put("accM", 5)
                .put("kmh", 0)
                .put("headingDeg", 0)
                .put("odoM", car.odometerM)
                .put("socPercent", car.socPercent)
                .put("doors", "CLOSED")
                .put("locked", car.locked)
                .put("plugged", car.plugged)
                .put("charging", car.plugged && car.socPercent < 95);
        if (commandId != null) {
            report.put("cmd", commandId.toString());
        }
        String topic = "tl/v1/" + car.deviceId + "/up/report";
        byte[] payload = report.encode().getBytes(StandardCharsets.UTF_8);
        return intake.receive(new Uplink.Message(car.deviceId, DeviceKind.TERMINAL, car.vehicleId, topic, payload, now))
                .invoke(verdict -> {
                    if (!verdict.accepted()) {
                        throw new IllegalStateException(
                                "a report of the past was refused: " + verdict.quarantineReason());
                    }
                })
                .replaceWithVoid();
    }
}
