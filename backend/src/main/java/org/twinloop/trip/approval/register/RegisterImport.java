package org.twinloop.trip.approval.register;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.personnel.CsvLines.Rejected;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.approval.register.RegisterLine.CarPower;
import org.twinloop.trip.approval.register.RegisterLine.ChargingOrder;
import org.twinloop.trip.approval.register.RegisterLine.KeptCar;

/** Takes lines in, one transaction per file or batch: good lines are taken, bad ones told, a repeat changes nothing. */
@ApplicationScoped
class RegisterImport {
    private final Database database;
    private final RegisterRepository repository;
    private final PolicyRegisters registers;
    private final Journal journal;
    private final Clock clock;

    RegisterImport(
            Database database, RegisterRepository repository, PolicyRegisters registers, Journal journal, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.registers = registers;
        this.journal = journal;
        this.clock = clock;
    }

    /** A file or batch. */
    record Batch(RegisterKind kind, UUID sentBy, List<RegisterLine> lines, List<Rejected> unreadable) {}

    /** What became of it. */
    record Taken(
            UUID id, RegisterKind kind, Instant at, int lines, int taken, int unchanged, List<Rejected> rejected) {}

    /** What is known by name: cars that a unit keeps by plate, operators and units by code. */
    record Known(Map<String, UUID> keptCars, Map<String, UUID> operators, Map<String, UUID> units) {}

    /** Takes all of them or none; what plans ask for is read anew before it answers. */
    Uni<List<Taken>> take(List<Batch> batches) {
        return database.act(Scope.SYSTEM, () -> {
                    List<Taken> all = new ArrayList<>();
                    Uni<Void> done = Uni.createFrom().voidItem();
                    for (Batch batch : batches) {
                        done = done.chain(() -> take(batch)).invoke(all::add).replaceWithVoid();
                    }
                    return done.replaceWith(all);
                })
                .call(registers::refresh);
    }

    private Uni<Taken> take(Batch batch) {
        return repository
                .known()
                .chain(known -> write(batch, known))
                .call(taken -> journal.append(Event.of("policy.register-imported")
                        .subject("register-import", taken.id())
                        .actor(batch.sentBy())
                        .payload(Map.of(
                                "kind", taken.kind(),
                                "lines", taken.lines(),
                                "taken", taken.taken(),
                                "rejected", taken.lines() - taken.taken() - taken.unchanged()))));
    }

    private Uni<Taken> write(Batch batch, Known known) {
        List<Rejected> rejected = new ArrayList<>(batch.unreadable());
        List<RegisterLine> good = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (RegisterLine line : batch.lines()) {
            Rejected bad = problem(line, known, told);
            if (bad == null) {
                good.add(line);
            } else {
                rejected.add(bad);
            }
        }
        Instant now = clock.instant();
        UUID id = Ids.next();
        Uni<Integer> changed = switch (batch.kind()) {
            case KEPT_CARS -> repository.setKeptCars(of(good, KeptCar.class), known);
            case CAR_POWER -> repository.setPower(of(good, CarPower.class), known);
            case CHARGING_ORDERS -> repository.addOrders(of(good, ChargingOrder.class), known, id, now);
        };
        rejected.sort(Comparator.comparingInt(Rejected::line));
        int bad = (int) rejected.stream().mapToInt(Rejected::line).distinct().count();
        return changed.map(count -> new Taken(
                        id, batch.kind(), now, good.size() + bad, count, good.size() - count, List.copyOf(rejected)))
                .call(taken -> repository.addImport(taken, batch.sentBy()));
    }

    private static <L extends RegisterLine> List<L> of(List<RegisterLine> lines, Class<L> type) {
        return lines.stream().map(type::cast).toList();
    }

    /** Null when nothing is wrong; one key is told once in a batch. */
    private static Rejected problem(RegisterLine line, Known known, Set<String> told) {
        if (line instanceof KeptCar car) {
            return known.keptCars().containsKey(car.plate())
                    ? once(line, "from", car.plate() + " " + car.from(), told)
                    : new Rejected(line.line(), "plate", "no unit keeps a car " + car.plate());
        }
        if (line instanceof CarPower power) {
            return known.operators().containsKey(power.operatorCode())
                    ? once(line, "from", power.operatorCode() + " " + power.vehicleClass() + " " + power.from(), told)
                    : new Rejected(line.line(), "operator", "no operator " + power.operatorCode());
        }
        ChargingOrder order = (ChargingOrder) line;
        if (!known.units().containsKey(order.unitCode())) {
            return new Rejected(line.line(), "unit", "no unit " + order.unitCode());
        }
        return order.wrongTimes() == null
                ? once(line, "order_no", order.orderNo(), told)
                : new Rejected(line.line(), "ended_at", "expected " + order.wrongTimes());
    }

    private static Rejected once(RegisterLine line, String field, String key, Set<String> told) {
        return told.add(key) ? null : new Rejected(line.line(), field, key + " is told twice");
    }
}
