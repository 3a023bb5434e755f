package org.twinloop.device.broker;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.Trouble;
import org.twinloop.device.DeviceConfig;
import org.twinloop.device.LiveSessions;

/**
 * Shares the group's sessions with the broker out among the instances: each serves as many, give or take one. The
 * sessions of an instance that gives no sign of life go to the others, with all that it had been handed and had not
 * acknowledged; what it had stored nevertheless is stored once, by the identity of reports.
 *
 * <p>Races thought of: of two instances that both believe a session theirs, the broker keeps the later; the other sees
 * in the table that it lost it. Acknowledgements of a session that was lost go nowhere.
 *
 * <p>A broker that is away is told in a health group of its own, not in readiness: the API answers without it.
 */
@Default
@HealthGroup("broker")
@ApplicationScoped
class BrokerSlots implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(BrokerSlots.class);

    private final Vertx vertx;
    private final Database database;
    private final BrokerRepository repository;
    private final BrokerIntake intake;
    private final BrokerPresence presence;
    private final BrokerMeters meters;
    private final BrokerSettings settings;
    private final UUID instance;
    private final Map<Integer, BrokerLink> links = new ConcurrentHashMap<>();
    private final Trouble sharing = new Trouble(LOG, "looks at the sessions with the broker");
    private final Trouble looking = new Trouble(LOG, "looks at the devices behind the broker");
    private volatile boolean shared;
    private volatile boolean stopping;

    BrokerSlots(
            Vertx vertx,
            Database database,
            BrokerRepository repository,
            BrokerIntake intake,
            BrokerPresence presence,
            BrokerMeters meters,
            BrokerConfig config,
            DeviceConfig device,
            LiveSessions live,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.intake = intake;
        this.presence = presence;
        this.meters = meters;
        settings = BrokerSettings.of(config, device);
        instance = live.instance();
        registry.gauge("twinloop.device.broker.sessions", links, held -> up().size());
        registry.gauge("twinloop.device.broker.missing", links, held -> held.size() - up().size());
    }

    /** A configuration that contradicts itself, or leaves sessions with the broker to nobody, ends the start here. */
    void check(@Observes StartupEvent started) {
        if (settings.on()) {
            settings.servesAll(repository.known(settings.config().group()));
            LOG.infof(
                    "broker mode: group %s, %d sessions, %s",
                    settings.config().group(),
                    settings.config().slots(),
                    settings.config().urls().orElseThrow());
        }
    }

    void open(@Observes ServiceOpens opens) {
        if (settings.on()) {
            again(sharing, this::share, 1);
            again(looking, () -> presence.look(intake), 1);
        }
    }

    /** Nobody waits for the rows: another instance takes the sessions when their lease is over. */
    void close(@Observes ShutdownEvent stopped) {
        stopping = true;
        if (settings.on() && shared) {
            List<Integer> held = List.copyOf(links.keySet());
            links.values().forEach(BrokerLink::close);
            links.clear();
            database.apart(
                            Scope.SYSTEM,
                            () -> repository.release(instance, held).chain(() -> repository.leave(instance)))
                    .subscribe()
                    .with(
                            left -> LOG.debugf("left %d sessions with the broker", held.size()),
                            failed -> LOG.debugf("sessions with the broker were left: %s", failed.getMessage()));
        }
    }

    @Override
    public HealthCheckResponse call() {
        boolean ready = !settings.on() || shared && links.values().stream().allMatch(BrokerLink::isUp);
        return HealthCheckResponse.named("broker")
                .status(ready)
                .withData("mode", settings.on() ? "on" : "off")
                .withData("sessions", links.size())
                .withData("up", up().size())
                .build();
    }

    /** Connections that stand, in the order of their slots. */
    List<BrokerLink> up() {
        return links.values().stream()
                .filter(BrokerLink::isUp)
                .sorted(Comparator.comparingInt(BrokerLink::slot))
                .toList();
    }

    /** Two of these run beside each other: no slow look at devices keeps a lease from being renewed. */
    private void again(Trouble trouble, Supplier<Uni<Void>> pass, long afterMs) {
        vertx.setTimer(afterMs, timer -> {
            if (!stopping) {
                trouble.endure(Uni.createFrom().deferred(pass::get))
                        .subscribe()
                        .with(done -> again(
                                trouble, pass, settings.config().slotInterval().toMillis()));
            }
        });
    }

    private Uni<Void> share() {
        int slots = settings.config().slots();
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .beat(instance, settings.config().group(), slots)
                                .chain(() -> repository.renew(instance, slots))
                                .chain(mine -> repository
                                        .members(settings.config().slotLease())
                                        .chain(members -> fairly(mine, (slots + members - 1) / members))))
                .invoke(this::serve)
                .replaceWithVoid();
    }

    /** The slots to be served from now on: ours, and free ones, up to our share. What we have left becomes free. */
    private Uni<List<Integer>> fairly(List<Integer> mine, int share) {
        if (mine.size() >= share) {
            List<Integer> sorted = new ArrayList<>(mine);
            sorted.sort(Comparator.naturalOrder());
            List<Integer> left = sorted.subList(share, sorted.size()).stream()
                    .filter(slot -> !links.containsKey(slot))
                    .toList();
            return repository.release(instance, left).replaceWith(List.copyOf(sorted.subList(0, share)));
        }
        return repository
                .claim(
                        instance,
                        settings.config().slots(),
                        share - mine.size(),
                        settings.config().slotLease())
                .map(claimed -> {
                    List<Integer> all = new ArrayList<>(mine);
                    all.addAll(claimed);
                    return all;
                });
    }

    private void serve(List<Integer> slots) {
        for (BrokerLink link : List.copyOf(links.values())) {
            if (!slots.contains(link.slot())) {
                links.remove(link.slot());
                link.close().whenComplete((closed, failed) -> release(link.slot()));
            }
        }
        for (int slot : slots) {
            if (!stopping && !links.containsKey(slot)) {
                BrokerLink link = new BrokerLink(settings, slot, meters, intake::receive);
                links.put(slot, link);
                link.connect();
            }
        }
        shared = true;
    }

    /** Free for others only after we have left it. */
    private void release(int slot) {
        database.apart(Scope.SYSTEM, () -> repository.release(instance, List.of(slot)))
                .subscribe()
                .with(
                        rows -> LOG.debugf("session %d with the broker is for another instance", slot),
                        failed -> LOG.debugf("session %d becomes free with its lease: %s", slot, failed.getMessage()));
    }
}
