package org.twinloop.network.traffic;

import java.time.Duration;
import java.util.Optional;

/** The configuration as it comes, without a service around it. */
record PlainTraffic(double changeMin, int plannedMax) implements TrafficConfig {

    PlainTraffic() {
        this(0.03, 2);
    }

    @Override
    public Duration period() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration refresh() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration halfLife() {
        return Duration.ofMinutes(10);
    }

    @Override
    public double profileWeight() {
        return 1;
    }

    @Override
    public double observationsMax() {
        return 10;
    }

    @Override
    public Duration observationAgeMax() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Duration observationAheadMax() {
        return Duration.ofMinutes(1);
    }

    @Override
    public double shareMin() {
        return 0.05;
    }

    @Override
    public double shareMax() {
        return 1.2;
    }

    @Override
    public double peakSlowdown() {
        return 1.9;
    }

    @Override
    public double daySlowdown() {
        return 1.3;
    }

    @Override
    public double nightSlowdown() {
        return 1.05;
    }

    @Override
    public Duration lesson() {
        return Duration.ofMinutes(15);
    }

    @Override
    public double defaultWeight() {
        return 30;
    }

    @Override
    public double learnedMax() {
        return 500;
    }

    @Override
    public Duration horizon() {
        return Duration.ofMinutes(45);
    }

    @Override
    public int plannedWaitingMax() {
        return 2;
    }

    @Override
    public int closuresMax() {
        return 500;
    }

    @Override
    public Duration closureAheadMax() {
        return Duration.ofDays(400);
    }

    @Override
    public Duration closureLastsMax() {
        return Duration.ofDays(1100);
    }

    @Override
    public double closureAreaMaxKm2() {
        return 60;
    }

    @Override
    public Optional<String> replayFile() {
        return Optional.empty();
    }
}
