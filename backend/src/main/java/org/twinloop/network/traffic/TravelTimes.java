package org.twinloop.network.traffic;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Trouble;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.Stretch;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.snap.Driven;
import org.twinloop.network.snap.Snapper;
import org.twinloop.network.store.CityRoads;

/**
 * How long roads take now: the port that takes in observed speeds, and the newest travel times made of them. Made on a
 * thread of its own, swapped whole; no reader ever waits for it.
 */
@ApplicationScoped
public class TravelTimes {

    private static final Logger LOG = Logger.getLogger(TravelTimes.class);

    private final TrafficConfig config;
    private final Clock clock;
    private final LiveRoads live;
    private final Lessons lessons;
    private final Trouble trouble = new Trouble(LOG, "new travel times");
    private final ScheduledExecutorService own;
    private final ExecutorService planning;
    private final HalfHours<CityRoads, ModeRoads> halfHours;

    TravelTimes(TrafficConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        live = new LiveRoads(config);
        lessons = new Lessons(config.lesson());
        own = Executors.newSingleThreadScheduledExecutor(work -> thread(work, "travel-times"));
        planning = Executors.newSingleThreadExecutor(work -> thread(work, "travel-times-to-come"));
        halfHours = new HalfHours<>(planning, config.plannedWaitingMax(), live::halfHour);
        long periodMs = Math.max(1, config.period().toMillis());
        own.scheduleWithFixedDelay(this::make, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    void stop(@Observes ShutdownEvent stopped) {
        own.shutdownNow();
        planning.shutdownNow();
    }

    /**
     * Takes in a speed that a car drove on a road. What is too old, in the future or of a road that is not there is
     * left out. Any thread may call; it never waits.
     *
     * @param edge number of the road in the network in use
     * @param forward from its first junction to its second
     * @param speedKmh 0 or more; below the floor of the configuration it counts as that
     * @param at when, city time
     * @return whether it was taken
     */
    public boolean observe(int edge, boolean forward, double speedKmh, Instant at) {
        Instant now = clock.instant();
        if (!(speedKmh >= 0)
                || at.isBefore(now.minus(config.observationAgeMax()))
                || at.isAfter(now.plus(config.observationAheadMax()))) {
            return false;
        }
        return live.observe(edge, forward, speedKmh, at, lessons);
    }

    /**
     * The road a car is driving on, by position and heading; nothing where two come into question that do not meet, as
     * an elevated road and the one beneath it.
     *
     * @param headingDeg from north, clockwise
     * @param withinM metres, the error of the position included
     */
    public Optional<Driven> road(GeoPoint position, double headingDeg, double withinM) {
        return live.road(position, headingDeg, withinM);
    }

    /**
     * Lays the fixes of a car on the roads in use, in the order of time; nothing while no network is loaded. Takes some
     * searches a fix, so not on an event loop.
     */
    public Optional<List<Stretch>> match(List<Fix> track) {
        return live.match(track);
    }

    /** Makes the first travel times of a network; takes some plain searches' time, so not on an event loop. */
    void lay(CityRoads base, Snapper snapper, ClosureBook book, WeekProfile profile) {
        live.lay(base, snapper, book, profile, clock.instant());
        LOG.infof("travel times take %d bytes", live.bytes());
    }

    /** Takes in changed closures or a changed profile; the travel times follow at once, on their own thread. */
    void change(ClosureBook book, WeekProfile profile) {
        live.change(book, profile);
        if (!own.isShutdown()) {
            own.execute(this::make);
        }
    }

    private void make() {
        try {
            live.make(clock.instant()).ifPresent(stamp -> LOG.debugf("travel times %d", stamp.version()));
            trouble.over();
        } catch (RuntimeException failed) {
            trouble.met(failed);
        }
    }

    Optional<Lessons.Lesson> lesson(Duration late) {
        return lessons.take(clock.instant(), late);
    }

    /** Whether a car may not be returned at a point then, and why. */
    public Optional<NoReturn> noReturn(GeoPoint point, Instant at) {
        return live.book().noReturn(point, at);
    }

    /** All times at which a car may not be returned at a point. */
    public List<NoReturn.Time> noReturnTimes(GeoPoint point) {
        return live.book().noReturnTimes(point);
    }

    /**
     * The roads as they are at a time: now, with what is observed, or later, as the profile expects it and with the
     * closures of that half hour, if that is there; else those of now. Who must not get these asks {@link #ready}.
     */
    public ModeRoads roads(CityRoads base, Mode mode, Instant at) {
        return live.roads(base, mode, at);
    }

    /**
     * The roads by car of a departure, made where they are not there, as those of the other modes with them. Blocks
     * some plain searches' time.
     */
    public ModeRoads prepare(CityRoads base, Instant at) {
        return live.prepare(base, at);
    }

    /**
     * The same without blocking; ends where it was asked. All who ask for one half hour wait for the same, and keep
     * what was made for them, whatever is dropped or closed meanwhile; fails as unavailable where
     * {@link TrafficConfig#plannedWaitingMax} others are asked for.
     */
    public Uni<ModeRoads> ready(CityRoads base, Instant at) {
        Optional<ModeRoads> there = live.ready(base, at);
        if (there.isPresent()) {
            return Uni.createFrom().item(there.get());
        }
        Context asking = Vertx.currentContext();
        Uni<ModeRoads> made = Uni.createFrom().completionStage(() -> halfHours.ask(base, at));
        return asking == null ? made : made.emitOn(go -> asking.runOnContext(ignored -> go.run()));
    }
}
