package org.twinloop.telematics.rule;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.MovementLimits;
import org.twinloop.telematics.ReportFollower;
import org.twinloop.telematics.TelematicsConfig;
import org.twinloop.telematics.VehicleReport;

/**
 * The rules over the stream, in the order they are asked. They note rare things; they never hold up the intake. What
 * could not be noted, or was stored by an instance that died, {@link RulesAgain} looks at again.
 */
@ApplicationScoped
class ReportRules implements ReportFollower {

    private static final Logger LOG = Logger.getLogger(ReportRules.class);
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final long TICK_REAL_MS_MIN = 200;

    private final Occurrences occurrences;
    private final TelematicsConfig config;
    private final RuleConfig thresholds;
    private final MovementLimits limits;
    private final LoopAreas areas;
    private final Vertx vertx;
    private final CityClock clock;
    private final List<StreamRule> ofReports;
    private final StreamRule unheard;
    private final Notes notes = new Notes();
    /** Odd while a writer is at a transaction. */
    private final AtomicIntegerArray turns = new AtomicIntegerArray(WRITERS_MAX);
    /** One a rule, and so as few as rules. */
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    ReportRules(
            Occurrences occurrences,
            TelematicsConfig config,
            RuleConfig thresholds,
            MovementLimits limits,
            LoopAreas areas,
            Vertx vertx,
            CityClock clock,
            MeterRegistry meters) {
        this.occurrences = occurrences;
        this.config = config;
        this.thresholds = thresholds;
        this.limits = limits;
        this.areas = areas;
        this.vertx = vertx;
        this.clock = clock;
        MovedWithoutOrder moved = new MovedWithoutOrder(occurrences, limits, config.standsAfter());
        FunctionCounter.builder("twinloop.telematics.rules.left.out", moved, MovedWithoutOrder::leftOut)
                .register(meters);
        ofReports = ofReports(moved);
        unheard = new Unheard(occurrences, config.unheardAfter());
    }

    private List<StreamRule> ofReports(MovedWithoutOrder moved) {
        return List.of(
                moved,
                new LeftArea(occurrences, areas, thresholds),
                new PositionJump(occurrences, thresholds),
                new BatteryAlarmed(occurrences, "battery-alarm", config.batteryAlarmLevel()),
                new BatteryAlarmed(occurrences, "battery-danger", config.batteryDangerLevel()));
    }

    /** The rules over reports as another instance would have them, which has heard nothing yet. */
    List<StreamRule> fresh() {
        return ofReports(new MovedWithoutOrder(occurrences, limits, config.standsAfter()));
    }

    Notes notes() {
        return notes;
    }

    void open(@Observes ServiceOpens opens) {
        tickAgain();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    @Override
    public void begins(int writer) {
        turns.incrementAndGet(writer);
    }

    @Override
    public void ends(int writer) {
        turns.incrementAndGet(writer);
    }

    /** Where each writer is just now. */
    int[] turns() {
        int[] now = new int[WRITERS_MAX];
        for (int writer = 0; writer < now.length; writer++) {
            now[writer] = turns.get(writer);
        }
        return now;
    }

    /** Whether whatever was stored by then has been shown to the rules. */
    boolean havePassed(int[] then) {
        for (int writer = 0; writer < then.length; writer++) {
            if (then[writer] % 2 != 0 && turns.get(writer) == then[writer]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void stored(List<Car.Reports> stored) {
        for (StreamRule rule : ofReports) {
            for (Car.Reports of : stored) {
                for (VehicleReport report : of.reports()) {
                    look(rule, of.car(), report);
                }
            }
        }
    }

    private void look(StreamRule rule, Car car, VehicleReport report) {
        Uni<Void> noted;
        try {
            noted = rule.reported(car, report);
        } catch (RuntimeException e) {
            noted = Uni.createFrom().failure(e);
        }
        if (noted != StreamRule.NOTHING) {
            run(rule, notes.follow(noted));
        }
    }

    private void tickAgain() {
        if (!stopping) {
            long wait = Math.max(TICK_REAL_MS_MIN, clock.real(TICK).toMillis());
            vertx.setTimer(wait, timer -> {
                ofReports.forEach(rule -> run(rule, rule.tick(clock.now())));
                run(unheard, unheard.tick(clock.now()));
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
