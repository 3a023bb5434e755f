package org.twinloop.common;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The city's time. In production the system clock in UTC; in demo mode a scaled clock that the simulator shares:
 * {@code city = city origin + (real - real origin) × speed}. Demo and tests may set it aside for a while with
 * {@link #pretend}, which is how last month is lived through before the service opens.
 */
@Startup
@ApplicationScoped
public class CityClock {

    private final Instant realOrigin;
    private final Instant cityOrigin;
    private final double speed;
    private volatile Instant pretended;

    CityClock(
            @ConfigProperty(name = "twinloop.clock.real-origin") Optional<Instant> realOrigin,
            @ConfigProperty(name = "twinloop.clock.city-origin") Optional<Instant> cityOrigin,
            @ConfigProperty(name = "twinloop.clock.speed", defaultValue = "1") double speed,
            @ConfigProperty(name = "twinloop.mode") String mode) {
        boolean scaled = speed != 1 || realOrigin.isPresent() || cityOrigin.isPresent();
        if (scaled && !mode.equals("demo")) {
            throw new IllegalArgumentException("twinloop.clock.* is set, but only demo mode may scale time; unset it");
        }
        if (!(speed >= 1 && speed <= 600)) {
            throw new IllegalArgumentException("twinloop.clock.speed is " + speed + "; allowed are 1…600");
        }
        this.realOrigin = realOrigin.orElseGet(SystemTime::now);
        this.cityOrigin = cityOrigin.orElse(this.realOrigin);
        this.speed = speed;
    }

    public Instant now() {
        Instant set = pretended;
        if (set != null) {
            return set;
        }
        long realNanos = Duration.between(realOrigin, SystemTime.now()).toNanos();
        return cityOrigin.plusNanos((long) (realNanos * speed));
    }

    /** Stops the clock at an instant, or lets it run again when empty. Demo seeding and tests only. */
    public void pretend(Optional<Instant> instant) {
        pretended = instant.orElse(null);
    }

    /** How many city seconds pass in a real second, 1…600. */
    public double speed() {
        return speed;
    }

    public Instant realOrigin() {
        return realOrigin;
    }

    public Instant cityOrigin() {
        return cityOrigin;
    }

    /** The real time that a span of city time takes. */
    public Duration real(Duration city) {
        return Duration.ofNanos((long) (city.toNanos() / speed));
    }

    @Produces
    @Singleton
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("days and hours of people: use CityTime.ZONE");
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }
}
