package org.twinloop.identity.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.Role;

class RegistryCsvTest {

    @Test
    void a_file_of_each_kind_is_read() {
        assertEquals(
                List.of(new RegistryLine.UnitLine(1, "FIN-01", "GOA", "财政局", "Finance", "")),
                read(RegistryKind.UNITS, "FIN-01,GOA,财政局,Finance,"));
        assertEquals(
                List.of(new RegistryLine.PersonLine(
                        1, "he", "何", "FIN-01", Set.of(Role.FINANCE), "C1", null, LocalDate.of(2026, 12, 1))),
                read(RegistryKind.PEOPLE, "he,何,FIN-01,FINANCE,C1,,2026-12-01"));
    }

    @ParameterizedTest
    @CsvSource({
        "UNITS, 'fin,GOA,财政局,Finance,', code",
        "UNITS, 'FIN-01,goa,财政局,Finance,', parent",
        "UNITS, 'FIN-01,GOA,,Finance,', name_zh",
        "UNITS, 'FIN-01,GOA,财政局', ''",
        "PEOPLE, 'He,何,FIN-01,FINANCE,,,2026-12-01', login",
        "PEOPLE, 'he,何,FIN-01,,,,2026-12-01', roles",
        "PEOPLE, 'he,何,FIN-01,PARTNER,,,2026-12-01', roles",
        "PEOPLE, 'he,何,FIN-01,KING,,,2026-12-01', roles",
        "PEOPLE, 'he,何,FIN-01,FINANCE,,,+999999999-01-01', from",
        "PEOPLE, 'he,何,FIN-01,FINANCE,,then,2026-12-01', licence_valid_until"
    })
    void a_bad_line_is_told_with_its_column(RegistryKind kind, String line, String column) {
        RegistryCsv.Read read = RegistryCsv.read(kind, String.join(",", kind.columns()) + "\n" + line + "\n", 10);

        assertEquals(List.of(), read.lines());
        assertEquals(column, read.rejected().get(0).field());
    }

    @Test
    void a_text_with_control_characters_is_refused() {
        String header = String.join(",", RegistryKind.UNITS.columns());
        assertEquals(
                "name_en",
                RegistryCsv.read(RegistryKind.UNITS, header + "\nFIN-01,GOA,财政局,Fin\u0000ance,\n", 10)
                        .rejected()
                        .get(0)
                        .field());
    }

    @Test
    void another_header_or_too_many_lines_refuse_the_file() {
        assertThrows(ProblemException.class, () -> RegistryCsv.read(RegistryKind.PEOPLE, "login\n", 10));
        String header = String.join(",", RegistryKind.UNITS.columns());
        assertThrows(
                ProblemException.class,
                () -> RegistryCsv.read(RegistryKind.UNITS, header + "\n" + "A-1,,甲,A,\n".repeat(11), 10));
    }

    private static List<RegistryLine> read(RegistryKind kind, String line) {
        return RegistryCsv.read(kind, String.join(",", kind.columns()) + "\n" + line + "\n", 10)
                .lines();
    }
}
