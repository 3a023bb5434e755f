package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.partner.gb32960.wire.BeijingTime;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.FrameCutter;
import org.twinloop.partner.gb32960.wire.FrameWriter;
import org.twinloop.partner.gb32960.wire.InformationCodec;
import org.twinloop.partner.gb32960.wire.Reply;
import org.twinloop.partner.gb32960.wire.SessionCodec;

/** Frames of others, from the folder named by {@code -Dconformance.data}; skipped, saying so, where there is none. */
class Gb32960ConformanceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();
    private static final int FRAME_BYTES_MAX = 65_556;

    /** Two terminals whose own type begins with the data where the standard wants the length. */
    private static final Set<String> VENDORS_WITHOUT_LENGTH = Set.of("LSFD03202JC001627", "LZYTBGCW0J1044290");

    private Path folder;

    @BeforeEach
    void conformance_files_are_there() {
        String named = System.getProperty("conformance.data", "");
        assumeTrue(!named.isBlank(), "conformance.data is not set: third-party GB/T 32960 frames are not read");
        folder = Path.of(named);
    }

    @Test
    void frames_of_others_get_the_recorded_verdict() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("gb32960/frames.jsonl"));
        assertTrue(lines.size() >= 17, "only " + lines.size());
        for (String line : lines) {
            JsonNode recorded = JSON.readTree(line);
            Frame frame = cut(recorded.path("hex").asText());
            assertNotNull(frame, line);
            assertEquals(recorded.path("bccOk").asBoolean(), frame.isSound(), line);
            assertEquals(Integer.decode(recorded.path("cmd").asText()), frame.commandCode(), line);
            assertEquals(Integer.decode(recorded.path("ack").asText()), frame.replyCode(), line);
            assertEquals(recorded.path("vin").asText(), frame.id(), line);
            assertEquals(recorded.path("enc").asInt(), frame.encryptionCode(), line);
            assertEquals(recorded.path("dataLen").asInt(), frame.unitBytes(), line);
            assertEquals(recorded.path("total").asInt(), frame.length(), line);
            if (frame.asks() && (frame.commandCode() == 2 || frame.commandCode() == 3)) {
                InformationCodec.Verdict expected = VENDORS_WITHOUT_LENGTH.contains(frame.id())
                        ? InformationCodec.Verdict.REST_OPAQUE
                        : InformationCodec.Verdict.WHOLE;
                assertEquals(expected, new InformationCodec().read(frame, new ReadingsJson(64)), line);
            }
        }
    }

    @Test
    void valid_vectors_are_decoded_field_by_field() throws IOException {
        JsonNode vectors = vectors();
        int seen = 0;
        for (String group : List.of("realFrames", "constructedFrames")) {
            for (JsonNode vector : vectors.path(group)) {
                if (vector.path("expectValid").asBoolean()) {
                    Frame frame = cut(vector.path("hex").asText());
                    assertNotNull(frame, vector.path("id").asText());
                    assertTrue(frame.isSound(), vector.path("id").asText());
                    compare(vector.path("id").asText(), vector.path("decoded"), frame);
                    seen++;
                }
            }
        }
        assertEquals(29, seen);
    }

    @Test
    void invalid_vectors_are_refused_for_the_recorded_reason() throws IOException {
        Map<String, String> hex = new LinkedHashMap<>();
        JsonNode vectors = vectors();
        vectors.path("negativeFrames")
                .forEach(vector ->
                        hex.put(vector.path("id").asText(), vector.path("hex").asText()));
        vectors.path("realFrames").forEach(vector -> {
            if (!vector.path("expectValid").asBoolean()) {
                hex.put(vector.path("id").asText(), vector.path("hex").asText());
            }
        });
        assertEquals(6, hex.size(), hex.keySet().toString());
        hex.forEach(Gb32960ConformanceTest::refused);
    }

    private static void refused(String id, String hex) {
        Frame frame = cut(hex);
        assertNotNull(frame, id);
        ReadingsJson readings = new ReadingsJson(64);
        switch (id) {
            case "neg-bcc", "real-bad-length-2016" -> assertFalse(frame.isSound(), id);
            case "neg-trunc-info", "neg-count-lie" ->
                assertEquals(InformationCodec.Verdict.BROKEN, new InformationCodec().read(frame, readings), id);
            case "neg-unknown-nolen" ->
                assertEquals(InformationCodec.Verdict.REST_OPAQUE, new InformationCodec().read(frame, readings), id);
            case "neg-bad-month" ->
                assertEquals(
                        BeijingTime.IMPOSSIBLE,
                        SessionCodec.logout(frame).orElseThrow().epochMs(),
                        id);
            default -> throw new AssertionError("no verdict is written down for " + id);
        }
    }

    @Test
    void streams_are_cut_into_the_recorded_frames_in_order() throws IOException {
        JsonNode vectors = vectors();
        Map<String, String> known = new LinkedHashMap<>();
        for (String group : List.of("realFrames", "constructedFrames")) {
            vectors.path(group)
                    .forEach(vector -> known.put(
                            vector.path("id").asText(), vector.path("hex").asText()));
        }
        JsonNode cases = vectors.path("streamCases").path("cases");
        assertEquals(4, cases.size());
        for (JsonNode stream : cases) {
            FrameCutter cutter = new FrameCutter(FRAME_BYTES_MAX);
            List<String> met = new ArrayList<>();
            for (JsonNode chunk : stream.path("chunks")) {
                byte[] bytes = HEX.parseHex(chunk.asText());
                cutter.feed(bytes, 0, bytes.length);
                for (Frame frame = cutter.next(); frame != null; frame = cutter.next()) {
                    assertTrue(frame.isSound());
                    met.add(HEX.withUpperCase().formatHex(frame.copy()));
                }
            }
            List<String> expected = new ArrayList<>();
            stream.path("expect")
                    .forEach(id -> expected.add(known.get(id.asText()).toUpperCase(java.util.Locale.ROOT)));
            assertEquals(expected, met, stream.path("id").asText());
        }
    }

    @Test
    void answers_are_byte_for_byte_those_recorded() throws IOException {
        Map<String, JsonNode> known = new LinkedHashMap<>();
        JsonNode vectors = vectors();
        for (String group : List.of("realFrames", "constructedFrames")) {
            vectors.path(group).forEach(vector -> known.put(vector.path("id").asText(), vector));
        }
        Map<String, Reply> answers = Map.of(
                "real-login-2016-b-ack", Reply.OK,
                "real-logout-2016-ack", Reply.OK,
                "real-platform-logout-2016-ack", Reply.OK,
                "real-heartbeat-2016-ack", Reply.OK,
                "c2016-login-ack-ok", Reply.OK,
                "c2016-login-ack-vindup", Reply.VIN_DUPLICATE,
                "c2016-timecal-ack", Reply.OK,
                "c2025-ack-signature-error", Reply.SIGNATURE_ERROR);
        Instant server = Instant.parse("2026-11-23T01:30:15Z");
        answers.forEach((id, reply) -> {
            String asked =
                    id.equals("c2025-ack-signature-error") ? "c2025-realtime" : id.replaceFirst("-ack(-.*)?$", "");
            byte[] answer =
                    FrameWriter.answer(cut(known.get(asked).path("hex").asText()), reply, server.toEpochMilli());
            String expected = known.get(id).path("hex").asText();
            assertArrayEquals(HEX.parseHex(expected), answer, () -> id + " met " + HEX.formatHex(answer));
        });
    }

    private static void compare(String id, JsonNode expected, Frame frame) throws IOException {
        assertEquals(expected.path("version").asInt(), frame.edition().year(), id);
        assertEquals(expected.path("cmd").asInt(), frame.commandCode(), id);
        assertEquals(expected.path("ack").asInt(), frame.replyCode(), id);
        assertEquals(expected.path("vin").asText(), frame.id(), id);
        assertEquals(expected.path("encryption").asInt(), frame.encryptionCode(), id);
        assertEquals(expected.path("dataLength").asInt(), frame.unitBytes(), id);
        assertEquals(expected.path("frameLength").asInt(), frame.length(), id);
        for (String time : List.of("time", "ackTime")) {
            if (expected.has(time)) {
                assertEquals(
                        OffsetDateTime.parse(expected.path(time).asText()).toInstant(),
                        Instant.ofEpochMilli(BeijingTime.read(frame.bytes(), frame.unitAt())),
                        id);
            }
        }
        if (expected.has("seq")) {
            session(id, expected, frame);
        }
        if (expected.has("infos")) {
            InformationCodec codec = new InformationCodec();
            ReadingsJson readings = new ReadingsJson(1_024);
            assertEquals(InformationCodec.Verdict.WHOLE, codec.read(frame, readings), id);
            assertEquals(expected.has("signature"), codec.isSigned(), id);
            StringBuilder text = new StringBuilder();
            readings.appendTo(text);
            assertNotEquals("[]", text.toString(), id);
            VectorInformation.compare(id, expected, JSON.readTree(text.toString()));
        }
    }

    private static void session(String id, JsonNode expected, Frame frame) {
        int serial = expected.path("seq").asInt();
        switch (frame.command()) {
            case VEHICLE_LOGIN -> {
                SessionCodec.VehicleLogin login =
                        SessionCodec.vehicleLogin(frame).orElseThrow();
                assertEquals(serial, login.serial(), id);
                assertEquals(expected.path("iccid").asText(), login.iccid(), id);
                List<String> codes = new ArrayList<>();
                expected.path(expected.has("packCodes") ? "packCodes" : "codes")
                        .forEach(code -> codes.add(code.asText()));
                assertEquals(codes, login.codes(), id);
            }
            case PLATFORM_LOGIN -> {
                SessionCodec.PlatformLogin login =
                        SessionCodec.platformLogin(frame).orElseThrow();
                assertEquals(serial, login.serial(), id);
                assertEquals(expected.path("user").asText(), login.user(), id);
                assertEquals(expected.path("password").asText(), login.password(), id);
                assertEquals(expected.path("enc").asInt(), login.encryptionCode(), id);
            }
            default ->
                assertEquals(serial, SessionCodec.logout(frame).orElseThrow().serial(), id);
        }
    }

    private static Frame cut(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        FrameCutter cutter = new FrameCutter(FRAME_BYTES_MAX);
        cutter.feed(bytes, 0, bytes.length);
        return cutter.next();
    }

    private JsonNode vectors() throws IOException {
        Path file = folder.resolveSibling("standards").resolve("vectors_gb32960.json");
        assumeTrue(Files.exists(file), "no " + file);
        return JSON.readTree(file.toFile());
    }
}
