package org.twinloop.notification.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.People;
import org.twinloop.identity.Unit;
import org.twinloop.journal.SealedEvent;
import org.twinloop.notification.delivery.Delivery.Fate;
import org.twinloop.notification.delivery.Delivery.State;
import org.twinloop.notification.delivery.DeliveryRepository.Times;
import org.twinloop.notification.preference.Channel;
import org.twinloop.notification.preference.Preference;
import org.twinloop.notification.preference.PreferenceRepository;
import org.twinloop.notification.template.Message;
import org.twinloop.notification.template.MessageClass;
import org.twinloop.notification.template.Settling;

/** Decides by which channels a message is copied, now, later or not at all. Runs inside the caller's transaction. */
@ApplicationScoped
public class Deliveries {

    private static final String SWITCHED_OFF = "switched off by the recipient";

    private final DeliveryRepository repository;
    private final PreferenceRepository preferences;
    private final People people;
    private final Channels channels;
    private final NotificationConfig config;
    private final Clock clock;
    private final MeterRegistry meters;

    Deliveries(
            DeliveryRepository repository,
            PreferenceRepository preferences,
            People people,
            Channels channels,
            NotificationConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.repository = repository;
        this.preferences = preferences;
        this.people = people;
        this.channels = channels;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** Copies a new message by every channel its person wants for its class; nothing where no channel is set up. */
    public Uni<Void> enqueue(Message message) {
        if (!channels.any()) {
            return Uni.createFrom().voidItem();
        }
        MessageClass messageClass = MessageClass.of(message.kind());
        return preferences
                .of(message.personId())
                .chain(wishes -> phones(message, messageClass, wishes)
                        .chain(() -> wishes.wants(messageClass, Channel.GATEWAY)
                                        || wishes.hasSwitchedOff(messageClass, Channel.GATEWAY)
                                ? gateway(message, messageClass, wishes)
                                : Uni.createFrom().voidItem()));
    }

    /** The next channel, for a message nobody answered; nothing when it went by that channel already. */
    public Uni<Void> escalate(Message message) {
        if (!channels.any()) {
            return Uni.createFrom().voidItem();
        }
        MessageClass messageClass = MessageClass.of(message.kind());
        return preferences.of(message.personId()).chain(wishes -> gateway(message, messageClass, wishes));
    }

    private Uni<Void> phones(Message message, MessageClass messageClass, Preference wishes) {
        if (!channels.hasPhones()) {
            return Uni.createFrom().voidItem();
        }
        Fate fate =
                wishes.wants(messageClass, Channel.FIREBASE) ? fate(messageClass, wishes) : Fate.dropped(SWITCHED_OFF);
        return repository
                .toPhones(message, fate, times(config.pushLife()), config.phonesMax())
                .invoke(rows -> count(Channel.FIREBASE, fate.state(), rows))
                .replaceWithVoid();
    }

    private Uni<Void> gateway(Message message, MessageClass messageClass, Preference wishes) {
        Fate fate = wishes.hasSwitchedOff(messageClass, Channel.GATEWAY)
                ? Fate.dropped(SWITCHED_OFF)
                : fate(messageClass, wishes);
        return serving(message.unitId())
                .chain(gateway -> gateway.isEmpty()
                        ? Uni.createFrom().item(0)
                        : repository.toGateway(message, gateway.get(), fate, times(config.gatewayLife())))
                .invoke(rows -> count(Channel.GATEWAY, fate.state(), rows))
                .replaceWithVoid();
    }

    private Uni<Optional<String>> serving(UUID unitId) {
        return people.findUnit(unitId).map(unit -> unit.map(Unit::code).flatMap(channels::gatewayOf));
    }

    private Fate fate(MessageClass messageClass, Preference wishes) {
        return wishes.heldUntil(messageClass, clock.instant()).map(Fate::held).orElse(Fate.NOW);
    }

    /** Drops what an event has made useless. */
    public Uni<Void> settle(SealedEvent event) {
        Uni<Integer> all = Uni.createFrom().item(0);
        Instant now = clock.instant();
        String why = "of no use after " + event.type();
        for (Settling settling : Settling.by(event.type())) {
            Set<String> kinds = settling.kinds();
            all = all.chain(before -> settling.about() == Settling.About.SUBJECT
                    ? repository
                            .dropOfSubject(event.subjectId(), kinds, why, now)
                            .map(rows -> before + rows)
                    : repository.dropOfTrip(event.tripId(), kinds, why, now).map(rows -> before + rows));
        }
        return all.invoke(
                        rows -> meters.counter("twinloop.notification.dropped").increment(rows))
                .replaceWithVoid();
    }

    /** Lets go what waited for the end of quiet hours, at most a batch; answers how many copies. */
    public Uni<Integer> release() {
        return repository.release(times(config.gatewayLife()), times(config.pushLife()), config.pushBatchMax());
    }

    /** Ends a copy. */
    Uni<Void> close(UUID id, Channel channel, State state, String detail) {
        count(channel, state, 1);
        return repository.close(id, state, detail, clock.instant());
    }

    /** Puts a copy off until an instant of real time. */
    Uni<Void> retry(UUID id, Instant dueAt, String detail, boolean counted) {
        return repository.retry(id, dueAt, detail, clock.instant(), counted);
    }

    private Times times(Duration life) {
        Instant now = SystemTime.now();
        return new Times(clock.instant(), now, now.plus(life));
    }

    private void count(Channel channel, State state, int copies) {
        if (copies > 0) {
            meters.counter("twinloop.notification.copies", "channel", channel.name(), "state", state.name())
                    .increment(copies);
        }
    }
}
