package org.twinloop.device.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import org.junit.jupiter.api.Test;

/** A message from the broker: how much of it is held, and how long it rests when it fails. */
class ArrivalTest {

    private static final String TOPIC = "tl/v1/SHA-001/up/report";
    private static final int BYTES_MAX = 4000;

    @Test
    void a_payload_as_large_as_may_be_is_held_whole() {
        Arrival arrival = arrival(BYTES_MAX);
        assertNull(arrival.fault());
        assertArrayEquals(payload(BYTES_MAX), arrival.payload());
    }

    @Test
    void of_a_larger_payload_the_beginning_is_held_with_what_is_accepted() {
        Arrival arrival = arrival(BYTES_MAX + 1);
        assertEquals(
                "payload: 4001 bytes; at most twinloop.device.message-bytes-max, 4000, are accepted; "
                        + "its first 1024 are kept here",
                arrival.fault());
        assertArrayEquals(payload(1024), arrival.payload());
        assertEquals(BYTES_MAX + 1, arrival.bytes());
    }

    @Test
    void the_rest_after_a_failure_doubles_up_to_half_a_minute() {
        Arrival arrival = arrival(1);
        long[] rests = new long[10];
        for (int i = 0; i < rests.length; i++) {
            arrival.failed();
            rests[i] = arrival.restMs();
        }
        assertArrayEquals(new long[] {200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000}, rests);
    }

    static Arrival arrival(int bytes) {
        Mqtt5Publish publish = Mqtt5Publish.builder()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload(bytes))
                .build();
        return new Arrival(null, publish, TOPIC, "report", false, BYTES_MAX);
    }

    private static byte[] payload(int bytes) {
        byte[] payload = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            payload[i] = (byte) i;
        }
        return payload;
    }
}
