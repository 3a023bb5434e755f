package org.twinloop.network.traffic;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.network.snap.Snapper;
import org.twinloop.network.store.CityRoads;
import org.twinloop.network.traffic.TrafficRepository.Standing;

/**
 * Looks for closures and profiles that another instance, or this one, has changed, and writes down what the profile is
 * to learn.
 */
@ApplicationScoped
public class TrafficWatch {

    private static final Logger LOG = Logger.getLogger(TrafficWatch.class);

    /** Reports arrive after what they tell of. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private final Database database;
    private final TrafficRepository repository;
    private final TravelTimes times;
    private final TrafficConfig config;
    private final Clock clock;
    private final Trouble trouble = new Trouble(LOG, "looks for changed closures");
    private volatile Seen seen;

    TrafficWatch(
            Database database, TrafficRepository repository, TravelTimes times, TrafficConfig config, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.times = times;
        this.config = config;
        this.clock = clock;
    }

    /** What was read last, over which build of the network. */
    private record Seen(int build, Standing standing, ClosureBook book, WeekProfile profile) {}

    /**
     * Brings a network into use, with its closures from the first answer on. On a worker, since it takes some plain
     * searches' time.
     */
    public Uni<Void> lay(CityRoads base, Snapper snapper, int build) {
        return database.apart(Scope.SYSTEM, () -> repository.standing().chain(standing -> read(build, standing)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(read -> bring(base, snapper, read))
                .replaceWithVoid();
    }

    private synchronized void bring(CityRoads base, Snapper snapper, Seen read) {
        times.lay(base, snapper, read.book, read.profile);
        seen = read;
    }

    private Uni<Seen> read(int build, Standing standing) {
        return repository
                .book(standing.closures(), build, clock.instant())
                .chain(book -> repository
                        .learned()
                        .map(learned ->
                                new Seen(build, standing, book, WeekProfile.of(LiveRoads.standard(config), learned))));
    }

    @Scheduled(every = "${twinloop.traffic.refresh:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        Seen before = seen;
        if (before == null) {
            return Uni.createFrom().voidItem();
        }
        return trouble.endure(learn().chain(() -> database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .standing()
                                .chain(standing -> standing.equals(before.standing)
                                        ? Uni.createFrom().nullItem()
                                        : read(before.build, standing)))))
                .onItem()
                .ifNotNull()
                .invoke(read -> take(before, read))
                .replaceWithVoid();
    }

    /** Unless a network came into use meanwhile, with its own. */
    private synchronized void take(Seen before, Seen read) {
        if (seen == before) {
            seen = read;
            times.change(read.book, read.profile);
        }
    }

    private Uni<Void> learn() {
        Optional<Lessons.Lesson> lesson = times.lesson(LATE);
        return lesson.isEmpty()
                ? Uni.createFrom().voidItem()
                : database.apart(Scope.SYSTEM, () -> repository.learn(lesson.get(), config.learnedMax()));
    }
}
