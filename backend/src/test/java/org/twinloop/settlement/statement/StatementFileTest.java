package org.twinloop.settlement.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

class StatementFileTest {

    private static final String HEADER = String.join(",", RowParser.HEADER) + "\n";
    private static final String GOOD = "S-1,2026-10,EVC,OP-1,,CAR_SHARE,GOA-01,沪AD1,2026-10-12T09:00:00+08:00,"
            + "2026-10-12T09:31:00+08:00,31,12.5,1550,,,,,,,,,,1550,NORMAL\n";

    @Test
    void a_file_above_the_limit_of_bytes_is_refused() {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> read(HEADER + GOOD.repeat(20), limits(1000, 100)));
        assertEquals(CommonProblem.TOO_LARGE, refused.problem());
    }

    @Test
    void a_file_above_the_limit_of_lines_is_refused() {
        ProblemException refused =
                assertThrows(ProblemException.class, () -> read(HEADER + GOOD.repeat(11), limits(100_000, 10)));
        assertEquals(CommonProblem.TOO_LARGE, refused.problem());
    }

    @Test
    void lines_come_in_batches_in_the_order_of_the_file() {
        List<StatementRow> rows = read(HEADER + GOOD.repeat(10), limits(100_000, 10));
        assertEquals(
                List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                rows.stream().map(StatementRow::lineNo).toList());
        assertTrue(rows.stream().allMatch(row -> row.faults().isEmpty()), rows.toString());
    }

    @Test
    void empty_parts_count_as_nothing_and_a_missing_total_is_a_fault() {
        StatementRow row = read(HEADER + GOOD, limits(100_000, 10)).get(0);
        assertEquals(1550L, row.values().get("parts_fen"));
        assertEquals(1550L, row.values().get("billed_fen"));
        row = read(HEADER + GOOD.replace(",1550,NORMAL", ",,NORMAL") + GOOD, limits(100_000, 10))
                .get(0);
        assertEquals("total_fen", row.faults().get(0).column());
    }

    @Test
    void a_negative_amount_is_read_on_adjustments_only() {
        String negative = GOOD.replace("1550", "-1550");
        assertEquals(
                2,
                read(HEADER + negative + GOOD, limits(100_000, 10))
                        .get(0)
                        .faults()
                        .size());
        assertEquals(
                List.of(),
                read(HEADER + negative.replace("NORMAL", "REFUND"), limits(100_000, 10))
                        .get(0)
                        .faults());
    }

    /** Java knows years and offsets that the database does not: a fault of the line, or the instant it means. */
    @Test
    void a_time_beyond_the_calendar_is_a_fault_and_a_far_offset_an_instant() {
        StatementRow row = read(
                        HEADER + GOOD.replace("2026-10-12T09:31:00", "+999999999-12-31T23:59:59") + GOOD,
                        limits(100_000, 10))
                .get(0);
        assertEquals("ended_at", row.faults().get(0).column());
        row = read(HEADER + GOOD.replace("2026-10-12T09:00:00+08:00", "2026-10-12T19:00:00+18:00"), limits(100_000, 10))
                .get(0);
        assertEquals(List.of(), row.faults());
        assertEquals("2026-10-12T01:00:00Z", row.values().get("started_at"));
    }

    @Test
    void what_a_spreadsheet_in_china_writes_is_read_and_told() {
        byte[] gbk = (HEADER + GOOD.repeat(3)).getBytes(Charset.forName("GBK"));
        StatementFile file = new StatementFile(new ByteArrayInputStream(gbk), limits(100_000, 10));
        List<StatementRow> rows = new ArrayList<>();
        file.read("EVC", "2026-10", rows::addAll);
        assertEquals(StatementText.GB18030, file.text());
        assertEquals(
                List.of("沪AD1", "沪AD1", "沪AD1"),
                rows.stream().map(row -> row.values().get("plate")).toList());
    }

    @Test
    void a_damaged_line_leaves_a_file_in_utf_8_what_it_is() {
        byte[] file = (HEADER + GOOD.repeat(3)).getBytes(StandardCharsets.UTF_8);
        file[HEADER.length() + GOOD.indexOf('沪')] = 'x';
        List<StatementRow> rows = read(file, limits(100_000, 10));
        assertEquals(StatementText.UTF_8, StatementText.of(file));
        assertEquals(
                List.of(1, 0, 0), rows.stream().map(row -> row.faults().size()).toList());
    }

    @Test
    void a_file_of_which_no_line_can_be_read_is_refused_as_a_whole() {
        String none =
                HEADER + GOOD.replace("2026-10-12T09:00:00+08:00", "12.10.2026").repeat(3);
        ProblemException refused = assertThrows(ProblemException.class, () -> read(none, limits(100_000, 10)));
        assertEquals(StatementProblem.UNREADABLE, refused.problem());
        assertTrue(refused.getMessage().contains("line 2, column started_at"), refused.getMessage());
    }

    /** Whatever bytes come, each line is either read or named or all are refused, and nothing else happens. */
    @Test
    void random_damage_never_breaks_the_reader() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("StatementFileTest seed=" + seed);
        Random random = new Random(seed);
        byte[] sound = (HEADER + GOOD.repeat(3)).getBytes(StandardCharsets.UTF_8);
        int headerBytes = HEADER.getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = sound.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[headerBytes + random.nextInt(damaged.length - headerBytes)] = (byte) random.nextInt(256);
            }
            List<StatementRow> rows = readOrRefuse(damaged);
            for (StatementRow row : rows) {
                assertTrue(
                        !row.faults().isEmpty() || row.values().containsKey("billed_fen"),
                        () -> "neither read nor named, seed " + seed + ": " + row);
                assertTrue(row.raw().indexOf('\0') < 0, () -> "a NUL is kept, seed " + seed);
            }
        }
    }

    private static List<StatementRow> readOrRefuse(byte[] file) {
        try {
            List<StatementRow> rows = read(file, limits(100_000, 100));
            assertTrue(!rows.isEmpty(), "neither a line nor a refusal");
            return rows;
        } catch (ProblemException refused) {
            assertEquals(StatementProblem.UNREADABLE, refused.problem());
            return List.of();
        }
    }

    private static List<StatementRow> read(String file, StatementConfig config) {
        return read(file.getBytes(StandardCharsets.UTF_8), config);
    }

    private static List<StatementRow> read(byte[] file, StatementConfig config) {
        List<StatementRow> rows = new ArrayList<>();
        new StatementFile(new ByteArrayInputStream(file), config).read("EVC", "2026-10", rows::addAll);
        return rows;
    }

    private static StatementConfig limits(long bytes, int lines) {
        return new StatementConfig() {
            @Override
            public long bytesMax() {
                return bytes;
            }

            @Override
            public int linesMax() {
                return lines;
            }

            @Override
            public int batchRows() {
                return 4;
            }
        };
    }
}
