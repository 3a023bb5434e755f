package org.twinloop.common;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * What is told of work that is tried again and again: once that it fails, and once that it works again, however often
 * it is tried between. That the database is away is told once by {@link Database}, for all; here it is left out, so an
 * outage is two lines and not thousands.
 */
public final class Trouble {

    private final Logger log;
    private final String what;
    private volatile String told;
    private long sinceNanos;

    /** @param what the work, as the subject of a sentence in the plural */
    public Trouble(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Tells of a pass what is news, and hands on how it ended. */
    public <T> Uni<T> watch(Uni<T> pass) {
        return pass.invoke(this::over).onFailure().invoke(this::met);
    }

    /** Like {@link #watch}, for a caller that tries again in any case: a failed pass ends with nothing. */
    public <T> Uni<T> endure(Uni<T> pass) {
        return watch(pass).onFailure().recoverWithNull();
    }

    public void met(Throwable failed) {
        if (DatabaseFailure.isUnavailable(failed)) {
            return;
        }
        if (isNews(failed.toString())) {
            log.errorf(failed, "%s fail; trying again", what);
        }
    }

    /** Something outside does not do its part; there is no fault of ours to trace. */
    public void met(String problem) {
        if (isNews(problem)) {
            log.warnf("%s fail: %s; trying again", what, problem);
        }
    }

    public void over() {
        if (told != null) {
            tellOver();
        }
    }

    private synchronized boolean isNews(String failure) {
        if (failure.equals(told)) {
            return false;
        }
        if (told == null) {
            sinceNanos = SystemTime.nanos();
        }
        told = failure;
        return true;
    }

    private synchronized void tellOver() {
        if (told != null) {
            told = null;
            log.infof(
                    "%s work again after %d ms",
                    what, Duration.ofNanos(SystemTime.nanos() - sinceNanos).toMillis());
        }
    }
}
