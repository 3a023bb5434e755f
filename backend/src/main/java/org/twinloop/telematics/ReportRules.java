package org.twinloop.telematics;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;

/** The rules over the stream, in the order they are asked. They note rare things; they never hold up the intake. */
@ApplicationScoped
class ReportRules {

    private static final Logger LOG = Logger.getLogger(ReportRules.class);
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final long TICK_REAL_MS_MIN = 200;

    private final List<StreamRule> rules;
    private final Vertx vertx;
    private final CityClock clock;
    /** One a rule, and so as few as rules. */
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    ReportRules(Occurrences occurrences, TelematicsConfig config, MovementLimits limits, Vertx vertx, CityClock clock) {
        this.vertx = vertx;
        this.clock = clock;
        rules = List.of(
                new MovedWithoutOrder(occurrences, limits, config.standsAfter()),
                new BatteryAlarmed(occurrences, "battery-alarm", config.batteryAlarmLevel()),
                new BatteryAlarmed(occurrences, "battery-danger", config.batteryDangerLevel()),
                new Unheard(occurrences, config.unheardAfter()));
    }

    void open(@Observes ServiceOpens opens) {
        tickAgain();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /** Reports that were just committed, in the order of each car. */
    void look(List<Car.Reports> stored) {
        for (StreamRule rule : rules) {
            for (Car.Reports of : stored) {
                of.reports().forEach(report -> run(rule, rule.reported(of.car(), report)));
            }
        }
    }

    private void tickAgain() {
        if (!stopping) {
            long wait = Math.max(TICK_REAL_MS_MIN, clock.real(TICK).toMillis());
            vertx.setTimer(wait, timer -> {
                rules.forEach(rule -> run(rule, rule.tick(clock.now())));
                tickAgain();
            });
        }
    }

    private void run(StreamRule rule, Uni<Void> noted) {
        if (noted == StreamRule.NOTHING) {
            return;
        }
        Trouble trouble = troubles.computeIfAbsent(rule.name(), name -> new Trouble(LOG, "notes of the rule " + name));
        trouble.endure(noted).subscribe().with(done -> {});
    }
}
