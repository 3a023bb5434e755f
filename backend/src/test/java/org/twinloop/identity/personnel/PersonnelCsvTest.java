package org.twinloop.identity.personnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.Role;

class PersonnelCsvTest {
    private static final String ALLOWANCES = "login,status,area,from\n";
    private static final String TRAVEL = "login,from,to,city,local_transport_fen\n";
    private static final String STAFF = "login,from,unit,roles,licence_class,licence_valid_until,licence_points\n";

    @Test
    void a_file_of_each_kind_is_read() {
        assertEquals(
                List.of(new PersonnelLine.Allowance(1, "qian", true, Set.of("黄浦", "静安"), LocalDate.of(2026, 12, 1))),
                read(PersonnelKind.ALLOWANCES, ALLOWANCES + "qian,RECEIVING,黄浦 静安,2026-12-01\n"));
        assertEquals(
                List.of(new PersonnelLine.Travel(
                        1, "wang", LocalDate.of(2026, 11, 24), LocalDate.of(2026, 11, 25), "上海", 8_000)),
                read(PersonnelKind.TRAVEL_DAYS, TRAVEL + "wang,2026-11-24,2026-11-25,上海,8000\n"));
        assertEquals(
                List.of(
                        new PersonnelLine.Staff(
                                1,
                                "he",
                                LocalDate.of(2026, 12, 1),
                                false,
                                "FIN-01",
                                Set.of(Role.TRAVELLER, Role.APPROVER),
                                null,
                                null,
                                11),
                        new PersonnelLine.Staff(
                                2, "sun", LocalDate.of(2026, 12, 1), true, null, null, null, null, null)),
                read(
                        PersonnelKind.STAFF_CHANGES,
                        STAFF + "he,2026-12-01,FIN-01,TRAVELLER APPROVER,,,11\nsun,2026-12-01,-,,,,\n"));
    }

    @Test
    void a_byte_order_mark_and_an_empty_file_are_fine() {
        assertEquals(List.of(), read(PersonnelKind.ALLOWANCES, "\uFEFF" + ALLOWANCES));
    }

    @ParameterizedTest
    @CsvSource({
        "ALLOWANCES, 'qian,MAYBE,,2026-12-01', status",
        "ALLOWANCES, 'qian,RECEIVING,,tomorrow', from",
        "ALLOWANCES, ',RECEIVING,,2026-12-01', login",
        "ALLOWANCES, 'qian,RECEIVING,2026-12-01', ''",
        "TRAVEL_DAYS, 'wang,2026-11-24,2026-11-25,上海,80.00', local_transport_fen",
        "TRAVEL_DAYS, 'wang,2026-11-24,2026-11-25,,8000', city",
        "STAFF_CHANGES, 'he,2026-12-01,FIN-01,KING,,,', roles",
        "STAFF_CHANGES, 'he,2026-12-01,,,,,13', licence_points"
    })
    void a_bad_line_is_told_with_its_column_and_leaves_the_others(PersonnelKind kind, String line, String column) {
        String header = String.join(",", kind.columns());
        PersonnelCsv.Read read = PersonnelCsv.read(kind, header + "\n" + line + "\n", 10);

        assertEquals(List.of(), read.lines());
        assertEquals(column, read.rejected().get(0).field());
        assertEquals(1, read.rejected().get(0).line());
    }

    @Test
    void a_wrong_header_or_too_many_lines_refuse_the_file() {
        ProblemException header =
                assertThrows(ProblemException.class, () -> read(PersonnelKind.ALLOWANCES, TRAVEL + "x\n"));
        assertEquals(CommonProblem.INVALID, header.problem());
        assertTrue(header.getMessage().contains("login,status,area,from"), header.getMessage());
        assertThrows(ProblemException.class, () -> read(PersonnelKind.ALLOWANCES, ""));

        String many = ALLOWANCES + "a,RECEIVING,,2026-12-01\n".repeat(11);
        assertEquals(
                CommonProblem.TOO_LARGE,
                assertThrows(ProblemException.class, () -> read(PersonnelKind.ALLOWANCES, many))
                        .problem());
    }

    private static List<PersonnelLine> read(PersonnelKind kind, String text) {
        return PersonnelCsv.read(kind, text, 10).lines();
    }
}
