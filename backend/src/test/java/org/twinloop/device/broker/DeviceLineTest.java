package org.twinloop.device.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.Uplink;

/** Spans of the broker mode are real, whatever the city's clock says and however fast it runs. */
class DeviceLineTest {

    private static final Instant CITY = Instant.parse("2026-10-27T01:00:00Z");
    private static final Instant REAL = Instant.parse("2031-01-01T00:00:00Z");

    @Test
    void what_was_heard_is_news_and_silence_is_counted_in_real_time() {
        DeviceLine line = new DeviceLine("SHA-001");
        line.known(new BrokerRepository.Standing(new Uplink.Sender("SHA-001", DeviceKind.TERMINAL, null, null), false));
        hear(line, 0);
        assertTrue(line.isNews(REAL.minusSeconds(30)));
        line.written(line.heard());
        hear(line, 10);
        assertFalse(line.isNews(REAL.minusSeconds(20)));
        assertTrue(line.isNews(REAL.plusSeconds(1)));
        assertFalse(line.isIdleSince(REAL.plusSeconds(10)));
        assertTrue(line.isIdleSince(REAL.plusSeconds(11)));
    }

    /** Sixty city seconds a real one. */
    private static void hear(DeviceLine line, int second) {
        line.add(
                ArrivalTest.arrival(1), new DeviceLine.Heard(CITY.plusSeconds(60L * second), REAL.plusSeconds(second)));
        assertNotNull(line.poll());
    }
}
