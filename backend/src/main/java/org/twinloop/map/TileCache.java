package org.twinloop.map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.Scope;

/**
 * Tiles of this instance, kept for all who see the same, each for the life of its layer. Bounded in bytes: what was
 * asked for the longest ago goes first. Two who miss the same tile at once both read it; the later one is kept.
 */
@ApplicationScoped
class TileCache {

    /** What an entry takes besides its bytes, about. */
    private static final int OVERHEAD_BYTES = 300;

    private final Clock clock;
    private final long bytesMax;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    @Inject
    TileCache(Clock clock, TileConfig config) {
        this(clock, config.cacheBytesMax());
    }

    TileCache(Clock clock, long bytesMax) {
        this.clock = clock;
        this.bytesMax = bytesMax;
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
