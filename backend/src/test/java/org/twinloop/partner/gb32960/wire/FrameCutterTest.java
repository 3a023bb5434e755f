package org.twinloop.partner.gb32960.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCutterTest {

    private static final int MAX = 65_556;
    private static final byte[] DRIVING = TestFrames.report("01 01 03 01 020b 0001e240 0f19 278d 4c 01 2e 1388 23 00");
    private static final byte[] HEARTBEAT = TestFrames.frame("$$", 7, 0xFE, TestFrames.VIN, 1, "");

    @Test
    void a_stream_split_at_every_byte_gives_the_same_frames() {
        byte[] stream = concat(
                TestFrames.hex("00 ff 23 00"), DRIVING, broken(DRIVING), HEARTBEAT, TestFrames.hex("2323"), DRIVING);
        List<String> whole = cut(stream, stream.length);
        assertEquals(4, whole.size());
        for (int at = 1; at < stream.length; at++) {
            FrameCutter cutter = new FrameCutter(MAX);
            List<String> met = new ArrayList<>();
            feed(cutter, Arrays.copyOfRange(stream, 0, at), met);
            feed(cutter, Arrays.copyOfRange(stream, at, stream.length), met);
            assertEquals(whole, met, "split at byte " + at);
        }
        assertEquals(whole, cut(stream, 1));
    }

    @Test
    void a_frame_whose_check_does_not_fit_is_told_once_and_the_next_one_is_found() {
        List<String> met = cut(concat(broken(DRIVING), DRIVING), MAX);
        assertEquals(List.of("wrong " + hex(broken(DRIVING)), "sound " + hex(DRIVING)), met);
    }

    @Test
    void a_length_that_was_spoilt_on_the_way_costs_no_other_frame() {
        byte[] longer = DRIVING.clone();
        longer[23] += 40;
        List<String> met = cut(concat(longer, DRIVING, HEARTBEAT, DRIVING), MAX);
        assertEquals(4, met.size());
        assertEquals(
                List.of("sound " + hex(DRIVING), "sound " + hex(HEARTBEAT), "sound " + hex(DRIVING)),
                met.subList(1, 4));
        byte[] shorter = DRIVING.clone();
        shorter[23] -= 5;
        assertEquals(
                "sound " + hex(HEARTBEAT), cut(concat(shorter, HEARTBEAT), MAX).get(1));
    }

    @Test
    void a_lost_byte_costs_one_frame() {
        byte[] cutShort = Arrays.copyOf(DRIVING, DRIVING.length - 1);
        List<String> met = cut(concat(cutShort, DRIVING, HEARTBEAT), MAX);
        assertTrue(met.contains("sound " + hex(DRIVING)), met.toString());
        assertEquals("sound " + hex(HEARTBEAT), met.get(met.size() - 1));
    }

    @Test
    void a_frame_inside_a_frame_is_content() {
        byte[] outer = TestFrames.report("80 0019" + hex(HEARTBEAT));
        assertEquals(List.of("sound " + hex(outer)), cut(outer, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24232323fe",
                "232302aa",
                "232302fe4c54455354534830303030303030303031aa003e",
                "232302fe4c54451b54534830303030303030303031010000",
                "232302fe4c54455354534830303030303030303031 01 ffff"
            })
    void what_cannot_begin_a_frame_is_skipped(String bytes) {
        FrameCutter cutter = new FrameCutter(MAX);
        byte[] garbage = TestFrames.hex(bytes);
        cutter.feed(garbage, 0, garbage.length);
        assertNull(cutter.next());
        assertTrue(cutter.skippedBytes() > 0);
        List<String> met = new ArrayList<>();
        feed(cutter, DRIVING, met);
        assertEquals(List.of("sound " + hex(DRIVING)), met);
    }

    @Test
    void a_frame_beyond_the_limit_is_no_frame() {
        FrameCutter cutter = new FrameCutter(DRIVING.length - 1);
        List<String> met = new ArrayList<>();
        feed(cutter, concat(DRIVING, HEARTBEAT), met);
        assertEquals(List.of("sound " + hex(HEARTBEAT)), met);
        assertThrows(IllegalArgumentException.class, () -> new FrameCutter(MAX + 1));
    }

    @Test
    void the_longest_frame_of_the_standard_is_taken() {
        byte[] longest = TestFrames.report("80 fff2" + "5a".repeat(65_522));
        assertEquals(MAX, longest.length);
        assertEquals(List.of("sound " + hex(longest)), cut(longest, 1_000));
    }

    @Test
    void random_bytes_and_frames_come_out_the_same_however_they_are_sliced() {
        long seed = 20_161_026;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            byte[] stream = randomStream(random);
            List<String> whole = cut(stream, stream.length);
            assertEquals(whole, cut(stream, 1 + random.nextInt(60)));
            for (String met : whole) {
                byte[] frame = HexFormat.of().parseHex(met.substring(6));
                assertEquals(met.startsWith("sound"), checkOf(frame) == frame[frame.length - 1]);
            }
        }
    }

    private static byte[] randomStream(Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = random.nextInt(12); i >= 0; i--) {
            byte[] piece = random.nextBoolean() ? DRIVING.clone() : HEARTBEAT.clone();
            for (int n = random.nextInt(3); n > 0; n--) {
                piece[random.nextInt(piece.length)] = (byte) random.nextInt();
            }
            stream.write(piece, 0, random.nextInt(4) == 0 ? random.nextInt(piece.length) : piece.length);
        }
        return stream.toByteArray();
    }

    @Test
    void what_was_handed_out_can_be_kept() {
        FrameCutter cutter = new FrameCutter(MAX);
        cutter.feed(DRIVING, 0, DRIVING.length);
        byte[] kept = cutter.next().copy();
        assertFalse(cutter.isInsideFrame());
        cutter.feed(HEARTBEAT, 0, 10);
        assertTrue(cutter.isInsideFrame());
        assertArrayEquals(DRIVING, kept);
    }

    private static List<String> cut(byte[] stream, int slice) {
        FrameCutter cutter = new FrameCutter(MAX);
        List<String> met = new ArrayList<>();
        for (int at = 0; at < stream.length; at += slice) {
            feed(cutter, Arrays.copyOfRange(stream, at, Math.min(stream.length, at + slice)), met);
        }
        return met;
    }

    private static void feed(FrameCutter cutter, byte[] bytes, List<String> met) {
        cutter.feed(bytes, 0, bytes.length);
        for (Frame frame = cutter.next(); frame != null; frame = cutter.next()) {
            met.add((frame.isSound() ? "sound " : "wrong ") + hex(frame.copy()));
        }
    }

    private static byte[] broken(byte[] frame) {
        byte[] other = frame.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    private static byte checkOf(byte[] frame) {
        int check = 0;
        for (int i = 2; i < frame.length - 1; i++) {
            check ^= frame[i];
        }
        return (byte) check;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
