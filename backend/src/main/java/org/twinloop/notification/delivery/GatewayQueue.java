package org.twinloop.notification.delivery;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.notification.delivery.Delivery.State;
import org.twinloop.notification.delivery.GatewayRepository.Parcel;
import org.twinloop.notification.delivery.MessageGateway.Verdict;
import org.twinloop.notification.preference.Channel;

/**
 * Copies of messages on their way to gateways: rows with attempts and an end, taken with SKIP LOCKED so that several
 * instances share them. One that was handed over just before a crash is handed over again, under the same id.
 */
@ApplicationScoped
class GatewayQueue {

    private static final Logger LOG = Logger.getLogger(GatewayQueue.class);
    private static final Duration TAKEN_FOR = Duration.ofMinutes(5);
    private static final Duration FIRST_REST = Duration.ofSeconds(2);
    private static final int DOUBLINGS_MAX = 10;

    private final Database database;
    private final GatewayRepository repository;
    private final Deliveries deliveries;
    private final MessageGateway gateways;
    private final People people;
    private final NotificationConfig config;
    private final Trouble trouble = new Trouble(LOG, "copies to gateways");

    GatewayQueue(
            Database database,
            GatewayRepository repository,
            Deliveries deliveries,
            MessageGateway gateways,
            People people,
            NotificationConfig config) {
        this.database = database;
        this.repository = repository;
        this.deliveries = deliveries;
        this.gateways = gateways;
        this.people = people;
        this.config = config;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return gateways.any()
                ? trouble.endure(pass().replaceWithVoid())
                : Uni.createFrom().voidItem();
    }

    /** Hands over what is due; answers how many copies were dealt with. */
    Uni<Integer> pass() {
        Instant now = SystemTime.now();
        return write(() -> repository
                        .take(now, now.plus(TAKEN_FOR), config.pushBatchMax())
                        .chain(this::addressed))
                .chain(parcels -> Multi.createFrom()
                        .iterable(parcels)
                        .onItem()
                        .transformToUni(this::handOver)
                        .merge(config.gatewayParallel())
                        .collect()
                        .asList()
                        .map(dealtWith ->
                                dealtWith.stream().mapToInt(Integer::intValue).sum()));
    }

    private Uni<List<Parcel>> addressed(List<Parcel> parcels) {
        return people.findAll(parcels.stream().map(Parcel::personId).collect(Collectors.toSet()))
                .map(found ->
                        parcels.stream().map(parcel -> addressed(parcel, found)).toList());
    }

    private static Parcel addressed(Parcel parcel, Map<UUID, Person> people) {
        Person person = people.get(parcel.personId());
        return person == null || !person.active() ? parcel : parcel.to(person.login());
    }

    /** One parcel that fails must not stop the others; it is handed over again when its time comes. */
    private Uni<Integer> handOver(Parcel parcel) {
        return Uni.createFrom()
                .deferred(() -> handedOver(parcel))
                .replaceWith(1)
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .invoke(failed -> LOG.errorf(failed, "copy %s", parcel.id()))
                .onFailure()
                .recoverWithItem(0);
    }

    private Uni<Void> handedOver(Parcel parcel) {
        return parcel.letter().login() == null
                ? write(() -> close(parcel, State.DROPPED, "the person has no account any more"))
                : Uni.createFrom()
                        .deferred(() -> gateways.send(parcel.gateway(), parcel.letter()))
                        .onFailure()
                        .recoverWithItem(GatewayQueue::failed)
                        .chain(verdict -> write(() -> judged(parcel, verdict)));
    }

    private static Verdict failed(Throwable failed) {
        LOG.error("a gateway fails otherwise than by its verdict", failed);
        return new Verdict(
                MessageGateway.Outcome.FAILED, null, failed.getClass().getSimpleName());
    }

    private Uni<Void> judged(Parcel parcel, Verdict verdict) {
        return switch (verdict.outcome()) {
            case TAKEN -> close(parcel, State.SENT, verdict.detail());
            case DELIVERED -> close(parcel, State.DELIVERED, verdict.detail());
            case REFUSED -> close(parcel, State.FAILED, verdict.detail());
            case FAILED -> afterFailure(parcel, verdict, true);
            case PARKED -> afterFailure(parcel, verdict, false);
        };
    }

    private Uni<Void> afterFailure(Parcel parcel, Verdict verdict, boolean counted) {
        Instant again = SystemTime.now().plus(rest(parcel.attempts(), verdict.rest()));
        boolean last = counted && parcel.attempts() >= config.gatewayAttemptsMax();
        if (last || again.isAfter(parcel.expiresAt())) {
            LOG.warnf("copy %s is given up after %d attempts: %s", parcel.id(), parcel.attempts(), verdict.detail());
            return close(parcel, State.FAILED, verdict.detail());
        }
        return deliveries.retry(parcel.id(), again, verdict.detail(), counted);
    }

    /** Doubling from 2 s with jitter, or what the gateway asked for if that is longer; at most the configured rest. */
    private Duration rest(int attempts, Duration asked) {
        long jitterMs = ThreadLocalRandom.current().nextLong(1000);
        Duration own = FIRST_REST
                .multipliedBy(1L << Math.min(Math.max(0, attempts - 1), DOUBLINGS_MAX))
                .plusMillis(jitterMs);
        Duration longer = asked != null && asked.compareTo(own) > 0 ? asked : own;
        return longer.compareTo(config.gatewayRestMax()) > 0 ? config.gatewayRestMax() : longer;
    }

    private Uni<Void> close(Parcel parcel, State state, String detail) {
        return deliveries.close(parcel.id(), Channel.GATEWAY, state, detail);
    }

    private <T> Uni<T> write(Supplier<Uni<T>> step) {
        return database.apart(Scope.SYSTEM, step);
    }
}
