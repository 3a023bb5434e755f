package org.twinloop.telematics;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Uplink;
import org.twinloop.device.UplinkHandler;
import org.twinloop.device.command.Command;
import org.twinloop.device.command.Commands;
import org.twinloop.telematics.clock.TerminalClocks;
import org.twinloop.telematics.drift.UnknownFields;

/**
 * Takes the reports of cars, hands them to the writer of their vehicle and answers once they are committed. Those of
 * our own terminals it reads first, and tells the commands that a report proves.
 */
@Singleton
public class ReportIntake implements UplinkHandler {

    private static final int FAULTS_TOLD_MAX = 3;
    private static final String FULL = "the queue of the reports is full";

    private final Database database;
    private final Commands commands;
    private final CarRepository cars;
    private final IntakeMeters meters;
    private final TerminalClocks clocks;
    private final UnknownFields unknownFields;
    private final TelematicsConfig config;
    private final long pastMs;
    private final long futureMs;
    private final List<ReportWriter> writers = new ArrayList<>();
    /** The command each device names in its reports and that needs no more proof. */
    private final Map<String, UUID> settled = new ConcurrentHashMap<>();

    ReportIntake(
            Database database,
            Commands commands,
            CarRepository cars,
            ReportRepository reports,
            ReportFollower rules,
            IntakeMeters meters,
            TerminalClocks clocks,
            UnknownFields unknownFields,
            TelematicsConfig config) {
        this.clocks = clocks;
        this.unknownFields = unknownFields;
        this.database = database;
        this.commands = commands;
        this.cars = cars;
        this.meters = meters;
        this.config = config;
        pastMs = config.acceptedPast().toMillis();
        futureMs = config.acceptedFuture().toMillis();
        for (int shard = 0; shard < config.shards(); shard++) {
            ReportWriter writer = new ReportWriter(shard, reports, config, meters, rules);
            meters.queue(shard, writer);
            writers.add(writer);
        }
    }

