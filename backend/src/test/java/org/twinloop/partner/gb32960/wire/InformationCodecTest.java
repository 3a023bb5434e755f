package org.twinloop.partner.gb32960.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Information types, one by one, against bytes put together from the tables. */
class InformationCodecTest {

    /** Notes what it hears, one word each. */
    private static final class Notes implements Readings {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void open(Part part) {
            heard.add(part + "(");
        }

        @Override
        public void number(Quantity quantity, double value) {
            assertTrue(Double.isFinite(value));
            heard.add(quantity.json() + "=" + value);
        }

        @Override
        public void absent(Quantity quantity, Absence why) {
            heard.add(quantity.json() + "=" + why);
        }

        @Override
        public void close(Part part) {
            heard.add(")");
        }

        @Override
        public void opaque(int type, byte[] bytes, int from, int length) {
            assertTrue(from >= 0 && length >= 0 && from + length <= bytes.length);
            heard.add("opaque " + type + " of " + length);
        }

        @Override
        public String toString() {
            return String.join(" ", heard).replace("( ", "(").replace(" )", ")");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "03 0dac 0064 00c8 0002 50fe 0320 01 c350 02 00fa 03 01 | FUEL_CELL(voltageV=350.0 currentA=10.0 "
                        + "hydrogenKgPer100Km=2.0 probeC=40.0 probeC=ABNORMAL hydrogenMaxC=40.0 hydrogenMaxCProbe=1.0 "
                        + "hydrogenMaxMgPerKg=50000.0 hydrogenMaxContentSensor=2.0 hydrogenMaxMpa=25.0 "
                        + "hydrogenMaxMpaSensor=3.0 dcdcState=1.0)",
                "04 01 0bb8 02bc | ENGINE(state=1.0 crankRpm=3000.0 fuelLPer100Km=7.0)",
                "02 01 01 04 28 4e20 4e20 2d fffe ffff | MOTORS(MOTOR(no=1.0 state=4.0 controllerC=0.0 speedRpm=0.0 "
                        + "torqueNm=0.0 motorC=5.0 voltageV=ABNORMAL currentA=INVALID))",
                "02 ff | MOTORS()",
                "05 06 037ad520 021002b4 | POSITION(fix=6.0 lonDeg=-58.3816 latDeg=-34.603700)",
                "05 00 ffffffff fffffffe | POSITION(fix=0.0 lonDeg=INVALID latDeg=ABNORMAL)",
                "05 ff 073d8aa4 01dc89c0 | POSITION(fix=INVALID lonDeg=IMPLAUSIBLE latDeg=IMPLAUSIBLE)",
                "05 00 0aba9501 01dc89c0 | POSITION(fix=0.0 lonDeg=IMPLAUSIBLE latDeg=31.2304)",
                "07 03 00000002 01 0000007b fe ff 00 | ALARM(level=3.0 flags=2.0 storageFaults=123.0)",
                "07 04 ffffffff 00 00 00 00 | ALARM(level=IMPLAUSIBLE flags=INVALID)",
                "09 01 01 0002 28 fd | TEMPERATURES(PROBES(no=1.0 probeC=0.0 probeC=IMPLAUSIBLE))",
                "81 0002 abcd 04 02 ffff ffff "
                        + "| opaque 129 of 2 ENGINE(state=2.0 crankRpm=INVALID fuelLPer100Km=INVALID)"
            })
    void information_types_of_2016(String body, String heard) {
        Notes notes = new Notes();
        assertEquals(InformationCodec.Verdict.WHOLE, read(TestFrames.report(body), notes));
        assertEquals(heard.replace("-34.603700", "-34.6037"), notes.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "03 0064 01 0064 02 015e 03 01 5a 3c | FUEL_CELL(hydrogenMaxC=60.0 hydrogenMaxCProbe=1.0 "
                        + "hydrogenMaxVolumePercent=0.01 hydrogenMaxContentSensor=2.0 hydrogenMaxMpa=35.0 "
                        + "hydrogenMaxMpaSensor=3.0 dcdcState=1.0 hydrogenLeftPercent=90.0 controllerC=20.0)",
                "04 0bb8 | ENGINE(crankRpm=3000.0)",
                "02 01 01 01 50 88b8 000311f0 55 | MOTORS(MOTOR(no=1.0 state=1.0 controllerC=40.0 speedRpm=3000.0 "
                        + "torqueNm=120.0 motorC=45.0))",
                "05 00 02 073d9c4f 01dc822a | POSITION(fix=0.0 datum=2.0 lonDeg=121.478223 latDeg=31.228458)",
                "06 04 00800000 00 00 00 00 01 17 04 "
                        + "| ALARM(level=4.0 flags=8388608.0 FLAG_LEVEL(flag=23.0 level=4.0))",
                "07 01 01 0f19 75ad 0002 1009 ffff | VOLTAGES(SUBSYSTEM(no=1.0 voltageV=386.5 currentA=12.5 "
                        + "cellV=4.105 cellV=INVALID))",
                "30 01 01 0dac 0064 04b0 044c 50 0001 51 | STACKS(STACK(no=1.0 voltageV=350.0 currentA=10.0 "
                        + "hydrogenInletKpa=20.0 airInletKpa=10.0 airInletC=40.0 probeC=41.0))",
                "31 01 01e0 7530 0002 0a8c fffe 0001 3c | SUPERCAPACITOR(no=1.0 voltageV=48.0 currentA=0.0 cellV=2.7 "
                        + "cellV=ABNORMAL probeC=20.0)",
                "32 01 0005 0a8c 01 0006 0a8b 01 0001 3c 01 0002 3b | SUPERCAPACITOR_EXTREMES(cellMaxVSubsystem=1.0 "
                        + "cellMaxVCell=5.0 cellMaxV=2.7 cellMinVSubsystem=1.0 cellMinVCell=6.0 cellMinV=2.699 "
                        + "probeMaxCSubsystem=1.0 probeMaxCProbe=1.0 probeMaxC=20.0 probeMinCSubsystem=1.0 "
                        + "probeMinCProbe=2.0 probeMinC=19.0)",
                "01 01 03 01 1388 ffffffff fffe ffff 4c 01 ae 1388 | VEHICLE(state=1.0 chargeState=3.0 runMode=1.0 "
                        + "speedKmh=500.0 odometerKm=INVALID voltageV=ABNORMAL currentA=INVALID socPercent=76.0 "
                        + "dcdcState=1.0 gear=IMPLAUSIBLE insulationKohm=5000.0)"
            })
    void information_types_of_2025(String body, String heard) {
        Notes notes = new Notes();
        assertEquals(InformationCodec.Verdict.WHOLE, read(TestFrames.report2025(body), notes));
        assertEquals(heard, notes.toString());
    }

