package org.twinloop.identity.personnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.twinloop.identity.personnel.CsvLines.Rejected;

/**
 * Reads a personnel file (CSV after RFC 4180, UTF-8, header first). A wrong header refuses the file; a wrong line is a
 * verdict of its own.
 */
final class PersonnelCsv {
    private static final String LEFT = "-";

    /** What a file says, and its lines that cannot be read. */
    record Read(List<PersonnelLine> lines, List<Rejected> rejected) {}

    private PersonnelCsv() {}

    static Read read(PersonnelKind kind, String text, int linesMax) {
        List<PersonnelLine> lines = new ArrayList<>();
        List<Rejected> rejected = CsvLines.each(text, kind.columns(), linesMax, cells -> {
            PersonnelLine made = switch (kind) {
                case ALLOWANCES -> allowance(cells);
                case TRAVEL_DAYS -> travel(cells);
                case STAFF_CHANGES -> staff(cells);
            };
            if (cells.good()) {
                lines.add(made);
            }
        });
        return new Read(lines, rejected);
    }

    private static PersonnelLine allowance(CsvCells c) {
        String status = c.word("status", Set.of("RECEIVING", "NOT_RECEIVING"));
        return new PersonnelLine.Allowance(
                c.line(), c.login(), "RECEIVING".equals(status), c.words("area"), c.day("from"));
    }

    private static PersonnelLine travel(CsvCells c) {
        return new PersonnelLine.Travel(
                c.line(),
                c.login(),
                c.day("from"),
                c.day("to"),
                c.text("city", 20),
                c.number("local_transport_fen", 0, 1_000_000));
    }

    private static PersonnelLine staff(CsvCells c) {
        String unit = c.cell("unit");
        boolean left = unit.equals(LEFT);
        return new PersonnelLine.Staff(
                c.line(),
                c.login(),
                c.day("from"),
                left,
                left || unit.isEmpty() ? null : unit,
                c.roles(),
                c.cell("licence_class").isEmpty() ? null : c.text("licence_class", 3),
                c.cell("licence_valid_until").isEmpty() ? null : c.day("licence_valid_until"),
                c.cell("licence_points").isEmpty() ? null : (int) c.number("licence_points", 0, 12));
    }
}
