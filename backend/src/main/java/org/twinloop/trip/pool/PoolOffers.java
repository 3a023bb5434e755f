package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.pool.PoolRepository.Stranded;

/** Other ways for guests who lost their place: the same journey planned anew, told once, each in an act of its own. */
@ApplicationScoped
class PoolOffers {
    private static final Logger LOG = Logger.getLogger(PoolOffers.class);
    private static final Duration REST = Duration.ofMinutes(1);

    private final Database database;
    private final PoolRepository repository;
    private final PoolJournal journal;
    private final TripPlanner planner;
    private final Clock clock;

    PoolOffers(Database database, PoolRepository repository, PoolJournal journal, TripPlanner planner, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.planner = planner;
        this.clock = clock;
    }

    /** Looks after at most so many; answers how many there were. */
    Uni<Integer> pass(int max) {
        return max == 0
                ? Uni.createFrom().item(0)
                : next().chain(found ->
                        found ? pass(max - 1).map(n -> n + 1) : Uni.createFrom().item(0));
    }

    private Uni<Boolean> next() {
        AtomicReference<Stranded> taken = new AtomicReference<>();
        return database.apart(
                        Scope.SYSTEM, () -> repository.offerDue(clock.instant()).chain(due -> offer(due, taken)))
                .onFailure(failed -> taken.get() != null && !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> putOff(taken.get(), failed));
    }

    private Uni<Boolean> putOff(Stranded guest, Throwable failed) {
        LOG.errorf(failed, "the guest of pool proposal %s could not be offered other ways", guest.proposalId());
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository.putOff(
                                guest.proposalId(), clock.instant().plus(REST)))
                .replaceWith(true);
    }

    private Uni<Boolean> offer(Optional<Stranded> due, AtomicReference<Stranded> taken) {
        if (due.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        Stranded guest = due.get();
        taken.set(guest);
        Instant now = clock.instant();
        return repository
                .get(guest.proposalId())
                .chain(p -> planner.plan(
                                new TripPlanner.Asker(
                                        Ids.next(),
                                        p.guest().travellerId(),
                                        p.guest().unitId(),
                                        "pool " + p.id()),
                                guest.request().notBefore(now))
                        .chain(plan -> tell(p, plan, now)))
                .replaceWith(true);
    }

    private Uni<Void> tell(Proposal p, Plan plan, Instant now) {
        List<PlanOption> choices = plan.options().stream()
                .filter(option -> option.terms() != null && option.option().bookable())
                .filter(option -> option.option().policy() == null
                        || option.option().policy().outcome() != PolicyResult.Outcome.BLOCKED)
                .map(PlannedOption::option)
                .toList();
        return choices.isEmpty()
                ? repository.offered(p.id(), null, now).chain(() -> journal.stranded(p))
                : repository.offered(p.id(), plan.id(), now).chain(() -> journal.offered(p, plan, choices));
    }
}
