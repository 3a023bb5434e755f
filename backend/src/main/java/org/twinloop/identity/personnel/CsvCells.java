package org.twinloop.identity.personnel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.identity.Role;
import org.twinloop.identity.personnel.CsvLines.Rejected;

/** The cells of a line by column, and what is wrong with them. */
public final class CsvCells {
    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 2199;

    private final int line;
    private final List<String> columns;
    private final List<String> cells;
    private final List<Rejected> wrong = new ArrayList<>();

    CsvCells(int line, List<String> columns, List<String> cells) {
        this.line = line;
        this.columns = columns;
        this.cells = cells;
    }

    /** From 1, after the header. */
    public int line() {
        return line;
    }

    /** Whether nothing was wrong with what was read so far. */
    public boolean good() {
        return wrong.isEmpty();
    }

    List<Rejected> wrong() {
        return wrong;
    }

    /** What stands there, without blanks around it. */
    public String cell(String column) {
        return cells.get(columns.indexOf(column)).strip();
    }

    /** Whether nothing stands there. */
    public boolean blank(String column) {
        return cell(column).isEmpty();
    }

    /** The column {@code login}, 1 to 40 characters. */
    public String login() {
        return text("login", 40);
    }

    /** One line of 1 to {@code max} characters; anything else is rejected. */
    public String text(String column, int max) {
        String value = cell(column);
        if (value.isEmpty() || value.length() > max || value.chars().anyMatch(Character::isISOControl)) {
            reject(column, "1 to " + max + " characters in one line");
        }
        return value;
    }

    /** One of these words; anything else is rejected. */
    public String word(String column, Set<String> words) {
        String value = cell(column);
        if (!words.contains(value)) {
            reject(column, "one of " + words.stream().sorted().collect(Collectors.joining(", ")));
        }
        return value;
    }

    /** Words separated by blanks. */
    public Set<String> words(String column) {
        String value = cell(column);
        return value.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(value.split("\\s+")));
    }

    /** The column {@code roles}; null when nothing stands there. */
    public Set<Role> roles() {
        Set<String> words = words("roles");
        Set<Role> known = words.stream()
                .flatMap(word ->
                        Arrays.stream(Role.values()).filter(role -> role.name().equals(word)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (known.size() != words.size()) {
            reject("roles", "roles separated by blanks: " + Arrays.toString(Role.values()));
        }
        return words.isEmpty() ? null : known;
    }

    /** A day of the years 1900 to 2199; null, and rejected, when it is none. */
    public LocalDate day(String column) {
        try {
            LocalDate day = LocalDate.parse(cell(column));
            if (day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX) {
                return day;
            }
        } catch (DateTimeException e) {
            // Told below, like a day that no calendar of ours has.
        }
        reject(column, "a day like 2026-11-23");
        return null;
    }

    /** A whole number within bounds; anything else is rejected. */
    public long number(String column, long min, long max) {
        String value = cell(column);
        if (!value.matches("[0-9]{1,9}") || Long.parseLong(value) < min || Long.parseLong(value) > max) {
            reject(column, "a whole number of " + min + " to " + max);
            return 0;
        }
        return Long.parseLong(value);
    }

    /** Text of a pattern. {@code accepted} says it in words. */
    public String matching(String column, String pattern, String accepted) {
        String value = cell(column);
        if (!value.matches(pattern)) {
            reject(column, accepted);
        }
        return value;
    }

    /** Says that a column is wrong and what it should hold. */
    public void reject(String column, String accepted) {
        String value = cell(column);
        String met = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        wrong.add(new Rejected(line, column, "value “" + met + "”; expected " + accepted));
    }
}
