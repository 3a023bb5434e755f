package org.twinloop.partner.gb32960;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.partner.gb32960.LiveConnections.Held;
import org.twinloop.partner.gb32960.PlaceRepository.Place;

/**
 * Keeps the places of the terminals connected here and their rows in step: ends rows of logins that are over, writes
 * when terminals were heard, and closes connections that a newer login on another instance has followed.
 *
 * <p>Between that login and the next comparison both connections are open. What both report is one row by its identity,
 * so nothing is stored twice.
 */
@ApplicationScoped
class PlaceKeeper {

    private static final Logger LOG = Logger.getLogger(PlaceKeeper.class);

    private final Vertx vertx;
    private final Database database;
    private final PlaceRepository repository;
    private final LiveConnections live;
    private final GbConfig config;
    private final Clock clock;
    private final ConcurrentLinkedQueue<End> unwritten = new ConcurrentLinkedQueue<>();
    private final Trouble trouble = new Trouble(LOG, "comparisons of GB/T 32960 logins");
    private volatile boolean stopping;

    PlaceKeeper(
            Vertx vertx,
            Database database,
            PlaceRepository repository,
            LiveConnections live,
            GbConfig config,
            Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.live = live;
        this.config = config;
        this.clock = clock;
    }

    private record End(Place place, String reason) {}

    /** Where a connection keeps the place that its login has got. */
    static final class Berth {

        private final PlaceKeeper keeper;
        private final BooleanSupplier open;
        private final AtomicReference<Place> place = new AtomicReference<>();

        private Berth(PlaceKeeper keeper, BooleanSupplier open) {
            this.keeper = keeper;
            this.open = open;
        }

        /**
         * On any thread. A connection that has gone meanwhile ends its login at once; whichever of the two comes second
         * sees the other.
         *
         * @param got null when the login was refused
         */
        void got(Place got) {
            if (got != null) {
                place.set(got);
                if (!open.getAsBoolean()) {
                    leave("the connection ended before the login was answered");
                }
            }
        }

        /** Gives the place up, once. */
        void leave(String reason) {
            Place mine = place.getAndSet(null);
            if (mine != null) {
                keeper.live.leave(mine);
                keeper.ended(mine, reason);
            }
        }
    }

    /** @param open whether the connection is still there */
    Berth berth(BooleanSupplier open) {
        return new Berth(this, open);
    }

    void start() {
        if (!stopping) {
            vertx.setTimer(
                    Math.max(1, config.compareInterval().toMillis()),
                    timer -> trouble.endure(compare()).subscribe().with(done -> start()));
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /** A login is over. When its row cannot be ended now, the next comparison does it. */
    private void ended(Place place, String reason) {
        End end = new End(place, reason);
        write(end).subscribe().with(rows -> {}, failed -> unwritten.add(end));
    }

    private Uni<Integer> write(End end) {
        return database.apart(Scope.SYSTEM, () -> repository.end(end.place(), end.reason(), clock.instant()));
    }

    /** One comparison of the places held here with their rows. */
    Uni<Void> compare() {
        List<Held> held = live.held();
        Uni<Void> compared = held.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.apart(
                                Scope.SYSTEM,
                                () -> heard(held).chain(() -> repository.overtaken(places(held), live.instance())))
                        .invoke(gone -> close(held, Set.copyOf(gone)))
                        .replaceWithVoid();
        return compared.chain(this::endUnwritten);
    }

    private Uni<Void> heard(List<Held> held) {
        long now = SystemTime.nanos();
        long every = PlaceRepository.heardEvery(config).toNanos();
        List<Held> news = held.stream().filter(one -> one.isNews(every)).toList();
        if (news.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Double[] ago = news.stream()
                .map(one -> Math.max(0, now - one.connection().heardNanos()) / 1e9)
                .toArray(Double[]::new);
        List<Long> heardAt =
                news.stream().map(one -> one.connection().heardNanos()).toList();
        return repository
                .heard(places(news), ago)
                .invoke(rows -> {
                    for (int i = 0; i < news.size(); i++) {
                        news.get(i).told(heardAt.get(i));
                    }
                })
                .replaceWithVoid();
    }

    private static List<Place> places(List<Held> held) {
        return held.stream().map(Held::place).collect(Collectors.toList());
    }

    private void close(List<Held> held, Set<Place> gone) {
        held.stream()
                .filter(one -> gone.contains(one.place()))
                .forEach(one -> live.overtaken(one, "a newer login of the terminal on another instance took over"));
    }

    private Uni<Void> endUnwritten() {
        End end = unwritten.peek();
        return end == null
                ? Uni.createFrom().voidItem()
                : write(end).invoke(rows -> unwritten.remove(end)).chain(this::endUnwritten);
    }
}
