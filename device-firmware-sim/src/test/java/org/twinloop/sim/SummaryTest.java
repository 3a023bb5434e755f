package org.twinloop.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.terminal.Credentials;
import org.twinloop.sim.terminal.Exchange;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.SampleDevices;

class SummaryTest {
    private static final long MORNING_MS = Instant.parse("2026-11-23T00:30:00Z").toEpochMilli();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    /** Knows no secret. */
    private static final class Nobody implements Credentials {
        @Override
        public String secret(String deviceId) {
            return "";
        }

        @Override
        public Future<Void> renew(String deviceId, String refusedSecret) {
            return Future.failedFuture("nobody to ask");
        }
    }

    @Test
    void the_line_tells_the_city_in_less_than_150_characters() {
        Exchange exchange = new Exchange(vertx, "127.0.0.1", 9, new Nobody(), Dice.of(1, "network"), 0, () -> {});
        Timeline timeline = new Timeline(MORNING_MS);
        CityLife life = new CityLife(
                SampleDevices.plan(1, 312, 400),
                new CityLife.Habits(20, 0, 0, 0),
                timeline,
                exchange::line,
                (id, s) -> {});
        timeline.runUntil(MORNING_MS + 3_600_000);

        String line = new Summary(life, exchange, System.out).line(MORNING_MS + 3_600_000, 1);

        assertTrue(
                line.matches("Mon 09:30 \\| cars 0/312, \\d+ driving \\| piles 0/400, \\d+ charging"
                        + " \\| bikes \\d+ riding \\| rentals \\d+ \\| 0 msg/s, \\d+ unsent \\| orders 0"),
                line);
        assertTrue(line.length() < 150, line);
    }
}
