package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Room for frames under way: bounded over all connections, and whoever had to wait is told. */
class GbRoomTest {

    private static final int FRAME = 10_000 - GbRoom.FRAME_BYTES;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GbRoom room = room(40_000);
    private final AtomicInteger told = new AtomicInteger();
    private final Runnable then = told::incrementAndGet;

    @Test
    void who_finds_no_room_is_told_once_when_half_of_it_is_free() {
        for (int i = 0; i < 4; i++) {
            assertTrue(room.isThere(then));
            room.take(FRAME);
        }
        assertEquals(40_000, taken());
        assertFalse(room.isThere(then));
        assertFalse(room.isThere(then));
        room.free(FRAME);
        assertEquals(0, told.get());
        room.free(FRAME);
        assertEquals(1, told.get());
        room.free(FRAME);
        room.free(FRAME);
        assertEquals(1, told.get());
        assertEquals(0, taken());
    }

    @Test
    void who_has_gone_is_not_told() {
        room.take(40_000);
        assertFalse(room.isThere(then));
        room.forget(then);
        room.free(40_000);
        assertEquals(0, told.get());
    }

    private double taken() {
        return meters.get("twinloop.gb32960.under.way.bytes").gauge().value();
    }

    private GbRoom room(long bytesMax) {
        GbConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(GbConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("twinloop.partner.gb32960.under-way-bytes-max", String.valueOf(bytesMax)), "test", 100))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(GbConfig.class);
        return new GbRoom(config, new GbMeters(meters));
    }
}