    @Test
    void a_signature_ends_the_content_and_is_not_part_of_it() {
        byte[] frame = TestFrames.report2025("04 0bb8 ff 01 0002 aabb 0000");
        Notes notes = new Notes();
        InformationCodec codec = new InformationCodec();
        Frame window = Frame.of(frame);
        assertEquals(InformationCodec.Verdict.WHOLE, codec.read(window, notes));
        assertTrue(codec.isSigned());
        assertEquals(window.unitAt() + 9, codec.contentEnd());
        assertEquals("ENGINE(crankRpm=3000.0) opaque 255 of 7", notes.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01 01 03 01", "02 c8", "07 01 00000000 05 00000001", "08 01 01 0f19 278d 0004 0001 04", "05"})
    void a_body_longer_than_its_unit_breaks_it(String body) {
        InformationCodec codec = new InformationCodec();
        assertEquals(InformationCodec.Verdict.BROKEN, codec.read(Frame.of(TestFrames.report(body)), new Notes()));
        assertEquals(
                "information type 0x" + body.substring(0, 2) + " at byte 6 of the data unit is longer than the unit",
                codec.fault());
    }

    @Test
    void a_unit_without_room_for_its_time_is_broken() {
        assertEquals(
                InformationCodec.Verdict.BROKEN,
                read(TestFrames.frame("##", 2, 0xFE, TestFrames.VIN, 1, "1a0b"), new Notes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0b 0102", "2f", "7f 01", "80 0100 aa", "00"})
    void what_no_table_tells_the_length_of_is_kept_to_the_end(String rest) {
        Notes notes = new Notes();
        byte[] frame = TestFrames.report("04 01 0bb8 02bc" + rest);
        assertEquals(InformationCodec.Verdict.REST_OPAQUE, read(frame, notes));
        assertTrue(notes.toString().startsWith("ENGINE(state=1.0 crankRpm=3000.0 fuelLPer100Km=7.0) opaque "));
    }

    @Test
    void bytes_changed_at_random_never_break_the_codec_and_never_leave_the_ranges() {
        long seed = 32_960_3;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<byte[]> sound = List.of(
                TestFrames.report("01 01 03 01 020b 0001e240 0f19 278d 4c 01 2e 1388 23 00 02 01 01 01 50 6590 5208 55 "
                        + "0e74 278d 05 00 073d8aa4 01dc89c0 06 01 0c 1009 01 4d 0ff8 01 03 47 01 09 42 "
                        + "07 02 00000810 01 00000102 00 00 02 00000007 00000009 08 01 01 0f19 278d 0004 0001 04 1009 "
                        + "1004 fffe ffff 09 01 01 0004 4742 feff 90 0003 aabbcc"),
                TestFrames.report2025(
                        "01 01 03 01 020b 0001e240 0f19 75ad 4c 01 2e 1388 02 01 01 01 50 88b8 000311f0 55 "
                                + "05 00 02 073d9c4f 01dc822a 06 04 00800000 00 00 00 00 01 17 04 "
                                + "07 01 01 0f19 75ad 0003 1009 "
                                + "1004 ffff 08 01 01 0003 4742 ff 30 01 01 0dac 0064 04b0 044c 50 0001 51"));
        InformationCodec codec = new InformationCodec();
        int whole = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] changed = sound.get(round % 2).clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                changed[30 + random.nextInt(changed.length - 31)] = (byte) random.nextInt();
            }
            Ranges ranges = new Ranges();
            InformationCodec.Verdict verdict = codec.read(Frame.of(changed), ranges);
            assertEquals(0, ranges.depth, "every part that was opened is closed");
            whole += verdict == InformationCodec.Verdict.WHOLE ? 1 : 0;
        }
        assertTrue(whole > 50_000, "only " + whole + " could be read");
        assertFalse(whole == 200_000);
    }

    /** No number may lie outside what its table can express. */
    private static final class Ranges implements Readings {
        private static final Map<Quantity, double[]> LIMITS = Map.of(
                Quantity.SPEED_KMH, new double[] {0, 500},
                Quantity.SOC_PERCENT, new double[] {0, 100},
                Quantity.ODOMETER_KM, new double[] {0, 999_999.9},
                Quantity.LON_DEG, new double[] {-180, 180},
                Quantity.LAT_DEG, new double[] {-90, 90},
                Quantity.CELL_V, new double[] {0, 60},
                Quantity.PROBE_C, new double[] {-40, 210},
                Quantity.ALARM_LEVEL, new double[] {0, 4});
        private int depth;

        @Override
        public void open(Part part) {
            depth++;
        }

        @Override
        public void number(Quantity quantity, double value) {
            double[] limits = LIMITS.get(quantity);
            assertTrue(
                    limits == null ? Double.isFinite(value) : value >= limits[0] && value <= limits[1],
                    () -> quantity + " " + value);
        }

        @Override
        public void absent(Quantity quantity, Absence why) {
            assertTrue(depth > 0);
        }

        @Override
        public void close(Part part) {
            depth--;
        }

        @Override
        public void opaque(int type, byte[] bytes, int from, int length) {
            assertTrue(length >= 0 && from + length < bytes.length);
        }
    }

    private static InformationCodec.Verdict read(byte[] frame, Readings to) {
        Frame window = Frame.of(frame);
        assertTrue(window.isSound());
        return new InformationCodec().read(window, to);
    }
}
