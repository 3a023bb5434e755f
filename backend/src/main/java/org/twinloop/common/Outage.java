package org.twinloop.common;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Whether the database is away, told once at the beginning and once at the end. It is back when something works and
 * nothing has failed for a moment, so that connections that break one by one, or a pool that overflows now and then,
 * are one outage.
 */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final long CALM_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile boolean away;
    private long sinceNanos;
    private long lastNanos;

    void failed(Throwable failed) {
        if (DatabaseFailure.isOverdue(failed)) {
            LOG.warnf("the database ended a statement that took too long: %s", failed.getMessage());
        } else if (DatabaseFailure.isUnavailable(failed) && begins()) {
            LOG.warnf("the database is away: %s", failed.getMessage());
        }
    }

    void worked() {
        if (away) {
            long lasted = ends();
            if (lasted >= 0) {
                LOG.infof(
                        "the database answers again after %d ms",
                        Duration.ofNanos(lasted).toMillis());
            }
        }
    }

    private synchronized boolean begins() {
        lastNanos = SystemTime.nanos();
        if (away) {
            return false;
        }
        away = true;
        sinceNanos = lastNanos;
        return true;
    }

    /** How long it lasted; negative while it is not over. */
    private synchronized long ends() {
        if (!away || SystemTime.nanos() - lastNanos < CALM_NANOS) {
            return -1;
        }
        away = false;
        return lastNanos - sinceNanos;
    }
}
