package org.twinloop.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.Role;
import org.twinloop.journal.SealedEvent;
import org.twinloop.notification.EscalationRepository.Due;
import org.twinloop.notification.delivery.Deliveries;
import org.twinloop.notification.delivery.NotificationConfig;
import org.twinloop.notification.template.Message;
import org.twinloop.notification.template.MessageClass;
import org.twinloop.notification.template.MessageTemplate;
import org.twinloop.notification.template.Settling;
import org.twinloop.notification.template.Unanswered;

/**
 * Sees to it that a question is answered: after a while it goes by the next channel, after another to the people of the
 * unit, and of those above it, who look after such things. Each step is a row taken with {@code SKIP LOCKED} and one
 * transaction, so it is done once; nobody gets two messages about one event.
 */
@ApplicationScoped
class EscalationDesk {

    private static final Logger LOG = Logger.getLogger(EscalationDesk.class);
    private static final int PASSES_MAX = 200;
    private static final int STEP_NEXT_CHANNEL = 1;
    private static final int STEP_NEXT_PERSON = 2;

    private final EscalationRepository repository;
    private final MessageRepository messages;
    private final Deliveries deliveries;
    private final People people;
    private final NotificationConfig config;
    private final Database database;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Trouble trouble = new Trouble(LOG, "reminders of unanswered questions");

    EscalationDesk(
            EscalationRepository repository,
            MessageRepository messages,
            Deliveries deliveries,
            People people,
            NotificationConfig config,
            Database database,
            Clock clock,
            MeterRegistry meters) {
        this.repository = repository;
        this.messages = messages;
        this.deliveries = deliveries;
        this.people = people;
        this.config = config;
        this.database = database;
        this.clock = clock;
        this.meters = meters;
    }

    /** Begins to wait for an answer, where the message asks for one; in the caller's transaction. */
    Uni<Void> await(MessageTemplate template, Message message) {
        return Unanswered.wantsAnswer(template)
                ? repository.insert(
                        message.id(), message.unitId(), clock.instant().plus(config.escalateAfter()))
                : Uni.createFrom().voidItem();
    }

    /** Waits no longer for what an event has answered; in the caller's transaction. */
    Uni<Void> settle(SealedEvent event) {
        return Multi.createFrom()
                .iterable(Settling.by(event.type()))
                .onItem()
                .transformToUniAndConcatenate(settling ->
                        repository.settle(settling, event.tripId(), event.subjectId(), "settled by " + event.type()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass(PASSES_MAX).replaceWithVoid());
    }

    /** Does what is due, at most so many steps; answers how many. */
    Uni<Integer> pass(int max) {
        if (max == 0) {
            return Uni.createFrom().item(0);
        }
        return next().chain(done ->
                done ? pass(max - 1).map(n -> n + 1) : Uni.createFrom().item(0));
    }

    /** One question, one transaction; one that fails is put off and holds up no other. */
    private Uni<Boolean> next() {
        AtomicReference<Due> taken = new AtomicReference<>();
        return database.apart(Scope.SYSTEM, () -> takeNext(taken))
                .onFailure(failed -> taken.get() != null && !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> putOff(taken.get(), failed));
    }

    private Uni<Boolean> putOff(Due due, Throwable failed) {
        LOG.errorf(failed, "message %s cannot be passed on; tried again later", due.messageId());
        Instant again = clock.instant().plus(config.escalateAfter());
        return database.apart(Scope.SYSTEM, () -> repository.putOff(due.messageId(), again, config.escalateTriesMax()))
                .replaceWith(true);
    }

    private Uni<Boolean> takeNext(AtomicReference<Due> taken) {
        return repository
                .take(clock.instant())
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(false)
                        : messages.get(remembered(taken, due.get()).messageId())
                                .chain(message -> step(due.get(), message))
                                .replaceWith(true));
    }

    private static Due remembered(AtomicReference<Due> taken, Due due) {
        taken.set(due);
        return due;
    }

    private Uni<Void> step(Due due, Message message) {
        if (due.step() < STEP_NEXT_CHANNEL) {
            count("channel");
            Instant again = clock.instant().plus(patience(message));
            return deliveries.escalate(message).chain(() -> repository.next(message.id(), STEP_NEXT_CHANNEL, again));
        }
        return Unanswered.nextToAsk(message.kind())
                .map(role -> people.inUnitOrAboveWithRole(message.unitId(), Role.valueOf(role))
                        .map(found -> found.stream().map(Person::id).toList()))
                .orElseGet(() -> Uni.createFrom().item(List.of()))
                .chain(next -> passOn(message, next));
    }

    private Duration patience(Message message) {
        boolean urgent = MessageClass.of(message.kind()) == MessageClass.URGENT;
        return urgent ? config.escalateAfter() : config.passOnAfter();
    }

    private Uni<Void> passOn(Message message, List<UUID> next) {
        return Multi.createFrom()
                .iterable(next)
                .onItem()
                .transformToUniAndConcatenate(person -> tell(message, person))
                .filter(isNew -> isNew)
                .collect()
                .asList()
                .invoke(told -> count(told.isEmpty() ? "nobody" : "person"))
                .chain(told -> repository.end(
                        message.id(),
                        STEP_NEXT_PERSON,
                        told.isEmpty() ? "nobody else to tell" : "passed on to " + told.size()));
    }

    private Uni<Boolean> tell(Message message, UUID person) {
        Message copy = new Message(
                Ids.next(),
                message.unitId(),
                person,
                message.eventId(),
                message.kind(),
                message.tripId(),
                "【未答复】" + message.titleZh(),
                "Unanswered: " + message.titleEn(),
                message.textZh(),
                message.textEn(),
                clock.instant(),
                null,
                message.subjectId());
        return messages.insert(copy)
                .call(isNew ->
                        isNew ? deliveries.enqueue(copy) : Uni.createFrom().voidItem());
    }

    private void count(String step) {
        meters.counter("twinloop.notification.escalations", "step", step).increment();
    }
}
