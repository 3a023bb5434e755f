package org.twinloop.telematics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.contract.Project;

/** What the reader of usual payloads reads, the general one reads the same; at anything else it gives up. */
class TwoReadersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CBORMapper CBOR = new CBORMapper();
    private static final String[] FIELDS = {
        "ts",
        "seq",
        "boot",
        "lon",
        "lat",
        "accM",
        "kmh",
        "headingDeg",
        "odoM",
        "socPercent",
        "doors",
        "locked",
        "plugged",
        "charging",
        "cmd"
    };
    private static final String[] STRANGE = {
        "null",
        "-0",
        "-0.0",
        "0",
        "01",
        "1.",
        ".5",
        "1e2",
        "1E-1",
        "-1",
        "9007199254740991",
        "9007199254740992",
        "4294967295",
        "4294967296",
        "10000000000",
        "10000000001",
        "99999999999999999999",
        "180",
        "180.0000000000001",
        "-180",
        "90.00000000000001",
        "0.1000000000000000055",
        "123456789012345.6",
        "true",
        "false",
        "truey",
        "\"OPEN\"",
        "\"CLOSED\"",
        "\"OPEN\\u0000\"",
        "\"0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00\"",
        "\"1-1-1-1-1\"",
        "\"0191F3A2-7C4E-7B1A-9D2F-3B6C5A4E1F0G\"",
        "{}",
        "[]",
        "\"\"",
        "nul",
        "NaN",
        "+1",
        "1 2",
        "300",
        "300.0001"
    };

    @ParameterizedTest
    @ValueSource(strings = {"report-driving", "report-no-fix", "report-after-unlock", "report-batch"})
    void what_terminals_send_is_read_without_the_general_codec(String name) throws IOException {
        for (String ending : List.of(".json", ".cbor")) {
            byte[] payload = Files.readAllBytes(Project.spec("frames/" + name + ending));
            assertNotNull(ReportCodec.usual(payload), name + ending);
            assertAgreed(payload);
        }
    }

    @Test
    void an_unknown_field_is_left_to_the_general_codec_which_keeps_it() {
        byte[] payload = Project.text(Project.spec("frames/report-driving.json"))
                .replace("}", ",\"tyre\":240}")
                .getBytes(UTF_8);
        assertNull(ReportCodec.usual(payload));
        assertEquals(
                "{\"tyre\":240}", ReportCodec.decode(payload).reports().get(0).extra());
    }

    @Test
    void json_of_all_kinds_reads_the_same_with_both() {
        Random random = seeded(20_261_127);
        int usual = 0;
        for (int round = 0; round < 40_000; round++) {
            byte[] payload = payload(random).getBytes(UTF_8);
            usual += assertAgreed(random.nextInt(3) == 0 ? damaged(payload, random) : payload);
        }
        System.out.println(usual + " of 40000 were usual");
        assertTrue(usual > 4_000, () -> "too few payloads met the reader under test");
    }

    @Test
    void cbor_of_all_kinds_reads_the_same_with_both() throws IOException {
        Random random = seeded(8_949_127);
        int usual = 0;
        for (int round = 0; round < 40_000; round++) {
            byte[] payload = CBOR.writeValueAsBytes(JSON.readTree(sound(random)));
            usual += assertAgreed(random.nextInt(2) == 0 ? damaged(payload, random) : payload);
        }
        System.out.println(usual + " of 40000 were usual");
        assertTrue(usual > 4_000, () -> "too few payloads met the reader under test");
    }

    private static Random seeded(long seed) {
        System.out.println("seed " + seed);
        return new Random(seed);
    }

    /** Answers 1 when the payload was a usual one. */
    private static int assertAgreed(byte[] payload) {
        List<VehicleReport> usual = ReportCodec.usual(payload);
        if (usual == null) {
            return 0;
        }
        ReportCodec.Decoded general = ReportCodec.general(payload);
        assertEquals(List.of(), general.faults(), () -> new String(payload, UTF_8));
        assertEquals(general.reports(), usual, () -> new String(payload, UTF_8));
        return 1;
    }

    private static byte[] damaged(byte[] payload, Random random) {
        byte[] changed =
                Arrays.copyOf(payload, random.nextInt(4) == 0 ? random.nextInt(payload.length) : payload.length);
        for (int i = random.nextInt(3); i > 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private static String payload(Random random) {
        if (random.nextInt(3) > 0) {
            return report(random, random.nextInt(2) == 0);
        }
        StringBuilder batch = new StringBuilder("[");
        for (int i = random.nextInt(4); i >= 0; i--) {
            batch.append(report(random, random.nextInt(4) == 0)).append(space(random));
            batch.append(i == 0 ? "" : ",").append(space(random));
        }
        return batch.append(']').append(space(random)).toString();
    }

    private static String sound(Random random) {
        return random.nextInt(3) > 0
                ? report(random, false)
                : "[" + report(random, false) + "," + report(random, false) + "]";
    }

    /** @param strange whether up to two fields have a value, a name or a place that terminals do not send */
    private static String report(Random random, boolean strange) {
        String[] values = new String[FIELDS.length];
        for (int field = 0; field < FIELDS.length; field++) {
            values[field] = value(field, random);
        }
        for (int i = strange ? random.nextInt(3) : 0; i > 0; i--) {
            values[random.nextInt(FIELDS.length)] = STRANGE[random.nextInt(STRANGE.length)];
        }
        StringBuilder json = new StringBuilder("{");
        int from = random.nextInt(FIELDS.length);
        for (int i = 0; i < FIELDS.length; i++) {
            int field = (from + i) % FIELDS.length;
            boolean optional = field == 5 || field == 7 || field == 14;
            if (optional && random.nextInt(3) == 0 || strange && random.nextInt(100) == 0) {
                continue;
            }
            json.append(json.length() == 1 ? "" : ",").append(space(random));
            json.append('"')
                    .append(FIELDS[field])
                    .append('"')
                    .append(space(random))
                    .append(':');
            json.append(space(random)).append(values[field]).append(space(random));
        }
        if (strange && random.nextInt(10) == 0) {
            json.append(",\"").append(FIELDS[random.nextInt(FIELDS.length)]).append("\":1");
        }
        return json.append('}').toString();
    }

    private static String value(int field, Random random) {
        return switch (field) {
            case 0 -> Long.toString(1_795_411_800_000L + random.nextInt());
            case 1, 2 -> Integer.toString(random.nextInt(1 << random.nextInt(31)));
            case 3 -> decimal(random, 180);
            case 4 -> decimal(random, 90);
            case 5, 7 -> random.nextInt(5) == 0 ? "null" : Integer.toString(random.nextInt(360));
            case 6 -> Double.toString(random.nextInt(3_000) / 10.0);
            case 8 -> Long.toString(random.nextInt(1 << 30) * 9L);
            case 9 -> Double.toString(random.nextInt(1_000) / 10.0);
            case 10 -> random.nextBoolean() ? "\"OPEN\"" : "\"CLOSED\"";
            case 14 ->
                random.nextInt(3) > 0 ? "null" : "\"" + new java.util.UUID(random.nextLong(), random.nextLong()) + "\"";
            default -> Boolean.toString(random.nextBoolean());
        };
    }

    private static String decimal(Random random, int limit) {
        double value = (random.nextDouble() * 2 - 1) * limit;
        return java.math.BigDecimal.valueOf(value)
                .setScale(random.nextInt(16), java.math.RoundingMode.DOWN)
                .toPlainString();
    }

    private static String space(Random random) {
        return random.nextInt(12) > 0 ? "" : new String[] {" ", "\n", "\t", "\r\n  "}[random.nextInt(4)];
    }
}
