package org.twinloop.trip.dispatch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.upkeep.Perishable;

/** Contacts of trips that are over: nobody has to call them any more. */
@ApplicationScoped
class OldContacts implements Perishable {
    private final ParticularsRepository repository;
    private final DispatchConfig config;
    private final Clock clock;

    OldContacts(ParticularsRepository repository, DispatchConfig config, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-trip-contacts";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return repository.forgetContacts(clock.instant().minus(config.keepContact()), max);
    }
}
