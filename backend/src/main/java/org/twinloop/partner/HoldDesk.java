package org.twinloop.partner;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.partner.HoldRepository.Hold;
import org.twinloop.partner.HoldRepository.State;
import org.twinloop.vehicle.CarShareOperator;
import org.twinloop.vehicle.CarShareOperator.HoldAnswer;
import org.twinloop.vehicle.CarShareOperator.HoldWish;
import org.twinloop.vehicle.CarShareOperator.Outcome;

/**
 * Asks operators for cars until they answer or the deadline passes, and gives back what is no longer needed. Each
 * question is a row taken for a while, so it survives a restart and is asked by one instance at a time; the id makes
 * asking twice the same as asking once. The outcome goes to the journal in the transaction that records it.
 */
@ApplicationScoped
public class HoldDesk {

    private static final Logger LOG = Logger.getLogger(HoldDesk.class);
    /** A car that could not be given back is tried again until this long after its time is over anyway. */
    private static final Duration GIVE_BACK_UNTIL = Duration.ofHours(1);

    private final Vertx vertx;
    private final Database database;
    private final HoldRepository holds;
    private final CarShareOperator operator;
    private final Journal journal;
    private final Clock clock;
    private final PartnerTiming timing;
    private final Trouble trouble = new Trouble(LOG, "holds at operators");
    private volatile boolean stopping;

    HoldDesk(
            Vertx vertx,
            Database database,
            HoldRepository holds,
            CarShareOperator operator,
            Journal journal,
            Clock clock,
            PartnerTiming timing) {
        this.vertx = vertx;
        this.database = database;
        this.holds = holds;
        this.operator = operator;
        this.journal = journal;
        this.clock = clock;
        this.timing = timing;
    }

    void start(@Observes ServiceOpens opens) {
        again();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /** Inside the caller's act. */
    Uni<Void> ask(Hold hold) {
        return holds.insert(hold, clock.instant());
    }

    /** Inside the caller's act. */
    Uni<Void> giveBack(UUID holdId) {
        return holds.withdraw(holdId, clock.instant());
    }

    /**
     * The operator tells its answer of its own accord, inside the caller's act. Answers whether it was news, and null
     * when the hold is not the operator's or no longer open: it was withdrawn, or its deadline has passed.
     */
    public Uni<Boolean> told(UUID operatorId, UUID holdId, HoldAnswer answer) {
        Instant now = clock.instant();
        return holds.lock(holdId).chain(found -> {
            Hold hold = found.filter(one -> one.operatorId().equals(operatorId)).orElse(null);
            if (hold == null || hold.state() == State.CANCELLING || hold.state() == State.CANCELLED) {
                return Uni.createFrom().nullItem();
            }
            boolean open = hold.state() == State.ASKING || hold.state() == State.PENDING;
            if (open && !now.isBefore(hold.deadline())) {
                return Uni.createFrom().nullItem();
            }
            if (!open || answer.outcome() == Outcome.PENDING) {
                return Uni.createFrom().item(false);
            }
            boolean yes = answer.outcome() == Outcome.CONFIRMED;
            State state = yes ? State.CONFIRMED : State.DECLINED;
            return decidedNow(
                            hold,
                            state,
                            yes ? "partner.hold-confirmed" : "partner.hold-declined",
                            answer.reason(),
                            null)
                    .replaceWith(true);
        });
    }

    private void again() {
        vertx.setTimer(timing.rest().toMillis(), timer -> {
            if (!stopping) {
                trouble.watch(pass()).subscribe().with(done -> again(), failed -> again());
            }
        });
    }

    /** Takes what is due and deals with each; answers how many. */
    Uni<Integer> pass() {
        Instant now = clock.instant();
        return database.apart(Scope.SYSTEM, () -> holds.take(now, timing.leaseUntil(now), timing.holdsMax()))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndMerge(this::dealWith)
                        .collect()
                        .asList()
                        .map(java.util.List::size));
    }

    private Uni<Boolean> dealWith(Hold hold) {
        Uni<Void> step = hold.state() == State.CANCELLING ? giveBackAt(hold) : question(hold);
        return step.onFailure(PartnerFailure.class)
                .recoverWithUni(failed -> failed(hold, failed))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .invoke(failed -> LOG.errorf(failed, "hold %s", hold.id()))
                .onFailure()
                .recoverWithNull()
                .replaceWith(true);
    }

    private Uni<Void> question(Hold hold) {
        Instant now = clock.instant();
        if (!now.isBefore(hold.deadline())) {
            return decided(hold, State.CANCELLING, "partner.hold-declined", "no answer before the deadline", now);
        }
        HoldWish wish = new HoldWish(hold.id(), hold.operatorId(), hold.vin(), hold.from(), hold.to());
        Uni<HoldAnswer> answer =
                hold.state() == State.ASKING ? operator.hold(wish) : operator.answer(hold.operatorId(), hold.id());
        return answer.chain(told -> answered(hold, told));
    }

    private Uni<Void> answered(Hold hold, HoldAnswer answer) {
        Instant now = clock.instant();
        if (answer.outcome() == Outcome.CONFIRMED) {
            return decided(hold, State.CONFIRMED, "partner.hold-confirmed", answer.reason(), null);
        }
        if (answer.outcome() == Outcome.DECLINED) {
            return decided(hold, State.DECLINED, "partner.hold-declined", answer.reason(), null);
        }
        State next = answer.outcome() == Outcome.UNKNOWN ? State.ASKING : State.PENDING;
        return database.apart(
                Scope.SYSTEM, () -> holds.pending(hold.id(), next, now, timing.lookAgain(now, hold.deadline())));
    }

    private Uni<Void> decided(Hold hold, State state, String event, String reason, Instant nextLook) {
        return database.apart(Scope.SYSTEM, () -> decidedNow(hold, state, event, reason, nextLook));
    }

    private Uni<Void> decidedNow(Hold hold, State state, String event, String reason, Instant nextLook) {
        Map<String, Object> payload =
                reason == null ? Map.of("bookingId", hold.id()) : Map.of("bookingId", hold.id(), "reason", reason);
        return holds.answered(hold.id(), state, reason, clock.instant(), nextLook)
                .chain(changed -> changed
                        ? journal.append(Event.of(event)
                                .subject("booking", hold.id())
                                .unit(hold.unitId())
                                .operator(hold.operatorId())
                                .trip(hold.tripId())
                                .payload(payload))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> giveBackAt(Hold hold) {
        return operator.cancel(hold.operatorId(), hold.id())
                .chain(() -> database.apart(Scope.SYSTEM, () -> holds.withdrawn(hold.id())));
    }

    private Uni<Void> failed(Hold hold, Throwable failed) {
        Instant now = clock.instant();
        Instant last = hold.state() == State.CANCELLING ? hold.to().plus(GIVE_BACK_UNTIL) : hold.deadline();
        LOG.infof("hold %s: %s, attempt %d", hold.id(), failed.getMessage(), hold.failures() + 1);
        if (hold.state() == State.CANCELLING && now.isAfter(last)) {
            return database.apart(Scope.SYSTEM, () -> holds.withdrawn(hold.id()));
        }
        Instant next = timing.afterFailure(now, hold.failures());
        return database.apart(
                Scope.SYSTEM,
                () -> holds.failed(
                        hold.id(),
                        hold.state(),
                        failed.getMessage(),
                        next.isAfter(last) && now.isBefore(last) ? last : next));
    }
}
