package org.twinloop.network;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before there is a network to plan on. */
@Readiness
@ApplicationScoped
class NetworkReady implements HealthCheck {

    private final NetworkSnapshots snapshots;

    NetworkReady(NetworkSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public HealthCheckResponse call() {
        var snapshot = snapshots.current();
        return HealthCheckResponse.named("network")
                .status(snapshots.isLoaded())
                .withData("version", snapshot.version())
                .withData("stops", snapshot.stops().size())
                .build();
    }
}
