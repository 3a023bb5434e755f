package org.twinloop.chauffeur.driver;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.chauffeur.Chauffeurs;
import org.twinloop.chauffeur.Order;
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
        return repository
                .form(orderId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : repository.course(orderId).map(course -> found.map(form -> form.with(course))));
    }

    /**
     * Writes down how the ride was, once; the same again changes nothing, another rating is refused.
     *
     * @param rating 1…5 stars, with words or none
     */
    public Uni<Void> rate(UUID orderId, DispatchForm.Rating rating, UUID by) {
        return chauffeurs
                .find(orderId)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("dispatch order " + orderId)))
                .chain(order -> repository
                        .rate(order, rating, by, clock.instant())
                        .chain(written -> written ? rated(order, rating, by) : same(order, rating)));
    }

    private Uni<Void> rated(Order order, DispatchForm.Rating rating, UUID by) {
        return journal.append(Event.of("chauffeur.rated")
                .subject("booking", order.id())
                .actor(by)
                .unit(order.unitId())
                .operator(order.operatorId())
                .trip(order.tripId())
                .payload(Map.of("bookingId", order.id(), "stars", rating.stars())));
    }

    private Uni<Void> same(Order order, DispatchForm.Rating rating) {
        return repository
                .form(order.id())
                .invoke(form -> {
                    if (!rating.equals(form.orElseThrow().rating())) {
                        throw new ProblemException(
                                CommonProblem.CONFLICT, "order " + order.number() + " is rated already");
                    }
                })
                .replaceWithVoid();
    }
}
