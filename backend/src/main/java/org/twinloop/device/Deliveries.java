package org.twinloop.device;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.device.ack.AckBell;

/**
 * Brings a message to the feature that owns its topic and puts what could not be read into the quarantine. While the
 * database is away a message waits here, unacknowledged, for as long as its connection stands.
 */
@Singleton
public class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final Duration FIRST_REST = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    /** What a message costs while it waits, beside its payload: what was read of it, its places in queues. */
    private static final int MESSAGE_BYTES = 512;

    private final Database database;
    private final DeviceRepository devices;
    private final Clock clock;
    private final Map<String, UplinkHandler> handlers;
    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final Counter received;
    private final Counter acknowledged;
    private final Counter quarantined;
    private final Timer ackLatency;
    /** One an event loop. */
    private final Map<Thread, AckBell<DeviceSession>> bells = new ConcurrentHashMap<>();

    Deliveries(
            Database database,
            DeviceRepository devices,
            Clock clock,
            @All List<UplinkHandler> handlers,
            DeviceConfig config,
            MeterRegistry meters) {
        this.database = database;
        this.devices = devices;
        this.clock = clock;
        this.handlers = handlers.stream()
                .collect(Collectors.toUnmodifiableMap(UplinkHandler::topicSuffix, Function.identity()));
        this.bytesMax = config.unacknowledgedBytesMax();
        received = meters.counter("twinloop.device.received");
        acknowledged = meters.counter("twinloop.device.acknowledged");
        quarantined = meters.counter("twinloop.device.quarantined");
        ackLatency = Timer.builder("twinloop.device.ack.latency")
                .description("From the arrival of a PUBLISH to its PUBACK, the oldest of each group")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        meters.gauge("twinloop.device.unacknowledged.bytes", bytes);
    }

    /**
     * Counts a message that came by a broker, and the room it takes until it is freed. None is refused: the windows of
     * the sessions with the broker bound what is on its way; devices of our own door are refused sooner beside it.
     */
    public void received(int payloadBytes) {
        received.increment();
        bytes.addAndGet(payloadBytes + MESSAGE_BYTES);
    }

    /** Takes room for a message until it is freed; false when there is none. */
    boolean reserve(int payloadBytes) {
        received.increment();
        if (bytes.addAndGet(payloadBytes + MESSAGE_BYTES) > bytesMax) {
            free(payloadBytes);
            return false;
        }
        return true;
    }

    /** Gives back the room of a message: it is acknowledged, or, its connection gone, nobody works on it any more. */
    public void free(int payloadBytes) {
        bytes.addAndGet(-payloadBytes - MESSAGE_BYTES);
    }

    /** @param sinceNanos arrival of the oldest of those that were acknowledged together */
    public void acknowledged(int messages, long sinceNanos) {
        acknowledged.increment(messages);
        ackLatency.record(SystemTime.nanos() - sinceNanos, TimeUnit.NANOSECONDS);
    }

    /** Whether messages of this topic may be under way beside each other. */
    public boolean pipelined(String suffix) {
        UplinkHandler handler = handlers.get(suffix);
        return handler != null && handler.pipelined();
    }

    /** Lets the topic's handler take a message directly; false when it has to be delivered with {@link #deliver}. */
    public boolean taken(Uplink.Sender device, String topic, String suffix, byte[] payload, Uplink.Receipt receipt) {
        UplinkHandler handler = handlers.get(suffix);
        return handler != null
                && handler.accepts(device.kind())
                && handler.take(
                        new Uplink.Message(
                                device.deviceId(), device.kind(), device.subjectId(), topic, payload, clock.instant()),
                        receipt);
    }

    /** Keeps a message that was taken directly and could not be stored after all. */
    public Uni<Uplink.Verdict> keep(
            Uplink.Sender device, String topic, byte[] payload, Uplink.Verdict verdict, BooleanSupplier wanted) {
        Uplink.Message message = new Uplink.Message(
                device.deviceId(), device.kind(), device.subjectId(), topic, payload, clock.instant());
        return untilDatabase(() -> quarantine(device, message, verdict), wanted, FIRST_REST);
    }

    /** The bell of an event loop; to be called on it. */
    AckBell<DeviceSession> bell(Context context) {
        return bells.computeIfAbsent(
                Thread.currentThread(),
                loop -> new AckBell<>(context, DeviceSession::mark, DeviceSession::acknowledgeDecided));
    }

    /**
     * Brings a message to its reader; the verdict comes after the commit, that of the quarantine included.
     *
     * @param wanted false once the connection is gone, when there is nobody left to acknowledge
     */
    public Uni<Uplink.Verdict> deliver(
            Uplink.Sender device, String topic, String suffix, byte[] payload, BooleanSupplier wanted) {
        Uplink.Message message = new Uplink.Message(
                device.deviceId(), device.kind(), device.subjectId(), topic, payload, clock.instant());
        return untilDatabase(() -> read(message, suffix), wanted, FIRST_REST)
                .chain(verdict -> verdict.accepted()
                        ? Uni.createFrom().item(verdict)
                        : untilDatabase(() -> quarantine(device, message, verdict), wanted, FIRST_REST));
    }

    private Uni<Uplink.Verdict> read(Uplink.Message message, String suffix) {
        UplinkHandler handler = handlers.get(suffix);
        if (handler == null || !handler.accepts(message.kind())) {
            return Uni.createFrom()
                    .item(Uplink.Verdict.quarantine("topic " + message.topic() + " is not for a "
                            + message.kind().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return handler.receive(message);
    }

    private Uni<Uplink.Verdict> quarantine(Uplink.Sender device, Uplink.Message message, Uplink.Verdict verdict) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> devices.quarantine(
                                device.deviceId(),
                                device.operatorId(),
                                message.topic(),
                                message.payload(),
                                verdict.quarantineReason(),
                                message.receivedAt()))
                .invoke(rows -> {
                    quarantined.increment();
                    LOG.debugf("quarantined a message of %s: %s", device.deviceId(), verdict.quarantineReason());
                })
                .replaceWith(verdict);
    }

    private static <T> Uni<T> untilDatabase(Supplier<Uni<T>> work, BooleanSupplier wanted, Duration rest) {
        Duration next = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure(failed -> DatabaseFailure.isUnavailable(failed) && wanted.getAsBoolean())
                .recoverWithUni(failed -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(rest)
                        .chain(() -> untilDatabase(work, wanted, next)));
    }
}
