package org.twinloop.vehicle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.SubjectDirectory;
import org.twinloop.operator.Operators;

/** What a terminal is told of its car when it is provisioned. A car never seen anywhere cannot be described. */
@ApplicationScoped
class TerminalDirectory implements SubjectDirectory {

    private final FleetRepository cars;
    private final Operators operators;
    private final VehicleConfig config;
    private final Clock clock;

    TerminalDirectory(FleetRepository cars, Operators operators, VehicleConfig config, Clock clock) {
        this.cars = cars;
        this.operators = operators;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.TERMINAL;
    }

    @Override
    public Uni<Map<UUID, Subject>> describe(List<UUID> subjectIds) {
        return operators.all().chain(all -> {
            Map<UUID, String> codes = all.stream().collect(Collectors.toMap(one -> one.id(), one -> one.code()));
            return cars.listed(
                            subjectIds.toArray(UUID[]::new), clock.instant(), config.stateAgeMax(), config.bayRadiusM())
                    .map(listed -> listed.stream()
                            .filter(car -> car.state() != null && car.state().position() != null)
                            .collect(Collectors.toMap(
                                    car -> car.vehicle().id(), car -> subject(car.vehicle(), car.state(), codes))));
        });
    }

    private static Subject subject(Vehicle car, VehicleState state, Map<UUID, String> operatorCodes) {
        return Subject.of(new Terminal(
                car.vin(),
                car.plate(),
                car.modelNameZh(),
                car.modelCode(),
                car.batteryWh(),
                car.whPerKm(),
                car.maxDcW(),
                car.maxAcW(),
                state.position().lon(),
                state.position().lat(),
                state.socPercent() == null ? 0 : state.socPercent(),
                state.odometerM() == null ? 0 : state.odometerM(),
                car.loop().name().toLowerCase(Locale.ROOT),
                car.calendar().name(),
                car.operatorId() == null ? null : operatorCodes.get(car.operatorId())));
    }
}
