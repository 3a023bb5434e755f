package org.twinloop.chauffeur.driver;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.chauffeur.Chauffeurs;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** The dispatch order as a form, and how its traveller found the ride. Every method runs inside the caller's act. */
@ApplicationScoped
public class DispatchForms {

    private final DriverRepository repository;
    private final Chauffeurs chauffeurs;
    private final Journal journal;
    private final Clock clock;

    DispatchForms(DriverRepository repository, Chauffeurs chauffeurs, Journal journal, Clock clock) {
        this.repository = repository;
        this.chauffeurs = chauffeurs;
        this.journal = journal;
        this.clock = clock;
    }

    public Uni<Optional<DispatchForm>> find(UUID orderId) {
        return repository.form(orderId);
    }

    /**
     * Writes down how the ride was, once; the same again changes nothing, another rating is refused.
     *
     * @param stars 1…5
     * @param words may be null
     */
    public Uni<Void> rate(UUID orderId, int stars, String words, UUID by) {
        return chauffeurs
                .find(orderId)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("dispatch order " + orderId)))
                .chain(order -> repository
                        .rate(order, stars, words, by, clock.instant())
                        .chain(stands -> {
                            if (!stands) {
                                throw new ProblemException(
                                        CommonProblem.CONFLICT, "order " + order.number() + " is rated already");
                            }
                            return journal.append(Event.of("chauffeur.rated")
                                    .subject("booking", orderId)
                                    .actor(by)
                                    .unit(order.unitId())
                                    .operator(order.operatorId())
                                    .trip(order.tripId())
                                    .payload(Map.of("bookingId", orderId, "stars", stars)));
                        }));
    }
}
