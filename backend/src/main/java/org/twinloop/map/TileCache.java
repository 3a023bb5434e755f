package org.twinloop.map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;

/**
 * Tiles of this instance, kept for all who see the same, each for the life of its layer. Bounded in bytes: what was
 * asked for the longest ago goes first. Who misses a tile that is being read for another waits for the same reading. So
 * many tiles of those that everybody sees are read at once and no more: the database is there for others too.
 */
@ApplicationScoped
class TileCache {

    /** What an entry takes besides its bytes, about. */
    private static final int OVERHEAD_BYTES = 300;

    private final Clock clock;
    private final long bytesMax;
    private final int publicReadingsMax;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, Uni<Kept>> readings = new HashMap<>();
    private long bytes;

    @Inject
    TileCache(Clock clock, TileConfig config) {
        this(clock, config.cacheBytesMax(), config.publicReadingsMax());
    }

    TileCache(Clock clock, long bytesMax, int publicReadingsMax) {
        this.clock = clock;
        this.bytesMax = bytesMax;
        this.publicReadingsMax = publicReadingsMax;
    }

    /**
     * Which tile, and for whom.
     *
     * @param network version of the network it is of; a newer one is another tile
     */
    record Key(TileLayer layer, Tile tile, Audience audience, Scope scope, long network) {}

    /**
     * A tile as it was read.
     *
     * @param content encoded; empty when nothing lies in the square
     */
    record Kept(byte[] content, String tag, Instant at) {

        private long size() {
            return content.length + OVERHEAD_BYTES;
        }

        /** How long ago it was read, seconds. */
        long ageS(Instant now) {
            return Math.max(0, Duration.between(at, now).toSeconds());
        }
    }

    /**
     * The tile that is kept, is being read, or else is read now.
     *
     * @param read begins a reading when it is subscribed to
     */
    Uni<Kept> get(Key key, Duration life, Supplier<Uni<byte[]>> read) {
        return Uni.createFrom()
                .deferred(() ->
                        find(key, life).map(one -> Uni.createFrom().item(one)).orElseGet(() -> reading(key, read)));
    }

    private synchronized Uni<Kept> reading(Key key, Supplier<Uni<byte[]>> read) {
        Uni<Kept> begun = readings.get(key);
        if (begun != null) {
            return begun;
        }
        if (key.audience() == Audience.CITIZEN && publicReadings() >= publicReadingsMax) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, publicReadingsMax + " tiles are being read for others; try again");
        }
        Uni<Kept> fresh = Uni.createFrom()
                .deferred(() -> read.get())
                .map(content -> keep(key, content))
                .onTermination()
                .invoke(() -> over(key))
                .memoize()
                .indefinitely();
        readings.put(key, fresh);
        return fresh;
    }

    private long publicReadings() {
        return readings.keySet().stream()
                .filter(key -> key.audience() == Audience.CITIZEN)
                .count();
    }

    private synchronized void over(Key key) {
        readings.remove(key);
    }

    /** The tile, where it is younger than its life. */
    synchronized Optional<Kept> find(Key key, Duration life) {
        Instant now = clock.instant();
        return Optional.ofNullable(kept.get(key))
                .filter(one -> !one.at().isAfter(now) && one.at().plus(life).isAfter(now));
    }

    /** Takes a tile that was read just now. */
    synchronized Kept keep(Key key, byte[] content) {
        Kept fresh = new Kept(content, tag(content), clock.instant());
        if (fresh.size() > bytesMax) {
            return fresh;
        }
        Kept before = kept.put(key, fresh);
        bytes += fresh.size() - (before == null ? 0 : before.size());
        Iterator<Kept> oldest = kept.values().iterator();
        while (bytes > bytesMax && oldest.hasNext()) {
            bytes -= oldest.next().size();
            oldest.remove();
        }
        return fresh;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int size() {
        return kept.size();
    }

    /** FNV-1a of 64 bits: tells two versions of one tile apart, proves nothing. */
    static String tag(byte[] content) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : content) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return '"' + HexFormat.of().toHexDigits(hash) + '"';
    }
}
