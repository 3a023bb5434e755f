package org.twinloop.partner;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.twinloop.common.CityClock;

/** When partners are asked again. Waits are city time, but never shorter than a rest in real time. */
@ApplicationScoped
class PartnerTiming {

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);
    private static final int DOUBLINGS_MAX = 10;

    private final PartnerConfig config;
    private final CityClock clock;

    PartnerTiming(PartnerConfig config, CityClock clock) {
        this.config = config;
        this.clock = clock;
    }

    Duration rest() {
        return config.rest();
    }

    int holdsMax() {
        return config.holdsMax();
    }

    /** Whoever takes a question keeps it for longer than a call can last. */
    Instant leaseUntil(Instant now) {
        return now.plus(
                city(config.answerTimeout().plus(config.connectTimeout()).multipliedBy(2)));
    }

    /** The next look, but the deadline itself when that comes first. */
    Instant lookAgain(Instant now, Instant deadline) {
        Instant next = now.plus(atLeastARest(config.askAgain()));
        return next.isAfter(deadline) ? deadline : next;
    }

    Instant afterFailure(Instant now, int failuresBefore) {
        Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(DOUBLINGS_MAX, failuresBefore));
        Duration limited = wait.compareTo(config.backoffMax()) > 0 ? config.backoffMax() : wait;
        return now.plus(atLeastARest(limited));
    }

    private Duration atLeastARest(Duration city) {
        Duration rest = city(config.rest());
        return city.compareTo(rest) < 0 ? rest : city;
    }

    private Duration city(Duration real) {
        return Duration.ofNanos((long) (real.toNanos() * clock.speed()));
    }
}
