package org.twinloop.partner.gb32960;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.twinloop.device.Quarantine;
import org.twinloop.partner.gb32960.wire.BeijingTime;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.telematics.ReportIntake;
import org.twinloop.telematics.VehicleReport;

/**
 * Brings reports into the intake and what could not be read or believed into the quarantine. Both answer after the
 * commit; while the database is away or the intake is full the frame waits here and its connection is not read. A frame
 * takes room from the call until its outcome is known, whether its connection still stands then or not.
 */
@ApplicationScoped
class GbDeliveries {

    private static final Duration NEAR = Duration.ofDays(30);
    /**
     * How long the same bytes without a time are a repetition. A parked car whose clock stands says the same again and
     * again; it is heard at least this often, before it counts as silent.
     */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(5);

    private static final int REPEATED_MAX = 1_000;

    private final ReportIntake intake;
    private final Quarantine quarantine;
    private final GbRoom room;
    private final GbMeters meters;
    private final GbConfig config;
    /** When what said no time was heard first, also while that is being stored; the oldest goes at the limit. */
    private final Map<Untimed, Uni<Instant>> untimed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Untimed, Uni<Instant>> eldest) {
            return size() > REPEATED_MAX;
        }
    };

    GbDeliveries(ReportIntake intake, Quarantine quarantine, GbRoom room, GbMeters meters, GbConfig config) {
        this.intake = intake;
        this.quarantine = quarantine;
        this.room = room;
        this.meters = meters;
        this.config = config;
    }

    /**
     * A frame to be stored or kept.
     *
     * @param sender VIN, or code of the platform
     * @param operatorId who may see it in the quarantine, null for the service's own desk alone
     * @param frame as it was received
     */
    record Incoming(String sender, UUID operatorId, byte[] frame, Instant receivedAt) {}

    /** A report that does not say when it was, known by the check sum of all its bytes. */
    private record Untimed(UUID vehicleId, long checkSum) {}

    private Uni<Instant> heardFirst(UUID vehicleId, VehicleReport report) {
        Untimed key = new Untimed(vehicleId, report.seq());
        Instant since = report.eventTime().minus(REPEATED_WITHIN);
        return first(key, report, since)
                .chain(at -> {
                    if (!at.isBefore(since)) {
                        return Uni.createFrom().item(at);
                    }
                    forget(key);
                    return first(key, report, since);
                })
                .onFailure()
                .invoke(failed -> forget(key));
    }

    private Uni<Instant> first(Untimed key, VehicleReport report, Instant since) {
        synchronized (untimed) {
            return untimed.computeIfAbsent(
                    key,
                    none -> intake.storedAt(key.vehicleId(), report, since)
                            .map(stored -> stored.orElse(report.eventTime()))
                            .memoize()
                            .indefinitely());
        }
    }

    private void forget(Untimed key) {
        synchronized (untimed) {
            untimed.remove(key);
        }
    }

    /**
     * Stores a report. One that does not say when it was and repeats another within {@link #REPEATED_WITHIN} has the
     * time of the first, and so is the same row. The clock of the terminal is measured by what it says in real time.
     *
     * @param wanted false once nobody waits for the answer any more
     */
    Uni<Void> store(Incoming incoming, UUID vehicleId, VehicleReport report, BooleanSupplier wanted) {
        Frame frame = Frame.of(incoming.frame());
        if (!ReportDraft.isTimed(frame)) {
            return inRoom(
                    incoming,
                    () -> Patience.whileWanted(() -> heardFirst(vehicleId, report), wanted, config.rest())
                            .chain(at -> put(incoming, vehicleId, report.at(at), wanted)));
        }
        if (frame.command() == Command.REAL_TIME) {
            intake.clockHeard(incoming.sender(), report.eventTime(), incoming.receivedAt());
        }
        return inRoom(incoming, () -> put(incoming, vehicleId, report, wanted));
    }

    private Uni<Void> put(Incoming incoming, UUID vehicleId, VehicleReport report, BooleanSupplier wanted) {
        return Patience.whileWanted(
                        () -> intake.take(vehicleId, incoming.receivedAt(), List.of(report)), wanted, config.rest())
                .chain(verdict -> {
                    if (verdict.accepted()) {
                        meters.stored();
                        return Uni.createFrom().voidItem();
                    }
                    return setAside(incoming, verdict.quarantineReason() + hint(incoming), wanted);
                });
    }

    /** @param wanted false once nobody waits for the answer any more */
    Uni<Void> keep(Incoming incoming, String reason, BooleanSupplier wanted) {
        return inRoom(incoming, () -> setAside(incoming, reason, wanted));
    }

    private Uni<Void> setAside(Incoming incoming, String reason, BooleanSupplier wanted) {
        Quarantine.Entry entry = new Quarantine.Entry(
                incoming.sender(),
                incoming.operatorId(),
                "gb32960/%02x".formatted(incoming.frame()[2]),
                incoming.frame(),
                reason,
                incoming.receivedAt());
        return Patience.whileWanted(() -> quarantine.keep(entry), wanted, config.rest())
                .invoke(meters::quarantined);
    }

    private Uni<Void> inRoom(Incoming incoming, Supplier<Uni<Void>> work) {
        int bytes = incoming.frame().length;
        room.take(bytes);
        return Uni.createFrom().deferred(() -> work.get()).onTermination().invoke(() -> room.free(bytes));
    }

    /** Clocks written as decimal digits are a mistake so frequent that it is named. */
    static String hint(Incoming incoming) {
        Frame frame = Frame.of(incoming.frame());
        long digitsMs = BeijingTime.readAsDecimalDigits(frame.bytes(), frame.unitAt());
        boolean near = digitsMs != BeijingTime.IMPOSSIBLE
                && Duration.between(Instant.ofEpochMilli(digitsMs), incoming.receivedAt())
                                .abs()
                                .compareTo(NEAR)
                        < 0;
        return near ? "; the time looks like decimal digits (BCD): send plain binary" : "";
    }
}
