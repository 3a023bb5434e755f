package org.twinloop.trip.heal;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/** Notes for the next pass who was let down by an operator: something else is offered to them. */
@ApplicationScoped
class DeclineWatcher implements JournalWatcher {
    /** What was declined longer ago nobody waits for; the journal is read from its beginning once. */
    private static final Duration NEWS_FOR = Duration.ofDays(7);

    private final HealRepository repository;
    private final Clock clock;

    DeclineWatcher(HealRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "trip.heal";
    }

    @Override
    public boolean wants(String eventType) {
        return eventType.equals("trip.booking-declined");
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        Instant now = clock.instant();
        boolean old = event.occurredAt().isBefore(now.minus(NEWS_FOR));
        if (old || event.tripId() == null || event.unitId() == null || event.payload() == null) {
            return Uni.createFrom().voidItem();
        }
        JsonNode ride = event.payload().path("legs").path(0).path("bookingId");
        return repository.expect(event.tripId(), event.unitId(), UUID.fromString(ride.asText()), now);
    }
}
