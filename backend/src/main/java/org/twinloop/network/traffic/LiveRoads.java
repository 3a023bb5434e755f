package org.twinloop.network.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.SystemTime;
import org.twinloop.network.match.Fix;
import org.twinloop.network.match.MatchRules;
import org.twinloop.network.match.Stretch;
import org.twinloop.network.match.TrackMatcher;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.MetricStamp;
import org.twinloop.network.road.ModeGraph;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.snap.Driven;
import org.twinloop.network.snap.Snapper;
import org.twinloop.network.store.CityRoads;

/**
 * The newest travel times of the network in use and what they are made of. Readers take one immutable {@link Picture}
 * whole; whoever makes a new one holds the lock of this object and must not be an event loop.
 *
 * <p>Versions are milliseconds of the machine's clock, or one more than the last where that is later: they grow, also
 * from one start to the next and, as far as clocks agree, from one instance to the other.
 */
final class LiveRoads {

    private static final int LOOKS = 2;
    /** Each has arrays as long as the network has roads; more are made where more are asked for at once. */
    private static final int IDLE_MATCHERS_MAX = 4;

    private final TrafficConfig config;
    private volatile Ground ground;
    private volatile Picture current;
    /** The one of the network before, for those who are still at it. */
    private volatile Picture former;

    private volatile ClosureBook book = ClosureBook.NONE;
    private volatile WeekProfile profile;
    private final AtomicLong lastVersion = new AtomicLong();
    /** Who makes a half hour; those who make the travel times of now never wait for it. */
    private final Object planning = new Object();

    LiveRoads(TrafficConfig config) {
        this.config = config;
        profile = WeekProfile.of(standard(config), List.of());
    }

    static WeekProfile.Standard standard(TrafficConfig config) {
        return new WeekProfile.Standard(
                config.peakSlowdown(), config.daySlowdown(), config.nightSlowdown(), config.defaultWeight());
    }

    /** What does not change with traffic. */
    private record Ground(CityRoads base, Snapper snapper, Observations observed, Queue<TrackMatcher> idleMatchers) {}

    /**
     * Travel times as one version has them.
     *
     * @param book the closures they were made with
     * @param millis along each arc, to compare the next ones with
     * @param planned by the beginning of their half hour; guarded by itself
     */
    private record Picture(
            CityRoads base,
            ClosureBook book,
            WeekProfile profile,
            Instant asOf,
            Map<Mode, ModeRoads> modes,
            Map<Mode, int[]> millis,
            Map<Instant, Map<Mode, ModeRoads>> planned) {}

    synchronized void lay(CityRoads base, Snapper snapper, ClosureBook newBook, WeekProfile newProfile, Instant now) {
        boolean same = ground != null && ground.base == base;
        Observations observed = same
                ? ground.observed
                : new Observations(base.table().size(), config.halfLife(), config.observationsMax());
        book = newBook;
        profile = newProfile;
        ground = new Ground(base, snapper, observed, new ArrayBlockingQueue<>(IDLE_MATCHERS_MAX));
        former = same ? null : current;
        make(now);
    }

    void change(ClosureBook newBook, WeekProfile newProfile) {
        book = newBook;
        profile = newProfile;
    }

    ClosureBook book() {
        return book;
    }

    boolean observe(int edge, boolean forward, double speedKmh, Instant at, Lessons lessons) {
        Ground on = ground;
        int row = on == null ? -1 : on.base.table().row(edge);
        if (row < 0) {
            return false;
        }
        RoadTable roads = on.base.table();
        double share = speedKmh / roads.speedKmh(row, forward);
        double believed = Math.max(config.shareMin(), Math.min(config.shareMax(), share));
        on.observed.add(forward ? 2 * row : 2 * row + 1, believed, at);
        lessons.add(roads.roadClass(row), believed, at);
        return true;
    }

    /** One matcher for each thread that matches at the same time; some are kept. */
    Optional<List<Stretch>> match(List<Fix> track) {
        Ground on = ground;
        if (on == null) {
            return Optional.empty();
        }
        TrackMatcher idle = on.idleMatchers.poll();
        TrackMatcher matcher =
                idle == null ? new TrackMatcher(on.base.in(Mode.CAR).graph(), on.snapper, MatchRules.CITY) : idle;
        List<Stretch> found = matcher.match(track);
        on.idleMatchers.offer(matcher);
        return Optional.of(found);
    }

    Optional<Driven> road(GeoPoint position, double headingDeg, double withinM) {
        Ground on = ground;
        return on == null
                ? Optional.empty()
                : on.snapper.driven(position, headingDeg, withinM, new Driven.Roads() {
                    @Override
                    public boolean isOpen(int row, boolean forward) {
                        return on.base.table().isOpen(row, Mode.CAR, forward);
                    }

                    @Override
                    public boolean meet(int row, int other) {
                        RoadTable roads = on.base.table();
                        return roads.from(row) == roads.from(other)
                                || roads.from(row) == roads.to(other)
                                || roads.to(row) == roads.from(other)
                                || roads.to(row) == roads.to(other);
                    }
                });
    }

