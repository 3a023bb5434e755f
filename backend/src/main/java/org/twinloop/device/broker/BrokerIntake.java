package org.twinloop.device.broker;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.device.Deliveries;
import org.twinloop.device.DeviceConfig;
import org.twinloop.device.Uplink;

/**
 * Brings what the broker hands over to the feature that owns its topic, and acknowledges it after the commit.
 *
 * <p>A broker hands a message over again only when the session changes hands, so what fails is tried again here; what
 * keeps failing though the database is there goes into the quarantine, or one message would hold up all behind it.
 */
@ApplicationScoped
class BrokerIntake {

    private static final Logger LOG = Logger.getLogger(BrokerIntake.class);
    private static final int ID_LENGTH_MAX = 64;
    private static final int FAILURES_MAX = 5;
    private static final long REST_MIN_MS = 200;
    private static final long REST_MAX_MS = 2_000;
    private static final int DEVICE_LEVEL = 2;
    private static final int LEVELS = 5;

    private final Vertx vertx;
    private final Database database;
    private final BrokerRepository repository;
    private final Deliveries deliveries;
    private final BrokerMeters meters;
    private final DeviceConfig device;
    private final Clock clock;
    private final ConcurrentHashMap<String, DeviceLine> lines = new ConcurrentHashMap<>();
    private final Trouble trouble = new Trouble(LOG, "look-ups of devices");
    private final Trouble keeping = new Trouble(LOG, "writes of broker messages into the quarantine");

    BrokerIntake(
            Vertx vertx,
            Database database,
            BrokerRepository repository,
            Deliveries deliveries,
            BrokerMeters meters,
            DeviceConfig device,
            Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.deliveries = deliveries;
        this.meters = meters;
        this.device = device;
        this.clock = clock;
    }

    /** Takes a message; it is acknowledged when it is decided. From the link's threads. */
    void receive(BrokerLink link, Mqtt5Publish publish) {
        String topic = publish.getTopic().toString();
        String[] levels = topic.split("/", LEVELS);
        String id = levels[DEVICE_LEVEL];
        String suffix = levels.length == LEVELS ? levels[LEVELS - 1] : "";
        boolean alone = !deliveries.pipelined(suffix);
        Arrival arrival = new Arrival(link, publish, topic, suffix, alone, device.messageBytesMax());
        deliveries.received(arrival.bytes());
        DeviceLine line =
                lines.compute(id.length() <= ID_LENGTH_MAX ? id : id.substring(0, ID_LENGTH_MAX), (key, present) -> {
                    DeviceLine own = present == null ? new DeviceLine(key) : present;
                    own.add(arrival, new DeviceLine.Heard(clock.instant(), SystemTime.now()));
                    return own;
                });
        pump(line);
    }

    Collection<DeviceLine> lines() {
        return lines.values();
    }

    /** Forgets devices that were silent since then, real time. */
    void forget(Instant silentSince) {
        for (String id : List.copyOf(lines.keySet())) {
            lines.computeIfPresent(id, (key, line) -> line.isIdleSince(silentSince) ? null : line);
        }
    }

    private void pump(DeviceLine line) {
        for (DeviceLine.Next next = line.next(); next != DeviceLine.Next.NOTHING; next = line.next()) {
            if (next == DeviceLine.Next.ASK) {
                ask(line, REST_MIN_MS);
                return;
            }
            Arrival arrival = line.poll();
            if (arrival != null) {
                hand(line, arrival);
            }
        }
    }

    private void ask(DeviceLine line, long restMs) {
        trouble.watch(database.apart(Scope.SYSTEM, () -> repository.standings(List.of(line.deviceId()))))
                .subscribe()
                .with(
                        found -> {
                            line.known(found.get(line.deviceId()));
                            line.free();
                            pump(line);
                        },
                        failed -> vertx.setTimer(restMs, timer -> ask(line, Math.min(2 * restMs, REST_MAX_MS))));
    }

    private void hand(DeviceLine line, Arrival arrival) {
        if (!arrival.isWanted()) {
            over(line, arrival);
            return;
        }
        BrokerRepository.Standing standing = line.standing();
        if (standing == null || standing.blocked()) {
            String why = standing == null
                    ? "device: " + line.deviceId() + "; there is no such device, register it or stop it at the broker"
                    : "device: " + line.deviceId() + "; it is blocked, stop it at the broker too";
            keep(line, arrival, why);
            return;
        }
        if (arrival.fault() != null) {
            keep(line, arrival, arrival.fault());
            return;
        }
        Uplink.Sender sender = standing.sender();
        if (!arrival.alone()
                && deliveries.taken(
                        sender, arrival.topic(), arrival.suffix(), arrival.payload(), receipt(line, sender, arrival))) {
            return;
        }
        deliveries
                .deliver(sender, arrival.topic(), arrival.suffix(), arrival.payload(), arrival::isWanted)
                .subscribe()
                .with(verdict -> decided(line, arrival), failed -> failed(line, arrival, failed));
    }

    private Uplink.Receipt receipt(DeviceLine line, Uplink.Sender sender, Arrival arrival) {
        return new Uplink.Receipt() {
            @Override
            public void decided(Uplink.Verdict verdict) {
                if (verdict.accepted()) {
                    BrokerIntake.this.decided(line, arrival);
                } else {
                    keep(line, arrival, sender, verdict);
                }
            }

            @Override
            public void failed(Throwable failed) {
                BrokerIntake.this.failed(line, arrival, failed);
            }
        };
    }

    private void keep(DeviceLine line, Arrival arrival, String why) {
        BrokerRepository.Standing standing = line.standing();
        Uplink.Sender sender =
                standing == null ? new Uplink.Sender(line.deviceId(), null, null, null) : standing.sender();
        keep(line, arrival, sender, Uplink.Verdict.quarantine(why));
    }

    private void keep(DeviceLine line, Arrival arrival, Uplink.Sender sender, Uplink.Verdict verdict) {
        keeping.watch(deliveries.keep(sender, arrival.topic(), arrival.payload(), verdict, arrival::isWanted))
                .subscribe()
                .with(kept -> decided(line, arrival), failed -> failed(line, arrival, failed));
    }

    private void decided(DeviceLine line, Arrival arrival) {
        arrival.acknowledge();
        deliveries.acknowledged(1, arrival.atNanos());
        over(line, arrival);
    }

    private void failed(DeviceLine line, Arrival arrival, Throwable failed) {
        if (!arrival.isWanted()) {
            over(line, arrival);
            return;
        }
        meters.retried();
        boolean full = failed instanceof RejectedExecutionException;
        int failures = full ? 0 : arrival.failed();
        boolean hopeless = failures >= FAILURES_MAX;
        if (failures == FAILURES_MAX) {
            LOG.errorf(failed, "a message of %s on %s could not be dealt with", line.deviceId(), arrival.topic());
        }
        vertx.setTimer(arrival.restMs(), timer -> {
            if (hopeless) {
                keep(line, arrival, "could not be dealt with, tried " + FAILURES_MAX + " times; see the log");
            } else {
                hand(line, arrival);
            }
        });
    }

    private void over(DeviceLine line, Arrival arrival) {
        deliveries.free(arrival.bytes());
        if (arrival.alone()) {
            line.free();
        }
        pump(line);
    }
}