    void start(@Observes StartupEvent started) {
        for (int shard = 0; shard < writers.size(); shard++) {
            Thread thread = new Thread(writers.get(shard), "report-writer-" + shard);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** After the gateway has said goodbye. */
    void stop(@Observes @jakarta.annotation.Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent stopped) {
        writers.forEach(ReportWriter::stop);
    }

    @Override
    public String topicSuffix() {
        return "report";
    }

    @Override
    public boolean accepts(DeviceKind kind) {
        return kind == DeviceKind.TERMINAL;
    }

    /** One writer per vehicle keeps the order. */
    @Override
    public boolean pipelined() {
        return true;
    }

    /** What terminals usually send: sound, timely, and no command in it that is not settled. */
    @Override
    public boolean take(Uplink.Message message, Uplink.Receipt receipt) {
        List<VehicleReport> reports = ReportCodec.usual(message.payload());
        if (reports == null) {
            return false;
        }
        for (VehicleReport report : reports) {
            boolean proves = report.command() != null && !report.command().equals(settled.get(message.deviceId()));
            if (proves || !isTimely(report.eventTime(), message.receivedAt())) {
                return false;
            }
        }
        reports.forEach(report -> clocks.heard(message.deviceId(), report.eventTime(), message.receivedAt()));
        if (!writerOf(message.subjectId())
                .offer(ReportBatch.of(message.subjectId(), message.receivedAt(), reports, receipt))) {
            receipt.failed(new RejectedExecutionException(FULL));
        }
        return true;
    }

    @Override
    public Uni<Uplink.Verdict> receive(Uplink.Message message) {
        ReportCodec.Decoded decoded = ReportCodec.decode(message.payload());
        decoded.reports().forEach(report -> clocks.heard(message.deviceId(), report.eventTime(), message.receivedAt()));
        List<String> faults = new ArrayList<>();
        decoded.faults().forEach(fault -> faults.add(fault.toString()));
        return take(
                message.subjectId(),
                message.receivedAt(),
                decoded.reports(),
                faults,
                odd -> odd.forEach(
                        report -> unknownFields.heard(message.deviceId(), report.extra(), message.receivedAt())),
                stored -> prove(message.deviceId(), stored));
    }

    /**
     * Takes reports that a partner's door has read. The verdict comes after the commit; it says what has to go into the
     * quarantine. Fails with {@link RejectedExecutionException} when the queue is full: then nothing was taken, and the
     * sender must be made to wait.
     */
    public Uni<Uplink.Verdict> take(UUID vehicleId, Instant receivedAt, List<VehicleReport> reports) {
        return take(
                vehicleId,
                receivedAt,
                reports,
                new ArrayList<>(),
                odd -> {},
                stored -> Uni.createFrom().voidItem());
    }

    /**
     * The event time a report with this one's boot and sequence is stored under, the earliest since a time and not
     * after this one's; for senders that number their reports without knowing when they were.
     */
    public Uni<Optional<Instant>> storedAt(UUID vehicleId, VehicleReport report, Instant since) {
        return database.apart(Scope.SYSTEM, () -> cars.storedAt(vehicleId, report, since));
    }

    private Uni<Uplink.Verdict> take(
            UUID vehicleId,
            Instant receivedAt,
            List<VehicleReport> read,
            List<String> faults,
            Consumer<List<VehicleReport>> odd,
            Function<List<VehicleReport>, Uni<Void>> afterwards) {
        List<VehicleReport> reports = new ArrayList<>(read.size());
        for (VehicleReport report : read) {
            if (isTimely(report.eventTime(), receivedAt)) {
                reports.add(report);
            } else {
                faults.add(untimely(report.eventTime(), receivedAt));
            }
        }
        if (!faults.isEmpty()) {
            meters.refused(faults.size());
        }
        Uplink.Verdict verdict = verdict(faults);
        return reports.isEmpty()
                ? Uni.createFrom().item(verdict)
                : store(ReportBatch.of(vehicleId, receivedAt, reports))
                        .invoke(odd)
                        .chain(() -> afterwards.apply(reports))
                        .replaceWith(verdict)
                        .onFailure(ReportBatch.Refused.class)
                        .recoverWithItem(refusal -> Uplink.Verdict.quarantine(refusal.getMessage()));
    }

    /**
     * A terminal behind a partner's door told a time; its clock is measured as those of our own are.
     *
     * @param sender the VIN, where the protocol has no device id
     */
    public void clockHeard(String sender, Instant eventTime, Instant receivedAt) {
        clocks.heard(sender, eventTime, receivedAt);
    }

    /** Whether what a terminal says happened then is taken. */
    public boolean isTimely(Instant eventTime, Instant receivedAt) {
        long aheadMs = eventTime.toEpochMilli() - receivedAt.toEpochMilli();
        return aheadMs >= -pastMs && aheadMs <= futureMs;
    }

    /** Why what is not timely goes to the quarantine. */
    public String untimely(Instant eventTime, Instant receivedAt) {
        return "/ts: " + eventTime + "; received at " + receivedAt + ", accepted are "
                + config.acceptedPast().toDays() + " days back to "
                + config.acceptedFuture().toMinutes() + " minutes ahead: set the clock";
    }

    private static Uplink.Verdict verdict(List<String> faults) {
        if (faults.isEmpty()) {
            return Uplink.Verdict.ACCEPTED;
        }
        String told = faults.stream().limit(FAULTS_TOLD_MAX).collect(Collectors.joining(" | "));
        int more = faults.size() - FAULTS_TOLD_MAX;
        return Uplink.Verdict.quarantine(more > 0 ? told + " | and " + more + " more" : told);
    }

    private Uni<List<VehicleReport>> store(ReportBatch batch) {
        if (!writerOf(batch.vehicleId()).offer(batch)) {
            return Uni.createFrom().failure(new RejectedExecutionException(FULL));
        }
        return Uni.createFrom().completionStage(batch.stored());
    }

    private ReportWriter writerOf(UUID vehicleId) {
        return writers.get(Math.floorMod(vehicleId.hashCode(), writers.size()));
    }

    /** Before the acknowledgement: when this fails, the report comes again and proves again. */
    private Uni<Void> prove(String deviceId, List<VehicleReport> reports) {
        Uni<Void> proved = Uni.createFrom().voidItem();
        for (VehicleReport report : reports) {
            if (report.command() != null) {
                proved = proved.chain(() -> prove(deviceId, report));
            }
        }
        return proved;
    }

    private Uni<Void> prove(String deviceId, VehicleReport report) {
        UUID id = report.command();
        if (id.equals(settled.get(deviceId))) {
            return Uni.createFrom().voidItem();
        }
        return database.apart(
                        Scope.SYSTEM,
                        () -> commands.find(id).chain(command -> {
                            boolean news = command.isPresent()
                                    && command.get().deviceId().equals(deviceId)
                                    && command.get().state() != Command.State.CONFIRMED;
                            if (news && !CommandProof.holds(command.get().kind(), report)) {
                                return Uni.createFrom().item(false);
                            }
                            return news
                                    ? commands.confirmed(deviceId, id, report.eventTime())
                                            .replaceWith(true)
                                    : Uni.createFrom().item(true);
                        }))
                .invoke(over -> {
                    if (over) {
                        settled.put(deviceId, id);
                    }
                })
                .replaceWithVoid();
    }
}
