package org.twinloop.supervision.night;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.CityTime;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.supervision.TripRules;

/**
 * Notes which trips something is told of, so that the night asks about them however long ago they were: a late
 * settlement, kilometres measured anew, an allowance that comes on record; and days of which charging is billed. Its
 * cursor in the journal is the mark up to which it has looked.
 */
@ApplicationScoped
class ChangeWatcher implements JournalWatcher {
    private static final String IMPORTED = "identity.personnel-imported";
    private static final String REGISTERED = "policy.register-imported";
    private static final Set<String> PAYING = Set.of("ALLOWANCES", "TRAVEL_DAYS");

    private final TripRules rules;
    private final ChangedRepository repository;
    private final NightConfig config;

    ChangeWatcher(TripRules rules, ChangedRepository repository, NightConfig config) {
        this.rules = rules;
        this.repository = repository;
        this.config = config;
    }

    @Override
    public String name() {
        return "supervision.night";
    }

    @Override
    public boolean wants(String eventType) {
        return eventType.equals(IMPORTED) || eventType.equals(REGISTERED) || rules.wants(eventType);
    }

    @Override
    public boolean sharesTransaction(String eventType) {
        return !eventType.equals(IMPORTED) && !eventType.equals(REGISTERED);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.type().equals(REGISTERED)) {
            return repository.noteOrders(UUID.fromString(event.subjectId()), CityTime.ZONE.getId());
        }
        if (event.type().equals(IMPORTED)) {
            boolean pays = event.payload() != null
                    && PAYING.contains(event.payload().path("kind").asText());
            return pays
                    ? repository.noteAll(
                            event.occurredAt().minus(Duration.ofDays(config.importedDays())), event.occurredAt())
                    : Uni.createFrom().voidItem();
        }
        return event.tripId() == null || event.unitId() == null
                ? Uni.createFrom().voidItem()
                : repository.note(event.tripId(), event.unitId(), event.occurredAt());
    }
}
