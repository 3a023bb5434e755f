package org.twinloop.partner.gb32960;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Locale;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Edition;

/** What the door for GB/T 32960 counts. */
@ApplicationScoped
class GbMeters {

    private final MeterRegistry registry;
    private final Counter[][] frames = new Counter[Edition.values().length][Command.values().length];
    private final Counter skippedBytes;
    private final Counter quarantined;
    private final Counter stored;

    /** What cannot be dealt with although it was understood. */
    enum Unsupported {
        ENCRYPTED,
        SIGNED,
        COMMAND
    }

    GbMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Edition edition : Edition.values()) {
            for (Command command : Command.values()) {
                frames[edition.ordinal()][command.ordinal()] = registry.counter(
                        "twinloop.gb32960.frames",
                        Tags.of("edition", Integer.toString(edition.year()), "command", word(command)));
            }
        }
        skippedBytes = registry.counter("twinloop.gb32960.skipped.bytes");
        quarantined = registry.counter("twinloop.gb32960.quarantined");
        stored = registry.counter("twinloop.gb32960.reports");
    }

    void connections(Collection<?> connections) {
        registry.gaugeCollectionSize("twinloop.gb32960.connections", Tags.empty(), connections);
    }

    void underWay(Number bytes) {
        registry.gauge("twinloop.gb32960.under.way.bytes", bytes);
    }

    void frame(Edition edition, Command command) {
        frames[edition.ordinal()][command.ordinal()].increment();
    }

    void skipped(long bytes) {
        skippedBytes.increment(bytes);
    }

    void unsupported(Unsupported what) {
        registry.counter("twinloop.gb32960.unsupported", "what", word(what)).increment();
    }

    /** A frame or a login that was not taken. */
    void refused(String reason) {
        registry.counter("twinloop.gb32960.refused", "reason", reason).increment();
    }

    /** A connection that a newer login of its terminal followed. */
    void overtaken() {
        registry.counter("twinloop.gb32960.overtaken").increment();
    }

    void quarantined() {
        quarantined.increment();
    }

    void stored() {
        stored.increment();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
