package org.twinloop.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CBORMapper CBOR = new CBORMapper();

    @Test
    void the_same_seed_says_the_same_in_json_and_in_cbor() throws IOException {
        Reports json = new Reports(new SplittableRandom(7), false);
        Reports cbor = new Reports(new SplittableRandom(7), true);
        for (int seq = 1; seq <= 1_000; seq++) {
            boolean fix = seq % 10 != 0;
            byte[] text = next(json, seq, fix);
            byte[] bytes = next(cbor, seq, fix);
            JsonNode said = JSON.readTree(text);
            JsonNode same = CBOR.readTree(bytes);
            said.properties().forEach(field -> assertSame(field.getValue(), same.get(field.getKey())));
            assertEquals(said.size(), same.size());
            assertEquals(fix, said.get("lon").isNumber() && said.get("lat").isNumber());
            assertTrue(text.length >= 180 && text.length <= 220, () -> text.length + " bytes");
            assertTrue(bytes.length < text.length);
        }
    }

    @Test
    void several_reports_are_an_array_with_sequences_one_after_the_other() throws IOException {
        for (int count : new int[] {2, 23, 24, 100}) {
            for (boolean inCbor : new boolean[] {false, true}) {
                Reports reports = new Reports(new SplittableRandom(7), inCbor);
                ByteBuffer to = ByteBuffer.allocate(Slot.bytesMax(count) - 200);
                reports.append(to, 1_795_411_800_000L, 3, 41, count, true);
                byte[] said = Arrays.copyOf(to.array(), to.position());
                JsonNode array = inCbor ? CBOR.readTree(said) : JSON.readTree(said);
                assertEquals(count, array.size());
                for (int i = 0; i < count; i++) {
                    assertEquals(41 + i, array.get(i).get("seq").asLong());
                }
            }
        }
    }

    private static void assertSame(JsonNode one, JsonNode other) {
        if (one.isNumber()) {
            assertEquals(one.asDouble(), other.asDouble());
        } else {
            assertEquals(one, other);
        }
    }

    private static byte[] next(Reports reports, int seq, boolean fix) {
        ByteBuffer to = ByteBuffer.allocate(512);
        reports.append(to, 1_795_411_800_000L + seq, 3, seq, fix);
        return Arrays.copyOf(to.array(), to.position());
    }
}
