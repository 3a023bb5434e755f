package org.twinloop.trip.approval;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The policy of the house by date. Must be called inside an act or read. */
@ApplicationScoped
public class Policy {
    private final PolicyRepository repository;

    Policy(PolicyRepository repository) {
        this.repository = repository;
    }

    /** The version in force at an instant; there always is one, since the first version has no end. */
    public Uni<PolicyVersion> inForce(Instant at) {
        return repository
                .inForce(at)
                .map(found -> found.orElseThrow(() -> new IllegalStateException("no policy is in force at " + at)));
    }
}
