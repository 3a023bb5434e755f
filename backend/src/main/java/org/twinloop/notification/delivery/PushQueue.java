package org.twinloop.notification.delivery;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.notification.delivery.Delivery.State;
import org.twinloop.notification.delivery.PushRepository.Push;
import org.twinloop.notification.preference.Channel;

/**
 * Copies of messages on their way to phones: rows with attempts and an end, taken with SKIP LOCKED so that several
 * instances share them. A token that Firebase calls unregistered is forgotten; quota and outages are waited out.
 *
 * <p>A copy goes out once at most. That it is handed over is written down before, by the instance that still has it; it
 * is handed over again only when Google answered that it took nothing, or was not reached. When nobody knows, because
 * the instance or the connection ended in the middle, it is FAILED and says UNCERTAIN: the message is in the inbox in
 * any case, and what awaits an answer goes on to the next channel.
 */
@ApplicationScoped
class PushQueue {

    private static final Logger LOG = Logger.getLogger(PushQueue.class);
    private static final Duration TAKEN_FOR = Duration.ofMinutes(2);
    private static final Duration QUOTA_REST = Duration.ofSeconds(60);
    /** Longer than one call may take, with what the SDK tries again when it is told that the service is busy. */
    private static final Duration HANDED_FOR = Duration.ofMinutes(10);

    static final String UNCERTAIN = "UNCERTAIN: may have gone out, and is not sent again";

    private final Database database;
    private final PushRepository repository;
    private final Deliveries deliveries;
    private final FirebaseChannel firebase;
    private final NotificationConfig config;
    private final Vertx vertx;
    private final Trouble trouble = new Trouble(LOG, "copies to phones");

    PushQueue(
            Database database,
            PushRepository repository,
            Deliveries deliveries,
            FirebaseChannel firebase,
            NotificationConfig config,
            Vertx vertx) {
        this.database = database;
        this.repository = repository;
        this.deliveries = deliveries;
        this.firebase = firebase;
        this.config = config;
        this.vertx = vertx;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sendDue() {
        if (!firebase.isSetUp()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = SystemTime.now();
        return trouble.endure(
                database.apart(Scope.SYSTEM, () -> repository.take(now, now.plus(TAKEN_FOR), config.pushBatchMax()))
                        .chain(pushes -> Multi.createFrom()
                                .iterable(pushes)
                                .onItem()
                                .transformToUniAndConcatenate(this::send)
                                .collect()
                                .last()));
    }

    private Uni<Void> send(Push push) {
        if (push.handed()) {
            return write(() -> deliveries.close(push.id(), Channel.FIREBASE, State.FAILED, UNCERTAIN));
        }
        if (push.token() == null) {
            return write(
                    () -> deliveries.close(push.id(), Channel.FIREBASE, State.DEAD_TOKEN, "the phone was forgotten"));
        }
        Instant now = SystemTime.now();
        return database.apart(Scope.SYSTEM, () -> repository.hand(push, now, now.plus(HANDED_FOR)))
                .chain(ours -> ours ? handOver(push) : Uni.createFrom().voidItem());
    }

    private Uni<Void> handOver(Push push) {
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> firebase.send(push), false).toCompletionStage())
                .map(sent -> write(() -> deliveries.close(push.id(), Channel.FIREBASE, State.SENT, sent)))
                .onFailure()
                .recoverWithItem(failed -> write(() -> afterFailure(push, failed)))
                .chain(written -> written);
    }

    private Uni<Void> afterFailure(Push push, Throwable failed) {
        MessagingErrorCode code =
                failed instanceof FirebaseMessagingException said ? said.getMessagingErrorCode() : null;
        String outcome = code == null ? String.valueOf(failed.getMessage()) : code.name();
        if (FirebaseChannel.mayHaveGoneOut(failed)) {
            LOG.warnf("push %s may have gone out: %s", push.id(), outcome);
            return deliveries.close(push.id(), Channel.FIREBASE, State.FAILED, UNCERTAIN);
        }
        if (code == MessagingErrorCode.UNREGISTERED || code == MessagingErrorCode.SENDER_ID_MISMATCH) {
            return deliveries
                    .close(push.id(), Channel.FIREBASE, State.DEAD_TOKEN, outcome)
                    .chain(() -> repository.forgetToken(push.tokenId()));
        }
        Instant again = SystemTime.now().plus(rest(push.attempts(), code));
        boolean hopeless =
                code == MessagingErrorCode.INVALID_ARGUMENT || code == MessagingErrorCode.THIRD_PARTY_AUTH_ERROR;
        if (hopeless || push.attempts() >= config.pushAttemptsMax() || again.isAfter(push.expiresAt())) {
            LOG.warnf("push %s is given up after %d attempts: %s", push.id(), push.attempts(), outcome);
            return deliveries.close(push.id(), Channel.FIREBASE, State.FAILED, outcome);
        }
        return repository.takeBack(push.id()).chain(() -> deliveries.retry(push.id(), again, outcome, true));
    }

    /** Doubling from 2 s with jitter; at least a minute when the quota is used up. */
    private static Duration rest(int attempts, MessagingErrorCode code) {
        long millis =
                (1000L << Math.min(attempts, 10)) + ThreadLocalRandom.current().nextLong(1000);
        Duration rest = Duration.ofMillis(millis);
        return code == MessagingErrorCode.QUOTA_EXCEEDED && rest.compareTo(QUOTA_REST) < 0 ? QUOTA_REST : rest;
    }

    private Uni<Void> write(java.util.function.Supplier<Uni<Void>> step) {
        return database.apart(Scope.SYSTEM, step);
    }
}
