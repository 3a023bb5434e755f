package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.PlanOption;

/** What a trip asks of healing. Every method runs inside the caller's act or read. */
@ApplicationScoped
public class OpenOffers {
    private final HealRepository repository;
    private final TripPlanner planner;
    private final Clock clock;

    OpenOffers(HealRepository repository, TripPlanner planner, Clock clock) {
        this.repository = repository;
        this.planner = planner;
        this.clock = clock;
    }

    /** Options that stand until a time in place of what is unfit, or was declined. */
    record Offer(UUID planId, Instant until, Unfit unfit, List<PlanOption> options) {}

    /** Whether its traveller was told that what the trip books will not be fit, and to choose anew. */
    public Uni<Boolean> isToChooseAnew(UUID tripId, Instant at) {
        return repository.isToChooseAnew(tripId, at);
    }

    /** Refuses another option than those offered in place of a ride that was declined. */
    public Uni<Void> requireOffered(UUID tripId, UUID planId, UUID personId) {
        return repository
                .offered(tripId, personId, clock.instant())
                .invoke(found -> found.filter(open -> open.planId().equals(planId))
                        .orElseThrow(() -> new ProblemException(
                                TripProblem.WRONG_STATE,
                                "trip " + tripId + " is DECLINED, and plan " + planId + " is not offered for it now")))
                .replaceWithVoid();
    }

    /** What a person may choose for a trip of theirs now; empty when nothing is offered. */
    Uni<Optional<Offer>> find(UUID tripId, UUID personId) {
        return repository
                .offered(tripId, personId, clock.instant())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : planner.look(found.get().planId())
                                .map(plan -> plan.map(kept -> new Offer(
                                        kept.id(),
                                        found.get().until(),
                                        found.get().unfit(),
                                        HealOffer.choices(
                                                kept,
                                                found.get().unfit(),
                                                found.get().planned())))));
    }
}