    /** Makes the travel times of now, if they differ noticeably from those in use. */
    synchronized Optional<MetricStamp> make(Instant now) {
        Ground on = ground;
        if (on == null) {
            return Optional.empty();
        }
        ClosureBook with = book;
        WeekProfile expected = profile;
        Picture before = current != null && current.base == on.base ? current : null;
        if (before != null) {
            former = null;
        }
        Observations observed = on.observed.copy();
        Map<Mode, int[]> millis = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            ModeGraph graph = on.base.in(mode).graph();
            BitSet closed = with.closed(on.base.table(), mode, now, now);
            millis.put(
                    mode,
                    mode == Mode.CAR
                            ? RoadTimes.live(graph, closed, expected, observed, config.profileWeight(), now)
                            : RoadTimes.plain(graph, closed));
        }
        boolean sameInputs = before != null && before.book == with && before.profile == expected;
        if (sameInputs && !isOld(before, now) && !differs(before, millis)) {
            return Optional.empty();
        }
        MetricStamp stamp = new MetricStamp(nextVersion(), now);
        Map<Mode, ModeRoads> modes = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            modes.put(mode, under(on.base.in(mode), before, millis.get(mode), stamp));
        }
        current =
                new Picture(on.base, with, expected, now, modes, millis, sameInputs ? before.planned : plannedRoads());
        return Optional.of(stamp);
    }

    /** Searches by car are many, so their roads are made perfect; what has not changed for others is kept. */
    private static ModeRoads under(ModeRoads base, Picture before, int[] millis, MetricStamp stamp) {
        Mode mode = base.graph().mode();
        if (mode == Mode.CAR) {
            return base.under(millis, stamp).perfect();
        }
        boolean kept = before != null && !RoadTimes.differ(before.millis.get(mode), millis, 0);
        return kept ? before.modes.get(mode) : base.under(millis, stamp);
    }

    /** Long before a departure of now would count as far, or after the clock was set back. */
    private boolean isOld(Picture picture, Instant now) {
        Duration age = Duration.between(picture.asOf, now);
        return age.isNegative() || age.compareTo(config.horizon().dividedBy(2)) > 0;
    }

    private boolean differs(Picture before, Map<Mode, int[]> millis) {
        return millis.entrySet().stream()
                .anyMatch(mode ->
                        RoadTimes.differ(before.millis.get(mode.getKey()), mode.getValue(), config.changeMin()));
    }

    private Map<Instant, Map<Mode, ModeRoads>> plannedRoads() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Instant, Map<Mode, ModeRoads>> eldest) {
                return size() > config.plannedMax();
            }
        };
    }

    private long nextVersion() {
        return lastVersion.updateAndGet(last -> Math.max(last + 1, SystemTime.millis()));
    }

    /** What is known of a network, the one before included; null where that is nothing. */
    private Picture picture(CityRoads base) {
        Picture now = current;
        Picture before = former;
        Picture picture = now == null || now.base == base || before == null ? now : before;
        return picture == null || picture.base != base ? null : picture;
    }

    ModeRoads roads(CityRoads base, Mode mode, Instant at) {
        Picture picture = picture(base);
        if (picture == null) {
            return base.in(mode);
        }
        ModeRoads planned = isFar(picture, at) ? planned(picture, mode, at) : null;
        return planned == null ? picture.modes.get(mode) : planned;
    }

    /** Whether a time is answered by its half hour; those of one half hour need not be alike. */
    private boolean isFar(Picture picture, Instant at) {
        return at.isAfter(picture.asOf.plus(config.horizon())) || at.isBefore(picture.asOf.minus(config.horizon()));
    }

    private static ModeRoads planned(Picture picture, Mode mode, Instant at) {
        synchronized (picture.planned) {
            return picture.planned
                    .getOrDefault(WeekProfile.slotStart(at), Map.of())
                    .get(mode);
        }
    }

    /** The roads by car at a time; nothing where its half hour has to be made first. */
    Optional<ModeRoads> ready(CityRoads base, Instant at) {
        Picture picture = picture(base);
        if (picture == null || !isFar(picture, at)) {
            return Optional.of(picture == null ? base.in(Mode.CAR) : picture.modes.get(Mode.CAR));
        }
        return Optional.ofNullable(planned(picture, Mode.CAR, at));
    }

    ModeRoads prepare(CityRoads base, Instant at) {
        return ready(base, at).orElseGet(() -> halfHour(base, at));
    }

    /**
     * The roads by car in the half hour of a time, however near that is, made unless they are there, as those of the
     * other modes with them; once more where closures changed meanwhile. Who keeps them is not concerned by how many
     * are kept ready.
     */
    ModeRoads halfHour(CityRoads base, Instant at) {
        synchronized (planning) {
            ModeRoads made = base.in(Mode.CAR);
            Picture with = null;
            for (int look = 0; look < LOOKS; look++) {
                Picture picture = picture(base);
                if (picture == null || with != null && with.planned == picture.planned) {
                    return made;
                }
                ModeRoads there = planned(picture, Mode.CAR, at);
                made = there == null ? made(picture, at) : there;
                with = picture;
            }
            return made;
        }
    }

    private ModeRoads made(Picture picture, Instant at) {
        Instant begin = WeekProfile.slotStart(at);
        Instant end = WeekProfile.slotEnd(at).minusMillis(1);
        MetricStamp stamp = new MetricStamp(nextVersion(), begin);
        Map<Mode, ModeRoads> modes = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            ModeRoads roads = picture.base.in(mode);
            BitSet closed = picture.book.closed(picture.base.table(), mode, begin, end);
            modes.put(
                    mode,
                    mode == Mode.CAR
                            ? roads.under(
                                    RoadTimes.planned(roads.graph(), closed, picture.profile, WeekProfile.slot(at)),
                                    stamp)
                            : under(roads, picture, RoadTimes.plain(roads.graph(), closed), stamp));
        }
        synchronized (picture.planned) {
            picture.planned.put(begin, modes);
        }
        return modes.get(Mode.CAR);
    }

    long bytes() {
        Picture picture = current;
        Ground on = ground;
        if (picture == null || on == null) {
            return 0;
        }
        long millis =
                picture.millis.values().stream().mapToLong(of -> 4L * of.length).sum();
        long modes = picture.modes.values().stream().mapToLong(ModeRoads::bytes).sum();
        return millis + modes + on.observed.bytes();
    }
}
