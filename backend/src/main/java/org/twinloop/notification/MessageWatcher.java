package org.twinloop.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.Ids;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.identity.Role;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.notification.delivery.Deliveries;
import org.twinloop.notification.template.Audience;
import org.twinloop.notification.template.Message;
import org.twinloop.notification.template.MessageTemplate;
import org.twinloop.notification.template.Settling;

/** Turns events into messages in the inbox of those concerned, and copies for their phones. */
@ApplicationScoped
class MessageWatcher implements JournalWatcher {

    private final MessageRepository repository;
    private final Deliveries deliveries;
    private final EscalationDesk escalations;
    private final People people;
    private final Clock clock;

    MessageWatcher(
            MessageRepository repository,
            Deliveries deliveries,
            EscalationDesk escalations,
            People people,
            Clock clock) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.escalations = escalations;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification.messages";
    }

    @Override
    public boolean wants(String eventType) {
        return MessageTemplate.of(eventType).isPresent()
                || !Settling.by(eventType).isEmpty();
    }

    @Override
    public boolean sharesTransaction(String eventType) {
        return true;
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.payload() == null || event.unitId() == null) {
            return Uni.createFrom().voidItem();
        }
        return escalations
                .settle(event)
                .chain(() -> deliveries.settle(event))
                .chain(() -> MessageTemplate.of(event.type())
                        .map(template -> tell(template, event)
                                .chain(() -> template.forTheDesk()
                                        .map(desk -> tell(desk, event))
                                        .orElseGet(() -> Uni.createFrom().voidItem())))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> tell(MessageTemplate template, SealedEvent event) {
        return audience(template, event)
                .onItem()
                .transformToMulti(told -> Multi.createFrom().iterable(told))
                .onItem()
                .transformToUniAndConcatenate(person -> tell(template, event, person))
                .collect()
                .last();
    }

    private Uni<Void> tell(MessageTemplate template, SealedEvent event, UUID person) {
        Message message = new Message(
                Ids.next(),
                event.unitId(),
                person,
                event.id(),
                template.eventType(),
                event.tripId(),
                template.titleZh(),
                template.titleEn(),
                template.bodyZh(event),
                template.bodyEn(event),
                clock.instant(),
                null,
                event.subjectId());
        return repository
                .insert(message)
                .chain(isNew -> isNew
                        ? deliveries.enqueue(message).chain(() -> escalations.await(template, message))
                        : Uni.createFrom().voidItem());
    }

    private Uni<List<UUID>> audience(MessageTemplate template, SealedEvent event) {
        return template.audience() == Audience.FLEET
                ? people.inUnitOrAboveWithRole(event.unitId(), Role.FLEET_MANAGER)
                        .map(found -> found.stream().map(Person::id).toList())
                : Uni.createFrom().item(named(template, event));
    }

    private static List<UUID> named(MessageTemplate template, SealedEvent event) {
        JsonNode facts = event.payload();
        if (template.audience() == Audience.TRAVELLER) {
            return Stream.of("travellerId", "bookedById")
                    .filter(facts::hasNonNull)
                    .map(field -> UUID.fromString(facts.get(field).asText()))
                    .distinct()
                    .toList();
        }
        boolean decides = template.audience() == Audience.APPROVERS;
        List<UUID> named = new ArrayList<>();
        facts.path(decides ? "approverIds" : "reviewerIds").forEach(id -> named.add(UUID.fromString(id.asText())));
        return named;
    }
}
