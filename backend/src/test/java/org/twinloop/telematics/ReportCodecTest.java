package org.twinloop.telematics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.GeoPoint;
import org.twinloop.contract.Project;

class ReportCodecTest {

    private static final String DRIVING = frame("report-driving.json");

    @Test
    void a_report_under_way_is_read_field_by_field() {
        VehicleReport report = only(DRIVING);
        assertEquals(
                new VehicleReport(
                        Instant.ofEpochMilli(1795411800000L),
                        3,
                        17,
                        new GeoPoint(121.4691, 31.2321),
                        5.0,
                        35.2,
                        180.0,
                        1234567L,
                        78.5,
                        false,
                        true,
                        false,
                        false,
                        null,
                        null,
                        null),
                report);
    }

    @Test
    void a_report_without_a_fix_has_no_position() {
        VehicleReport report = only(frame("report-no-fix.json"));
        assertNull(report.position());
        assertNull(report.accuracyM());
    }

    @Test
    void a_report_names_the_command_it_carried_out() {
        VehicleReport report = only(frame("report-after-unlock.json"));
        assertEquals(UUID.fromString("0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00"), report.command());
        assertFalse(report.locked());
    }

    @Test
    void a_batch_keeps_its_order() {
        ReportCodec.Decoded decoded = decode(frame("report-batch.json"));
        assertEquals(
                List.of(20L, 21L),
                decoded.reports().stream().map(VehicleReport::seq).toList());
    }

