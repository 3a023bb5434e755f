package org.twinloop.telematics.rule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.telematics.TelematicsConfig;
import org.twinloop.telematics.rule.AgainRepository.Place;
import org.twinloop.telematics.rule.AgainRepository.Span;
import org.twinloop.telematics.rule.AgainRepository.Stored;

/**
 * A report is acknowledged when it is stored, and looked at by the rules right after, in memory. So that nothing it
 * shows is lost with a process or a failed note, each instance writes down up to where all was looked at and noted.
 *
 * <pre>
 *   snapshot ──▶ all writers past it ──▶ all notes ended ──▶ the mark moves to the snapshot
 *                                             └── one failed ──▶ from the mark to now is owed
 *   an instance is silent ──▶ from its mark to now is owed, by whoever finds out first
 * </pre>
 *
 * What is owed is read from the history in the order of commit and shown to rules that have heard nothing yet, as
 * another instance would have them: what is noted already, or over, stays as it is. Two passes are two real seconds
 * apart, so after a crash some seconds of reports are looked at again; of a longer span the last minutes.
 */
@ApplicationScoped
class RulesAgain {

    private static final Logger LOG = Logger.getLogger(RulesAgain.class);
    private static final long PASS_MS = 2_000;
    /** Real time. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(60);
    /** Of a longer span only so much, in time of reception, is looked at again. */
    private static final Duration AGAIN_MAX = Duration.ofMinutes(15);

    private static final int PAGE_ROWS = 10_000;
    private static final int TRIES_MAX = 20;
    private static final Duration REST_MAX = Duration.ofMinutes(5);

    private final UUID holder = Ids.next();
    private final ReportRules rules;
    private final AgainRepository repository;
    private final Database database;
    private final CityClock clock;
    private final TelematicsConfig config;
    private final Counter spans;
    private final Counter givenUp;
    private final Trouble trouble = new Trouble(LOG, "looks of the rules at what was stored before");
    private volatile boolean stopping;
    private Reaching reaching;
    private long notBeforeNanos = SystemTime.nanos();

    /** A snapshot up to which everything may have been looked at. */
    private static final class Reaching {
        private final String snapshot;
        private final int[] turns;
        private boolean shown;

        private Reaching(String snapshot, int[] turns) {
            this.snapshot = snapshot;
            this.turns = turns;
        }
    }

    RulesAgain(
            ReportRules rules,
            AgainRepository repository,
            Database database,
            CityClock clock,
            TelematicsConfig config,
            MeterRegistry meters) {
        this.rules = rules;
        this.repository = repository;
        this.database = database;
        this.clock = clock;
        this.config = config;
        spans = meters.counter("twinloop.telematics.rules.again");
        givenUp = meters.counter("twinloop.telematics.rules.given.up");
    }

    void open(@Observes ServiceOpens opens, Vertx vertx) {
        passAgain(vertx);
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void passAgain(Vertx vertx) {
        vertx.setTimer(PASS_MS, timer -> {
            if (!stopping) {
                trouble.endure(pass()).subscribe().with(done -> passAgain(vertx));
            }
        });
    }

    /** One step; never two at once. */
    Uni<Void> pass() {
        return alive().chain(now -> settle(now.snapshot())).chain(this::payIfDue);
    }

    private Uni<AgainRepository.Alive> alive() {
        Instant real = SystemTime.now();
        return database.apart(Scope.SYSTEM, () -> repository.alive(holder, real, clock.now(), real.minus(SILENT_AFTER)))
                .invoke(now -> {
                    if (now.taken() > 0) {
                        LOG.infof("the rules look again at what %d silent instances stored last", now.taken());
                        notBeforeNanos = SystemTime.nanos();
                    }
                });
    }

    private Uni<Void> settle(String snapshot) {
        if (reaching == null) {
            reaching = new Reaching(snapshot, rules.turns());
        }
        if (!reaching.shown && rules.havePassed(reaching.turns)) {
            reaching.shown = true;
            rules.notes().close();
        }
        if (!reaching.shown || !rules.notes().areSettled()) {
            return Uni.createFrom().voidItem();
        }
        boolean failed = rules.notes().haveFailed();
        String reached = reaching.snapshot;
        return database.apart(
                        Scope.SYSTEM,
                        () -> failed
                                ? repository.owe(holder, SystemTime.now(), clock.now())
                                : repository.reach(holder, reached))
                .invoke(written -> {
                    rules.notes().forget();
                    reaching = null;
                })
                .replaceWithVoid();
    }

    private Uni<Void> payIfDue() {
        if (SystemTime.nanos() - notBeforeNanos < 0) {
            return Uni.createFrom().voidItem();
        }
        return database.apart(Scope.SYSTEM, () -> repository.owed(holder))
                .chain(owed ->
                        owed.map(this::pay).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> pay(Span span) {
        spans.increment();
        return again(span, rules.fresh(), span.begin())
                .chain(() -> database.apart(Scope.SYSTEM, () -> repository.paid(span.id())))
                .replaceWithVoid()
                .onFailure()
                .call(failed -> comeToNothing(span));
    }

    private Uni<Integer> comeToNothing(Span span) {
        Duration rest = Duration.ofMillis(PASS_MS).multipliedBy(1L << Math.min(span.tries(), 10));
        notBeforeNanos = SystemTime.nanos() + (rest.compareTo(REST_MAX) < 0 ? rest : REST_MAX).toNanos();
        if (span.tries() + 1 < TRIES_MAX) {
            return database.apart(Scope.SYSTEM, () -> repository.cameToNothing(span.id()));
        }
        givenUp.increment();
        LOG.errorf(
                "the rules could not look again, after %d tries, at what was stored up to %s; alerts may be missing",
                TRIES_MAX, span.toldAt());
        return database.apart(Scope.SYSTEM, () -> repository.paid(span.id()));
    }

    /** Page by page, with a sign of life before each. */
    private Uni<Void> again(Span span, List<StreamRule> fresh, Place place) {
        Instant receivedSince = span.toldAt().minus(AGAIN_MAX);
        Instant eventSince = receivedSince.minus(config.acceptedPast());
        return alive().chain(() -> database.apart(
                        Scope.SYSTEM, () -> repository.page(span, place, eventSince, receivedSince, PAGE_ROWS)))
                .chain(page -> look(fresh, page, 0)
                        .chain(() -> page.size() < PAGE_ROWS
                                ? Uni.createFrom().voidItem()
                                : again(span, fresh, page.get(page.size() - 1).place())));
    }

    /** One report after the other: what one begins is written before the next is looked at. */
    private static Uni<Void> look(List<StreamRule> fresh, List<Stored> page, int from) {
        for (int step = from; step < page.size() * fresh.size(); step++) {
            Stored one = page.get(step / fresh.size());
            Uni<Void> noted = fresh.get(step % fresh.size()).reported(one.car(), one.report());
            if (noted != StreamRule.NOTHING) {
                int next = step + 1;
                return noted.chain(() -> look(fresh, page, next));
            }
        }
        return Uni.createFrom().voidItem();
    }
}
