package org.twinloop.supervision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.twinloop.telematics.MovementLimits;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicySettings;

/** PR-12: what the policy in force says a movement is; for telemetry, which looks at every report. */
@ApplicationScoped
class PolicyMovement implements MovementLimits {

    private final Policy policy;

    PolicyMovement(Policy policy) {
        this.policy = policy;
    }

    @Override
    public Optional<Limits> at(Instant instant) {
        return policy.remembered(instant).map(edition -> {
            PolicySettings.KeptCars cars = edition.settings().keptCars();
            return new Limits(cars.movedM(), cars.fixes(), cars.hdopMax());
        });
    }
}
