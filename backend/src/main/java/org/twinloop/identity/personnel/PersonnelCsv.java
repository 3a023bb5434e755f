package org.twinloop.identity.personnel;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.Role;
import org.twinloop.identity.personnel.PersonnelLine.Rejected;

/**
 * Reads a personnel file (CSV after RFC 4180, UTF-8, header first). A wrong header refuses the file; a wrong line is a
 * verdict of its own.
 */
final class PersonnelCsv {
    private static final String BOM = "\uFEFF";
    private static final String LEFT = "-";

    /** What a file says, and its lines that cannot be read. */
    record Read(List<PersonnelLine> lines, List<Rejected> rejected) {}

    private PersonnelCsv() {}

    static Read read(PersonnelKind kind, String text, int linesMax) {
        List<PersonnelLine> lines = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(strip(text))) {
            int line = 0;
            for (CsvRecord record : csv) {
                if (line++ == 0) {
                    checkHeader(kind, record.getFields());
                } else if (line - 1 > linesMax) {
                    throw new ProblemException(CommonProblem.TOO_LARGE, "more than " + linesMax + " lines");
                } else {
                    read(kind, line - 1, record.getFields(), lines, rejected);
                }
            }
            if (line == 0) {
                checkHeader(kind, List.of());
            }
        } catch (CsvParseException e) {
            throw unreadable("no CSV: " + e.getMessage() + "; send RFC 4180 in UTF-8");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Read(lines, rejected);
    }

    private static String strip(String text) {
        return text.startsWith(BOM) ? text.substring(1) : text;
    }

    private static void checkHeader(PersonnelKind kind, List<String> header) {
        if (!header.equals(kind.columns())) {
            throw unreadable(
                    "line 1: met " + String.join(",", header) + "; the header is " + String.join(",", kind.columns()));
        }
    }

    private static ProblemException unreadable(String detail) {
        return ProblemException.field(CommonProblem.INVALID, "", detail);
    }

    private static void read(
            PersonnelKind kind, int line, List<String> cells, List<PersonnelLine> lines, List<Rejected> rejected) {
        if (cells.size() != kind.columns().size()) {
            rejected.add(new Rejected(
                    line,
                    "",
                    cells.size() + " columns; there are " + kind.columns().size()));
            return;
        }
        Cells read = new Cells(line, kind.columns(), cells);
        PersonnelLine made = switch (kind) {
            case ALLOWANCES -> allowance(read);
            case TRAVEL_DAYS -> travel(read);
            case STAFF_CHANGES -> staff(read);
        };
        if (read.wrong.isEmpty()) {
            lines.add(made);
        } else {
            rejected.addAll(read.wrong);
        }
    }

    private static PersonnelLine allowance(Cells c) {
        String status = c.word("status", Set.of("RECEIVING", "NOT_RECEIVING"));
        return new PersonnelLine.Allowance(
                c.line, c.login(), "RECEIVING".equals(status), c.words("area"), c.day("from"));
    }

    private static PersonnelLine travel(Cells c) {
        return new PersonnelLine.Travel(
                c.line,
                c.login(),
                c.day("from"),
                c.day("to"),
                c.text("city", 20),
                c.number("local_transport_fen", 0, 1_000_000));
    }

    private static PersonnelLine staff(Cells c) {
        String unit = c.cell("unit");
        boolean left = unit.equals(LEFT);
        return new PersonnelLine.Staff(
                c.line,
                c.login(),
                c.day("from"),
                left,
                left || unit.isEmpty() ? null : unit,
                c.roles(),
                c.cell("licence_class").isEmpty() ? null : c.text("licence_class", 3),
                c.cell("licence_valid_until").isEmpty() ? null : c.day("licence_valid_until"),
                c.cell("licence_points").isEmpty() ? null : (int) c.number("licence_points", 0, 12));
    }

    /** The cells of a line by column, and what is wrong with them. */
    private static final class Cells {
        private final int line;
        private final List<String> columns;
        private final List<String> cells;
        private final List<Rejected> wrong = new ArrayList<>();

        Cells(int line, List<String> columns, List<String> cells) {
            this.line = line;
            this.columns = columns;
            this.cells = cells;
        }

        String cell(String column) {
            return cells.get(columns.indexOf(column)).strip();
        }

        String login() {
            return text("login", 40);
        }

        String text(String column, int max) {
            String value = cell(column);
            if (value.isEmpty() || value.length() > max) {
                reject(column, "1 to " + max + " characters");
            }
            return value;
        }

        String word(String column, Set<String> words) {
            String value = cell(column);
            if (!words.contains(value)) {
                reject(column, "one of " + words.stream().sorted().collect(Collectors.joining(", ")));
            }
            return value;
        }

        Set<String> words(String column) {
            String value = cell(column);
            return value.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(value.split("\\s+")));
        }

        Set<Role> roles() {
            Set<String> words = words("roles");
            Set<Role> known = words.stream()
                    .flatMap(word -> Arrays.stream(Role.values())
                            .filter(role -> role.name().equals(word)))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (known.size() != words.size()) {
                reject("roles", "roles separated by blanks: " + Arrays.toString(Role.values()));
            }
            return words.isEmpty() ? null : known;
        }

        LocalDate day(String column) {
            try {
                return LocalDate.parse(cell(column));
            } catch (DateTimeException e) {
                reject(column, "a day like 2026-11-23");
                return null;
            }
        }

        long number(String column, long min, long max) {
            String value = cell(column);
            if (!value.matches("[0-9]{1,9}") || Long.parseLong(value) < min || Long.parseLong(value) > max) {
                reject(column, "a whole number of " + min + " to " + max);
                return 0;
            }
            return Long.parseLong(value);
        }

        private void reject(String column, String accepted) {
            String value = cell(column);
            String met = value.length() > 60 ? value.substring(0, 60) + "…" : value;
            wrong.add(new Rejected(line, column, "value “" + met + "”; expected " + accepted));
        }
    }
}
