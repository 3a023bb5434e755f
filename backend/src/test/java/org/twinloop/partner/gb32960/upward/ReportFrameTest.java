package org.twinloop.partner.gb32960.upward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.twinloop.partner.gb32960.wire.Absence;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Edition;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.FrameWriter;
import org.twinloop.partner.gb32960.wire.InformationCodec;
import org.twinloop.partner.gb32960.wire.Part;
import org.twinloop.partner.gb32960.wire.Quantity;
import org.twinloop.partner.gb32960.wire.Readings;

/** What came by GB/T 32960, written upward and read again. */
class ReportFrameTest {

    private static final String ALARM = "{\"info\":\"alarm\",\"level\":4,\"flags\":4294967295,\"storageFaults\":"
            + "[123,\"ABNORMAL\"],\"otherFaults\":[7],\"flagLevels\":[{\"flag\":1,\"level\":2},"
            + "{\"flag\":23,\"level\":\"ABNORMAL\"}]}";

    @Test
    void an_alarm_goes_on_with_its_faults_and_the_levels_of_its_flags() {
        assertEquals(
                "ALARM(level=4.0 flags=2.68435455E8 storageFaults=123.0 storageFaults=ABNORMAL otherFaults=7.0 "
                        + "FLAG_LEVEL(flag=1.0 level=2.0) FLAG_LEVEL(flag=23.0 level=ABNORMAL))",
                alarm(Edition.V2025, ALARM));
    }

    @Test
    void the_edition_of_2016_has_no_level_4_no_levels_of_flags_and_nineteen_flags() {
        assertEquals(
                "ALARM(level=3.0 flags=524287.0 storageFaults=123.0 storageFaults=ABNORMAL otherFaults=7.0)",
                alarm(Edition.V2016, ALARM));
    }

    @Test
    void a_mark_stays_the_mark_it_was() {
        assertEquals(
                "ALARM(level=ABNORMAL flags=INVALID)",
                alarm(Edition.V2016, "{\"info\":\"alarm\",\"level\":\"ABNORMAL\",\"flags\":\"INVALID\"}"));
        String heard = written(
                Edition.V2016,
                "{\"info\":\"vehicle\",\"state\":\"ABNORMAL\",\"voltageV\":\"ABNORMAL\",\"currentA\":\"INVALID\","
                        + "\"dcdcState\":\"IMPLAUSIBLE\",\"socPercent\":\"ABNORMAL\",\"speedKmh\":\"INVALID\"},"
                        + "{\"info\":\"motors\",\"motors\":[{\"no\":1,\"motorC\":\"ABNORMAL\"}]},"
                        + "{\"info\":\"extremes\",\"cellMaxV\":\"ABNORMAL\"}");
        for (String word : List.of(
                "VEHICLE(state=ABNORMAL ",
                "speedKmh=INVALID ",
                "voltageV=ABNORMAL ",
                "currentA=INVALID ",
                "socPercent=ABNORMAL ",
                "dcdcState=INVALID ",
                "motorC=ABNORMAL ",
                "cellMaxV=ABNORMAL ")) {
            assertTrue(heard.contains(word), () -> word + "is not in " + heard);
        }
    }

    private static String alarm(Edition edition, String alarm) {
        String heard = written(edition, alarm);
        return heard.substring(heard.indexOf("ALARM("));
    }

    private static String written(Edition edition, String infos) {
        UpwardRow row = new UpwardRow(
                new Place(1, 1, Instant.parse("2026-11-23T01:30:15Z"), 0, 1),
                "LTESTSH0000000001",
                121.4737,
                31.2304,
                null,
                null,
                null,
                null,
                null,
                "{\"gb32960\":{\"edition\":" + edition.year() + ",\"infos\":[" + infos + "]}}");
        byte[] frame = new ReportFrame(new FrameWriter(edition), new ObjectMapper()).of(row, Command.REAL_TIME);
        Notes notes = new Notes();
        assertEquals(InformationCodec.Verdict.WHOLE, new InformationCodec().read(Frame.of(frame), notes));
        return String.join(" ", notes.heard).replace("( ", "(").replace(" )", ")");
    }

    /** Notes what it hears, one word each. */
    private static final class Notes implements Readings {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void open(Part part) {
            heard.add(part + "(");
        }

        @Override
        public void number(Quantity quantity, double value) {
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
            heard.add("opaque " + type);
        }
    }
}
