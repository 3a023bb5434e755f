package org.twinloop.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Room for what is not yet acknowledged, by whichever door it came. */
class DeliveriesTest {

    private static final int MESSAGE_BYTES = 512;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void what_a_broker_handed_over_takes_room_until_it_is_freed() {
        Deliveries deliveries = deliveries(10_000);
        deliveries.received(9_000);
        assertEquals(9_000 + MESSAGE_BYTES, taken());
        assertFalse(deliveries.reserve(1_000));
        assertEquals(9_000 + MESSAGE_BYTES, taken());
        deliveries.free(9_000);
        assertTrue(deliveries.reserve(1_000));
        assertEquals(1_000 + MESSAGE_BYTES, taken());
    }

    private double taken() {
        return meters.get("twinloop.device.unacknowledged.bytes").gauge().value();
    }

    private Deliveries deliveries(long bytesMax) {
        return deliveries(bytesMax, List.of(), meters);
    }

    /** Without a database. */
    static Deliveries deliveries(long bytesMax, List<UplinkHandler> handlers, MeterRegistry meters) {
        return new Deliveries(null, null, Clock.systemUTC(), handlers, config(bytesMax), meters);
    }

    static DeviceConfig config(long bytesMax) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(DeviceConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("twinloop.device.unacknowledged-bytes-max", String.valueOf(bytesMax)), "test", 100))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(DeviceConfig.class);
    }
}
