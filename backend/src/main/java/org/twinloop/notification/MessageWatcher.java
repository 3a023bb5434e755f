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
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/** Turns events into messages in the inbox of those concerned, and copies for their phones. */
@ApplicationScoped
class MessageWatcher implements JournalWatcher {

    private final MessageRepository repository;
    private final PushQueue pushes;
    private final Clock clock;

    MessageWatcher(MessageRepository repository, PushQueue pushes, Clock clock) {
        this.repository = repository;
        this.pushes = pushes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification.messages";
    }

    @Override
    public boolean wants(String eventType) {
        return MessageTemplate.of(eventType).isPresent();
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.payload() == null || event.unitId() == null) {
            return Uni.createFrom().voidItem();
        }
        MessageTemplate template = MessageTemplate.of(event.type()).orElseThrow();
        return Multi.createFrom()
                .iterable(audience(template, event))
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
                null);
        return repository
                .insert(message)
                .chain(isNew ->
                        isNew ? pushes.enqueue(message) : Uni.createFrom().voidItem());
    }

    private static List<UUID> audience(MessageTemplate template, SealedEvent event) {
        JsonNode facts = event.payload();
        if (template.audience() == MessageTemplate.Audience.TRAVELLER) {
            return Stream.of("travellerId", "bookedById")
                    .filter(facts::hasNonNull)
                    .map(field -> UUID.fromString(facts.get(field).asText()))
                    .distinct()
                    .toList();
        }
        boolean decides = template.audience() == MessageTemplate.Audience.APPROVERS;
        List<UUID> people = new ArrayList<>();
        facts.path(decides ? "approverIds" : "reviewerIds").forEach(id -> people.add(UUID.fromString(id.asText())));
        return people;
    }
}
