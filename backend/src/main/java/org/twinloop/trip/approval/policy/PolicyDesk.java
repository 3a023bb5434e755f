package org.twinloop.trip.approval.policy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.approval.rule.PolicySettings;

/** Publishes policies. One takes effect at its time and holds until the next; none is ever changed. */
@ApplicationScoped
class PolicyDesk {
    private final Database database;
    private final PolicyRepository repository;
    private final Policy policy;
    private final Journal journal;
    private final PolicyConfig config;
    private final Clock clock;

    PolicyDesk(
            Database database,
            PolicyRepository repository,
            Policy policy,
            Journal journal,
            PolicyConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.policy = policy;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** A policy on its way. */
    record Draft(String version, Instant validFrom, String source, PolicySettings settings, UUID publishedBy) {}

    Uni<PolicyEdition> publish(Draft draft) {
        requireComplete(draft.settings());
        Instant now = clock.instant();
        Instant soonest = now.plus(config.publishAhead());
        if (draft.validFrom().isBefore(soonest)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/validFrom",
                    "value " + draft.validFrom() + "; a policy takes effect from " + soonest + " on");
        }
        return database.act(Scope.SYSTEM, () -> repository.all().chain(all -> insert(draft, all, now)))
                .onFailure(failed -> DatabaseFailure.sqlState(failed)
                        .filter(DatabaseFailure.UNIQUE_VIOLATION::equals)
                        .isPresent())
                .transform(failed -> taken(draft))
                .call(policy::refresh);
    }

    private Uni<PolicyEdition> insert(Draft draft, List<PolicyEdition> all, Instant now) {
        PolicyEdition before = all.stream()
                .filter(one -> one.isInForce(draft.validFrom()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no policy is in force at " + draft.validFrom()));
        boolean twice = all.stream().anyMatch(one -> one.version().equals(draft.version()));
        if (twice || before.validFrom().equals(draft.validFrom())) {
            throw taken(draft);
        }
        PolicyEdition edition = new PolicyEdition(
                draft.version(),
                draft.validFrom(),
                before.validTo(),
                draft.source(),
                draft.settings(),
                now,
                draft.publishedBy());
        return repository
                .end(before.version(), draft.validFrom())
                .chain(() -> repository.insert(edition))
                .chain(() -> journal.append(Event.of("trip.policy-published")
                        .subject("policy", draft.version())
                        .actor(draft.publishedBy())
                        .payload(Map.of(
                                "version", draft.version(),
                                "validFrom", draft.validFrom(),
                                "follows", before.version(),
                                "source", draft.source()))))
                .replaceWith(edition);
    }

    private static ProblemException taken(Draft draft) {
        return new ProblemException(
                CommonProblem.CONFLICT,
                "version " + draft.version() + " or a policy from " + draft.validFrom()
                        + " is there already; choose another name or time");
    }

    /** A policy says something about every rule, once. */
    static void requireComplete(PolicySettings settings) {
        List<String> gaps = settings.gaps();
        if (!gaps.isEmpty()) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/settings/rules", String.join("; ", gaps) + "; one standing for each rule");
        }
    }
}
