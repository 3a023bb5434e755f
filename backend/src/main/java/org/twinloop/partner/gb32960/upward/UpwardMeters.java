package org.twinloop.partner.gb32960.upward;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.twinloop.partner.gb32960.wire.Command;

/** What is counted of the links to supervising platforms. */
@ApplicationScoped
class UpwardMeters {

    private static final String PREFIX = "twinloop.gb32960.upward.";

    private final MeterRegistry registry;

    UpwardMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void link(String name, UpwardLink link, ToDoubleFunction<UpwardLink> up, ToDoubleFunction<UpwardLink> backlogS) {
        registry.gauge(PREFIX + "up", Tags.of("platform", name), link, up);
        registry.gauge(PREFIX + "backlog.seconds", Tags.of("platform", name), link, backlogS);
    }

    void sent(String name, Command command) {
        count("sent", name, "command", command.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    void acknowledged(String name) {
        count("acknowledged", name);
    }

    void refused(String name) {
        count("refused", name);
    }

    void lost(String name) {
        count("lost", name);
    }

    /** Reports that are too old to be sent. */
    void leftOut(String name, long reports) {
        registry.counter(PREFIX + "left.out", Tags.of("platform", name)).increment(reports);
    }

    private void count(String what, String name, String... more) {
        registry.counter(PREFIX + what, Tags.of("platform", name).and(more)).increment();
    }
}
