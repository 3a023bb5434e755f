package org.twinloop.partner.gb32960.upward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

    @Test
    void lists_of_cells_and_probes_go_on_in_both_editions() {
        String told =
                "{\"info\":\"voltages\",\"subsystems\":[{\"no\":1,\"voltageV\":380.5,\"currentA\":-12,\"cells\":3,"
                        + "\"firstCell\":1,\"cellV\":[3.301,\"ABNORMAL\"]},"
                        + "{\"no\":1,\"voltageV\":380.5,\"currentA\":-12,\"cells\":3,\"firstCell\":3,"
                        + "\"cellV\":[3.303]},"
                        + "{\"no\":2,\"voltageV\":1,\"currentA\":1,\"cells\":9,\"firstCell\":5,\"cellV\":[3.3]}]},"
                        + "{\"info\":\"temperatures\",\"subsystems\":[{\"no\":1,\"probeC\":[21,\"INVALID\",-3]}]}";
        assertEquals(
                "VOLTAGES(SUBSYSTEM(no=1.0 voltageV=380.5 currentA=-12.0 cells=3.0 firstCell=1.0 cellV=3.301 "
                        + "cellV=ABNORMAL) SUBSYSTEM(no=1.0 voltageV=380.5 currentA=-12.0 cells=3.0 firstCell=3.0 "
                        + "cellV=3.303) SUBSYSTEM(no=2.0 voltageV=1.0 currentA=1.0 cells=9.0 firstCell=5.0 cellV=3.3)) "
                        + "TEMPERATURES(PROBES(no=1.0 probeC=21.0 probeC=INVALID probeC=-3.0))",
                from("VOLTAGES(", Edition.V2016, told));
        assertEquals(
                "VOLTAGES(SUBSYSTEM(no=1.0 voltageV=380.5 currentA=-12.0 cellV=3.301 cellV=ABNORMAL cellV=3.303)) "
                        + "TEMPERATURES(PROBES(no=1.0 probeC=21.0 probeC=INVALID probeC=-3.0))",
                from("VOLTAGES(", Edition.V2025, told),
                "cells of the second subsystem begin with the fifth, which 2025 cannot say");
    }

    @Test
    void a_pack_of_2025_with_more_than_two_hundred_cells_is_several_lists_in_2016() {
        String cells = String.join(",", Collections.nCopies(450, "3.3"));
        String heard = from(
                "VOLTAGES(",
                Edition.V2016,
                "{\"info\":\"voltages\",\"subsystems\":[{\"no\":7,\"voltageV\":400,\"currentA\":0,\"cellV\":[" + cells
                        + "]}]}");
        for (String first : List.of("1.0", "201.0", "401.0")) {
            assertTrue(heard.contains("cells=450.0 firstCell=" + first + " cellV=3.3"), heard);
        }
        assertEquals(450, heard.split("cellV=3.3", -1).length - 1);
    }

    @Test
    void lists_that_have_no_room_in_a_data_unit_are_left_out() {
        String many = String.join(",", Collections.nCopies(32_768, "3.3"));
        String heard = written(
                Edition.V2025,
                "{\"info\":\"voltages\",\"subsystems\":[{\"no\":1,\"cellV\":[" + many + "]}]},"
                        + "{\"info\":\"temperatures\",\"subsystems\":[{\"no\":1,\"probeC\":[21]}]}");
        assertTrue(heard.endsWith("TEMPERATURES(PROBES(no=1.0 probeC=21.0))"), heard);
    }

    private static String from(String begin, Edition edition, String infos) {
        String heard = written(edition, infos);
        return heard.substring(heard.indexOf(begin));
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
