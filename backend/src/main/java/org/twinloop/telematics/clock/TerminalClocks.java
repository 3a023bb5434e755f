package org.twinloop.telematics.clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;

/** Measures the clocks of the terminals this instance hears, and notes what has changed. */
@Singleton
public class TerminalClocks {

    private static final Logger LOG = Logger.getLogger(TerminalClocks.class);
    private static final int NOTED_AT_ONCE_MAX = 500;

    private final Vertx vertx;
    private final Database database;
    private final ClockRepository repository;
    private final ClockConfig config;
    /** One a terminal that has proved who it is, and so as few as there are. */
    private final Map<String, ClockReading> readings = new ConcurrentHashMap<>();

    private final Trouble trouble = new Trouble(LOG, "notes of the terminals' clocks");
    private volatile boolean stopping;

    /** A clock as it is noted. */
    record Noted(String deviceId, long aheadMs, Instant measuredAt) {}

    TerminalClocks(
            Vertx vertx, Database database, ClockRepository repository, ClockConfig config, MeterRegistry meters) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.config = config;
        meters.gauge("twinloop.telematics.clocks.off", this, TerminalClocks::off);
    }

    void open(@Observes ServiceOpens opens) {
        noteAgain();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /** A report was received, whatever becomes of it. From any thread; does not block. */
    public void heard(String deviceId, Instant eventTime, Instant receivedAt) {
        long atMs = receivedAt.toEpochMilli();
        readings.computeIfAbsent(
                        deviceId, id -> new ClockReading(config.window().toMillis(), atMs))
                .heard(eventTime.toEpochMilli(), atMs);
    }

    private long off() {
        long fromMs = config.offFrom().toMillis();
        return readings.values().stream()
                .filter(reading -> Math.abs(reading.aheadMs()) > fromMs)
                .count();
    }

    private void noteAgain() {
        if (!stopping) {
            vertx.setTimer(
                    config.notedEvery().toMillis(),
                    timer -> trouble.endure(note()).subscribe().with(done -> noteAgain()));
        }
    }

    /** What is left over is noted the next time. */
    Uni<Void> note() {
        List<Noted> news = new ArrayList<>();
        for (Map.Entry<String, ClockReading> one : readings.entrySet()) {
            ClockReading reading = one.getValue();
            if (news.size() < NOTED_AT_ONCE_MAX
                    && reading.isNews(config.notedFrom().toMillis())) {
                news.add(new Noted(one.getKey(), reading.aheadMs(), Instant.ofEpochMilli(reading.receivedMs())));
            }
        }
        if (news.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return database.apart(Scope.SYSTEM, () -> repository.note(news))
                .invoke(rows -> news.forEach(one -> readings.get(one.deviceId()).noted(one.aheadMs())))
                .replaceWithVoid();
    }
}
