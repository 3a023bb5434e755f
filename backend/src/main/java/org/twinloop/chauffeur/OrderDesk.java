package org.twinloop.chauffeur;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;

/**
 * Sends orders to companies and follows them until they are over. Each order is a row taken for a while, so it
 * survives a restart and is dealt with by one instance at a time. Waits are city time, but never
 * shorter than a rest in real time.
 */
@ApplicationScoped
class OrderDesk {

    private static final Logger LOG = Logger.getLogger(OrderDesk.class);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);
    private static final int DOUBLINGS_MAX = 10;
    private static final String TOO_LATE = "not accepted before the deadline";

    private final Vertx vertx;
    private final Database database;
    private final OrderRepository orders;
    private final OrderEvents events;
    private final Chauffeurs chauffeurs;
    private final CarService company;
    private final ChauffeurConfig config;
    private final CityClock clock;
    private final Trouble trouble = new Trouble(LOG, "orders to car services");
    private volatile boolean stopping;

    OrderDesk(
            Vertx vertx,
            Database database,
            OrderRepository orders,
            OrderEvents events,
            Chauffeurs chauffeurs,
            CarService company,
            ChauffeurConfig config,
            CityClock clock) {
        this.vertx = vertx;
        this.database = database;
        this.orders = orders;
        this.events = events;
        this.chauffeurs = chauffeurs;
        this.company = company;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes ServiceOpens opens) {
        again();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void again() {
        vertx.setTimer(config.rest().toMillis(), timer -> {
            if (!stopping) {
                trouble.watch(pass()).subscribe().with(done -> again(), failed -> again());
            }
        });
    }

    /** Takes what is due and deals with each; answers how many. */
    Uni<Integer> pass() {
        Instant now = clock.now();
        Instant until = now.plus(city(config.lease()));
        return database.apart(Scope.SYSTEM, () -> orders.take(now, until, config.ordersMax()))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndMerge(this::dealWith)
                        .collect()
                        .asList()
                        .map(List::size));
    }

    /** One order that fails must not stop the others; it is tried again later, and the reason is kept with it. */
    private Uni<Boolean> dealWith(Order order) {
        return step(order)
                .onFailure()
                .recoverWithUni(failed -> failed(order, failed))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .invoke(failed -> LOG.errorf(failed, "order %s", order.number()))
                .onFailure()
                .recoverWithNull()
                .replaceWith(true);
    }

    private Uni<Void> step(Order order) {
        Instant now = clock.now();
        if (order.state() == OrderState.COMPLETED) {
            // Its driver ended it while the company was being asked: there is nothing to take back.
            return database.apart(Scope.SYSTEM, () -> orders.noMore(order.id()));
        }
        if (order.state().over()) {
            return company.cancel(order.operatorId(), order.id())
                    .chain(() -> database.apart(Scope.SYSTEM, () -> orders.noMore(order.id())));
        }
        if (order.state() == OrderState.PENDING && !now.isBefore(order.deadline())) {
            return database.apart(
                    Scope.SYSTEM,
                    () -> orders.overdue(order.id(), TOO_LATE, now)
                            .chain(changed -> changed
                                    ? events.declined(order, TOO_LATE)
                                    : Uni.createFrom().voidItem()));
        }
        Uni<CarService.Answer> answer =
                order.sent() ? company.look(order.operatorId(), order.id()) : company.order(order);
        return answer.chain(told -> answered(order, told));
    }

    private Uni<Void> answered(Order order, CarService.Answer told) {
        Instant now = clock.now();
        if (told.state() == OrderState.UNKNOWN) {
            return database.apart(Scope.SYSTEM, () -> orders.notSent(order.id(), now));
        }
        CarService.Answer answer = told.state().isBehind(order.state()) ? told.in(order.state()) : told;
        Instant next = answer.state().over() ? null : nextLook(order, answer.state(), now);
        return database.apart(
                Scope.SYSTEM,
                () -> chauffeurs.answered(order, answer, now, next).replaceWithVoid());
    }

    private Instant nextLook(Order order, OrderState state, Instant now) {
        if (now.isAfter(order.pickupAt().plus(config.followMax()))) {
            LOG.warnf("order %s is %s long after its pick-up and is left for a person", order.number(), state);
            return null;
        }
        Instant next = now.plus(atLeastARest(state == OrderState.PENDING ? config.askAgain() : config.followEvery()));
        return state == OrderState.PENDING && next.isAfter(order.deadline()) ? order.deadline() : next;
    }

    private Uni<Void> failed(Order order, Throwable failed) {
        LOG.infof("order %s: %s, attempt %d", order.number(), failed.getMessage(), order.failures() + 1);
        Instant now = clock.now();
        Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(DOUBLINGS_MAX, order.failures()));
        Duration limited = wait.compareTo(config.backoffMax()) > 0 ? config.backoffMax() : wait;
        Instant next = now.plus(atLeastARest(limited));
        boolean given = now.isAfter(order.pickupAt().plus(config.followMax()));
        return database.apart(
                Scope.SYSTEM,
                () -> orders.failed(order.id(), String.valueOf(failed.getMessage()), given ? null : next));
    }

    private Duration atLeastARest(Duration wait) {
        Duration rest = city(config.rest());
        return wait.compareTo(rest) < 0 ? rest : wait;
    }

    private Duration city(Duration real) {
        return Duration.ofNanos((long) (real.toNanos() * clock.speed()));
    }
}
