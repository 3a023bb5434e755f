package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** What a trip asks of healing. */
@ApplicationScoped
public class OpenOffers {
    private final HealRepository repository;

    OpenOffers(HealRepository repository) {
        this.repository = repository;
    }

    /**
     * Whether its traveller was told that what the trip books will not be fit, and to choose anew. Must be called
     * inside an act or read.
     */
    public Uni<Boolean> isToChooseAnew(UUID tripId, Instant at) {
        return repository.isToChooseAnew(tripId, at);
    }
}
