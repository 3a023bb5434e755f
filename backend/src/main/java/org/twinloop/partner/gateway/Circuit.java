package org.twinloop.partner.gateway;

import java.time.Duration;

/**
 * Leaves a gateway alone that failed several times in a row, so that its copies do not wait for its time-outs. Each
 * instance finds out by itself.
 *
 * <pre>
 * CLOSED ── failures-max in a row ──► OPEN ── parked-for ──► one try ── works ──► CLOSED
 *                                      ▲                        └── fails ──┐
 *                                      └────────────────────────────────────┘
 * </pre>
 */
final class Circuit {

    private final int failuresMax;
    private final Duration parkedFor;
    private int failures;
    private long openUntilNanos;
    private boolean trying;

    Circuit(int failuresMax, Duration parkedFor) {
        this.failuresMax = failuresMax;
        this.parkedFor = parkedFor;
    }

    /** How long to leave it alone; zero when it may be called now. Whoever may call tells how it went. */
    synchronized Duration rest(long nanos) {
        if (failures < failuresMax) {
            return Duration.ZERO;
        }
        if (nanos - openUntilNanos < 0) {
            return Duration.ofNanos(openUntilNanos - nanos);
        }
        if (trying) {
            return parkedFor;
        }
        trying = true;
        return Duration.ZERO;
    }

    synchronized void worked() {
        failures = 0;
        trying = false;
    }

    /** Answers whether it is left alone from now on, which was not so before. */
    synchronized boolean failed(long nanos) {
        failures++;
        trying = false;
        if (failures < failuresMax) {
            return false;
        }
        openUntilNanos = nanos + parkedFor.toNanos();
        return failures == failuresMax;
    }
}
