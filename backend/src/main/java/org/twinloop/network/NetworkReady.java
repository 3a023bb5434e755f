package org.twinloop.network;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.twinloop.network.NetworkSnapshots.Snapshot;

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
        var loaded = snapshots.loaded();
        return HealthCheckResponse.named("network")
                .status(loaded.isPresent())
                .withData("version", loaded.map(Snapshot::version).orElse(0L))
                .withData(
                        "stops", loaded.map(snapshot -> snapshot.stops().size()).orElse(0))
                .build();
    }
}