    @Test
    void unknown_fields_are_kept_as_they_came() {
        String extra = only(DRIVING.replace(
                                "}",
                                ",\"tyre\\n\":{\"kPa\": [240, 2.50e2]},\"mark\":\"\\ud800 \\u0000\",\"n\":1e99999}")
                        .strip())
                .extra();
        assertEquals("{\"tyre\\n\":{\"kPa\": [240, 2.50e2]},\"mark\":\"\\ud800 \\u0000\",\"n\":1e99999}", extra);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ts\":1795411800000 | \"ts\":-1 | /ts: -1; send a whole number from 0",
                "\"ts\":1795411800000 | \"ts\":99999999999999999999 | /ts: 99999999999999999999; send a whole number",
                "\"ts\":1795411800000 | \"ts\":17.5 | /ts: 17.5; send a whole number",
                "\"ts\":1795411800000 | \"when\":1 | /ts: absent; every report has it",
                "\"boot\":3 | \"boot\":4294967296 | /boot: 4294967296; send a whole number from 0 to 4294967295",
                "\"lon\":121.4691 | \"lon\":181 | /lon: 181; send a number from -180 to 180",
                "\"lat\":31.2321 | \"lat\":null | /lat: null; send both lon and lat",
                "\"lat\":31.2321 | \"lat\":1e999 | /lat: 1e999; send a number from -90 to 90",
                "\"kmh\":35.2 | \"kmh\":300.1 | /kmh: 300.1; send a number from 0 to 300",
                "\"socPercent\":78.5 | \"socPercent\":100.5 | /socPercent: 100.5; send a number from 0 to 100",
                "\"odoM\":1234567 | \"odoM\":\"1\" | /odoM: 1; send a whole number",
                "\"doors\":\"CLOSED\" | \"doors\":\"AJAR\" | /doors: AJAR; send OPEN or CLOSED",
                "\"locked\":true | \"locked\":1 | /locked: 1; send true or false",
                "\"locked\":true | \"locked\":{\"a\":[1]} | /locked: {\"a\":[1]}; send true or false",
                "\"locked\":true | \"locked\":true,\"cmd\":\"x\" | /cmd: x; send the id of the command",
            })
    void a_wrong_field_is_told_by_field_value_and_fix(String right, String wrong, String told) {
        ReportCodec.Decoded decoded = decode(DRIVING.replace(right, wrong));
        assertTrue(decoded.reports().isEmpty());
        assertEquals(1, decoded.faults().size(), decoded.faults().toString());
        String fault = decoded.faults().get(0).toString();
        assertTrue(fault.startsWith(told), fault);
    }

    @Test
    void a_wrong_report_does_not_spoil_the_others_of_its_batch() {
        String batch = frame("report-batch.json").replaceFirst("\"socPercent\":78.5", "\"socPercent\":178.5");
        ReportCodec.Decoded decoded = decode(batch);
        assertEquals(
                List.of(21L), decoded.reports().stream().map(VehicleReport::seq).toList());
        assertEquals("/0/socPercent", decoded.faults().get(0).pointer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "17",
                "\"text\"",
                "[]",
                "[1]",
                "{",
                "{\"ts\":",
                "[{}",
                "{}{}",
                "\u0000",
                "{\"ts\":1,\"ts\":2}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void what_is_no_report_is_refused_and_said(String payload) {
        ReportCodec.Decoded decoded = decode(payload);
        assertTrue(decoded.reports().isEmpty());
        assertFalse(decoded.faults().isEmpty());
    }

    @Test
    void more_than_a_hundred_reports_are_too_many() {
        String report = DRIVING.strip();
        assertEquals(
                100,
                decode("[" + (report + ",").repeat(99) + report + "]").reports().size());
        ReportCodec.Decoded decoded = decode("[" + (report + ",").repeat(100) + report + "]");
        assertTrue(decoded.reports().isEmpty());
        assertEquals("more than 100 reports", decoded.faults().get(0).value());
    }

    @Test
    void bytes_changed_at_random_never_break_the_codec() {
        long seed = 20261123;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] sound = frame("report-batch.json").getBytes(UTF_8);
        for (int round = 0; round < 50_000; round++) {
            byte[] changed = Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            ReportCodec.Decoded decoded = ReportCodec.decode(changed);
            assertTrue(decoded.reports().size() + decoded.faults().size() > 0);
            decoded.reports().forEach(report -> assertTrue(report.socPercent() >= 0 && report.socPercent() <= 100));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"report-driving", "report-no-fix", "report-after-unlock", "report-batch"})
    void cbor_says_the_same_as_json(String name) throws IOException {
        ReportCodec.Decoded json = decode(frame(name + ".json"));
        assertEquals(json, ReportCodec.decode(cborFrame(name)));
        byte[] tagged = concat(hex("d9d9f7"), cborFrame(name));
        assertEquals(json, ReportCodec.decode(tagged), "a tag that says it is CBOR changes nothing");
    }

    @Test
    void what_cbor_says_beyond_the_contract_is_kept_as_json() throws IOException {
        byte[] driving = cborFrame("report-driving");
        driving[0] += 3;
        byte[] more = concat(driving, hex("64 74797265 a1 63 6b5061 82 18f0 fb 406f400000000000"));
        more = concat(more, hex("63 726177 43 0102ff"));
        more = concat(more, hex("63 6e616e f9 7e00"));
        ReportCodec.Decoded decoded = ReportCodec.decode(more);
        assertEquals(List.of(), decoded.faults());
        assertEquals(
                "{\"tyre\":{\"kPa\":[240,250.0]},\"raw\":\"AQL/\",\"nan\":\"NaN\"}",
                decoded.reports().get(0).extra());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | an empty array; send at least one report",
                "81 01 | /0: 1; each entry is an object",
                "a0 | /ts: absent; every report has it",
                "a1 62 7473 20 | /ts: -1; send a whole number from 0",
                "a1 63 6b6d68 fb 7ff8000000000000 | /kmh: \"NaN\"; send a number from 0 to 300",
                "a1 66 6c6f636b6564 41 01 | /locked: \"AQ==\"; send true or false",
                "a2 62 7473 01 62 7473 02 | not readable at byte",
                "bf 62 7473 | not readable at byte",
                "a1 62 74 | not readable at byte",
                "81 a0 a0 | more than one value; send several reports as an array",
                "9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f 9f | not readable at byte",
            })
    void wrong_cbor_is_told_by_field_value_and_fix(String payload, String told) {
        ReportCodec.Decoded decoded = ReportCodec.decode(hex(payload));
        assertTrue(decoded.reports().isEmpty());
        assertTrue(decoded.faults().toString().contains(told), decoded.faults().toString());
    }

    @Test
    void cbor_changed_at_random_never_breaks_the_codec() throws IOException {
        long seed = 8_949;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] sound = cborFrame("report-batch");
        for (int round = 0; round < 100_000; round++) {
            byte[] changed = Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            ReportCodec.Decoded decoded = ReportCodec.decode(changed);
            assertTrue(decoded.reports().size() + decoded.faults().size() > 0);
            decoded.reports().forEach(report -> assertTrue(report.socPercent() >= 0 && report.socPercent() <= 100));
        }
    }

    private static byte[] cborFrame(String name) throws IOException {
        return Files.readAllBytes(Project.spec("frames/" + name + ".cbor"));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static VehicleReport only(String payload) {
        ReportCodec.Decoded decoded = decode(payload);
        assertEquals(List.of(), decoded.faults());
        assertEquals(1, decoded.reports().size());
        return decoded.reports().get(0);
    }

    private static ReportCodec.Decoded decode(String payload) {
        return ReportCodec.decode(payload.getBytes(UTF_8));
    }

    private static String frame(String name) {
        return Project.text(Project.spec("frames/" + name));
    }
}
