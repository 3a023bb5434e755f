package org.twinloop.telematics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** What the intake counts. */
@ApplicationScoped
class IntakeMeters {

    private final MeterRegistry registry;
    private final Counter stored;
    private final Counter duplicates;
    private final Counter refused;
    private final Counter retries;
    private final Counter fallbacks;
    private final DistributionSummary batchRows;
    private final Timer write;

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
        stored = registry.counter("twinloop.telematics.reports.stored");
        duplicates = registry.counter("twinloop.telematics.reports.duplicate");
        refused = registry.counter("twinloop.telematics.reports.refused");
        retries = registry.counter("twinloop.telematics.write.retries");
        fallbacks = registry.counter("twinloop.telematics.copy.fallbacks");
        batchRows = DistributionSummary.builder("twinloop.telematics.batch.rows")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        write = Timer.builder("twinloop.telematics.write")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void queue(int shard, ReportWriter writer) {
        registry.gauge(
                "twinloop.telematics.queue.messages",
                io.micrometer.core.instrument.Tags.of("shard", Integer.toString(shard)),
                writer,
                ReportWriter::waiting);
    }

    void wrote(long rows, long fresh, long nanos) {
        stored.increment(fresh);
        duplicates.increment(rows - fresh);
        batchRows.record(rows);
        write.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(int reports) {
        refused.increment(reports);
    }

    /** A copy met a row that was there, so the batch went by the stage. */
    void fellBack() {
        fallbacks.increment();
    }

    void retried() {
        retries.increment();
    }
}
