package org.twinloop.trip.simulation;

import io.quarkus.arc.Arc;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.twinloop.chauffeur.CarService;
import org.twinloop.chauffeur.Chauffeurs;
import org.twinloop.chauffeur.OrderDeskPass;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.device.command.CommandDispatcherPass;
import org.twinloop.device.command.Commands;
import org.twinloop.journal.JournalPasses;
import org.twinloop.partner.HoldDesk;
import org.twinloop.partner.HoldDeskPass;
import org.twinloop.trip.Fault;
import org.twinloop.trip.TripTimersPass;
import org.twinloop.trip.heal.HealSweepPass;
import org.twinloop.trip.pool.PoolRoundsPass;
import org.twinloop.vehicle.CarShareOperator.HoldAnswer;
import org.twinloop.vehicle.CarShareOperator.Outcome;
import org.twinloop.vehicle.HoldSweeperPass;

/** What happens behind the travellers' backs: the clock, the service's own rounds, and what operators and cars tell. */
final class Backstage {
    private static final Duration WAIT = Duration.ofSeconds(120);
    private static final int ROUNDS_MAX = 200;

    /** All but healing, which may try again and again. */
    private static final List<Round> RESTLESS = List.of(
            Round.POOLS,
            Round.WATCHERS,
            Round.TIMERS,
            Round.SWEEPS,
            Round.OPERATORS,
            Round.COMPANIES,
            Round.COMMANDS,
            Round.OFFERS);

    private final CityClock clock;

    Backstage(CityClock clock) {
        this.clock = clock;
    }

    /** A round of the service's own, and what an act of it is known by for a crash; null when it has none. */
    enum Round {
        WATCHERS(JournalPasses::round, "hashtext('journal.reader')"),
        TIMERS(TripTimersPass::run, "from trip.timer t join trip.trip"),
        SWEEPS(HoldSweeperPass::run, "update vehicle.reservation set state = 'EXPIRED'"),
        OPERATORS(HoldDeskPass::run, null),
        COMPANIES(OrderDeskPass::run, null),
        COMMANDS(CommandDispatcherPass::run, null),
        POOLS(PoolRoundsPass::run, "from trip.pool_proposal"),
        HEALING(HealSweepPass::run, null),
        OFFERS(HealSweepPass::offers, null);

        private final IntSupplier pass;
        private final String knownBy;

        Round(IntSupplier pass, String knownBy) {
            this.pass = pass;
            this.knownBy = knownBy;
        }

        int run() {
            return pass.getAsInt();
        }

        /** As two instances over one database do: both at once, each on connections of its own. */
        void runTwice() {
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(pass::getAsInt);
            try {
                pass.getAsInt();
            } finally {
                other.join();
                JournalPasses.forget();
            }
        }

        Optional<String> knownBy() {
            return Optional.ofNullable(knownBy);
        }
    }

    Instant now() {
        return clock.now();
    }

    void set(Instant now) {
        clock.pretend(Optional.of(now));
    }

    void pass(Duration time) {
        set(now().plus(time));
    }

    void release() {
        clock.pretend(Optional.empty());
    }

    /** A round that is thrown out so many statements into one of its acts; says whether it was. */
    boolean crash(Round round, int statements) {
        Fault fault = Fault.afterReading(round.knownBy().orElseThrow(), statements);
        try {
            round.run();
        } catch (RuntimeException thrownOut) {
            if (!fault.struck()) {
                throw thrownOut;
            }
        } finally {
            Fault.disarm();
        }
        return fault.struck();
    }

    /** Rounds until none of them finds anything to do. */
    void rest() {
        for (int i = 0; i < ROUNDS_MAX; i++) {
            int done = 0;
            for (Round round : RESTLESS) {
                done += round.run();
            }
            if (done == 0) {
                return;
            }
        }
        throw new AssertionError("the service does not come to rest in " + ROUNDS_MAX + " rounds");
    }

    /** The operator of a car answers; says whether that was news, {@code null} when it came too late. */
    Boolean operatorTells(UUID operator, UUID booking, boolean yes) {
        HoldAnswer answer = new HoldAnswer(yes ? Outcome.CONFIRMED : Outcome.DECLINED, yes ? null : "no car");
        return bean(Database.class)
                .apart(Scope.SYSTEM, () -> bean(HoldDesk.class).told(operator, booking, answer))
                .await()
                .atMost(WAIT);
    }

    /** The company of a driven car tells how far its order is. */
    Boolean companyTells(UUID operator, UUID booking, OrderState state, int minutes) {
        CarService.Driver driver = new CarService.Driver("刘师傅", "13800000000", "沪A12345");
        CarService.Usage usage = state != OrderState.COMPLETED
                ? null
                : new CarService.Usage(
                        now().minus(Duration.ofMinutes(minutes)),
                        now(),
                        BigDecimal.valueOf(minutes).movePointLeft(1),
                        minutes,
                        0,
                        0,
                        null);
        CarService.Answer answer = new CarService.Answer(state, null, driver, usage);
        return bean(Database.class)
                .apart(Scope.SYSTEM, () -> bean(Chauffeurs.class).told(operator, booking, answer))
                .await()
                .atMost(WAIT);
    }

    /** The car proves that it obeyed. */
    void carProves(String device, UUID command) {
        bean(Commands.class).confirmed(device, command, now()).await().atMost(WAIT);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
