package org.twinloop.partner.gbfs;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.twinloop.common.CityClock;

/** When a file is read next: after its time to live, with jitter, and slower while it fails. */
@ApplicationScoped
class GbfsTiming {

    private static final int DOUBLINGS_MAX = 10;
    /** Reads are spread over this share of the wait, so that many systems do not fall into step. */
    private static final double JITTER = 0.1;

    private final GbfsConfig config;
    private final CityClock clock;

    GbfsTiming(GbfsConfig config, CityClock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The ttl counts from last_updated, but two reads are never closer than the floor. */
    Instant nextRead(FeedFile file, Instant now) {
        boolean without = file.ttl() == null || file.ttl().isZero();
        Duration ttl = without ? config.withoutTtl() : file.ttl();
        Instant from = without || file.publishedAt() == null ? now : file.publishedAt();
        Instant earliest = now.plus(floor());
        Instant wanted = from.plus(ttl);
        return jittered(now, wanted.isAfter(earliest) ? wanted : earliest);
    }

    Instant afterFailure(int failuresBefore, Instant now) {
        Duration wait = floor().multipliedBy(1L << Math.min(DOUBLINGS_MAX, failuresBefore));
        Duration most = longer(config.backoffMax(), floor());
        return jittered(now, now.plus(wait.compareTo(most) > 0 ? most : wait));
    }

    /** City time that passes in a span of real time. */
    Duration city(Duration real) {
        return Duration.ofNanos((long) (real.toNanos() * clock.speed()));
    }

    private Duration floor() {
        return longer(config.floor(), city(config.realFloor()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Instant jittered(Instant now, Instant due) {
        long wait = Math.max(0, Duration.between(now, due).toMillis());
        return due.plusMillis(
                (long) (wait * JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
