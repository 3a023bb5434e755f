package org.twinloop.demo;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.People;

/** Builds the sample city once, in an empty database, and holds readiness back until it stands. */
@Readiness
@ApplicationScoped
class DemoCity implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DemoCity.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Event<ServiceOpens> opens;
    private final Database database;
    private final Clock clock;
    private final People people;
    private final DemoNetwork network;
    private final DemoPeople citizens;
    private final DemoPartners partners;
    private final DemoFleet fleet;
    private final PastMonth past;
    private final boolean demo;
    private volatile boolean standing;

    DemoCity(
            Event<ServiceOpens> opens,
            Database database,
            Clock clock,
            People people,
            DemoNetwork network,
            DemoPeople citizens,
            DemoPartners partners,
            DemoFleet fleet,
            PastMonth past,
            @ConfigProperty(name = "twinloop.mode") String mode) {
        this.opens = opens;
        this.database = database;
        this.clock = clock;
        this.people = people;
        this.network = network;
        this.citizens = citizens;
        this.partners = partners;
        this.fleet = fleet;
        this.past = past;
        this.demo = mode.equals("demo");
        this.standing = !demo;
    }

    void start(@Observes StartupEvent started) {
        if (!demo) {
            opens.fire(new ServiceOpens());
            return;
        }
        long begun = SystemTime.millis();
        database.apart(Scope.SYSTEM, this::buildIfEmpty)
                .onFailure()
                .invoke(failed -> LOG.error("the sample city could not be built; trying again", failed))
                .onFailure()
                .retry()
                .withBackOff(RETRY)
                .atMost(10)
                .call(built -> past.live())
                .subscribe()
                .with(
                        built -> {
                            standing = true;
                            opens.fire(new ServiceOpens());
                            LOG.infof(
                                    "sample city %s in %d ms", built ? "built" : "found", SystemTime.millis() - begun);
                        },
                        failed -> LOG.error("the sample city could not be built; the service stays not ready", failed));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sample city").status(standing).build();
    }

    private Uni<Boolean> buildIfEmpty() {
        return people.listUnits()
                .chain(units -> units.isEmpty()
                        ? build(beginning()).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private Uni<Void> build(Instant from) {
        Instant now = past.opening();
        return network.lay(from)
                .chain(laid -> citizens.move(from)
                        .chain(() -> partners.engage(from, now))
                        .chain(() -> fleet.park(laid.places(), laid.stops(), now))
                        .chain(() -> past.plan()));
    }

    /** Memberships, contracts and loops are in force from the first of January of last year. */
    private Instant beginning() {
        ZonedDateTime now = clock.instant().atZone(CityTime.ZONE);
        return ZonedDateTime.of(now.getYear() - 1, 1, 1, 0, 0, 0, 0, CityTime.ZONE)
                .toInstant();
    }
}
