package org.twinloop.partner.gb32960.upward;

import java.time.Duration;
import java.util.Map;
import org.twinloop.partner.gb32960.wire.Edition;

/** The limits of a link, so small that a test meets them all. */
record QuickConfig(int window, int pageRows, Duration answerWithin, int repetitions, Duration lease)
        implements UpwardConfig {

    static final QuickConfig USUAL = new QuickConfig(8, 40, Duration.ofSeconds(60), 2, Duration.ofMillis(600));
    static final QuickConfig LONG_LEASE = new QuickConfig(8, 40, Duration.ofSeconds(60), 2, Duration.ofMinutes(10));

    /** A platform as a test wants it. */
    record Platform(int port, Edition edition, String code, String account, String password) implements Target {

        @Override
        public String host() {
            return "127.0.0.1";
        }
    }

    @Override
    public Map<String, Target> targets() {
        return Map.of();
    }

    @Override
    public Duration pollEvery() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration heartbeatEvery() {
        return Duration.ofMillis(700);
    }

    @Override
    public Duration realTimeWithin() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration reissueWithin() {
        return Duration.ofDays(7);
    }

    @Override
    public Duration reconnectMin() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration reconnectMax() {
        return Duration.ofMillis(200);
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration loginRest() {
        return Duration.ofMillis(400);
    }

    @Override
    public int refusedMax() {
        return 100;
    }

    @Override
    public Duration cursorEvery() {
        return Duration.ofMillis(100);
    }
}
