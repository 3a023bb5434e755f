package org.twinloop.identity.personnel;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/** Walks through a CSV file (RFC 4180, UTF-8, header first). A wrong header or too many lines refuse the file. */
public final class CsvLines {
    private static final String BOM = "\uFEFF";

    /**
     * A line that was not taken.
     *
     * @param line its place in the file or batch, from 1
     * @param field column or property, empty for the line as a whole
     * @param detail the value met and what is accepted
     */
    public record Rejected(int line, String field, String detail) {}

    private CsvLines() {}

    /** Hands each line on, numbered from 1 after the header; answers what was wrong with any. */
    public static List<Rejected> each(String text, List<String> columns, int linesMax, Consumer<CsvCells> take) {
        List<Rejected> rejected = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(text.startsWith(BOM) ? text.substring(1) : text)) {
            int line = 0;
            for (CsvRecord record : csv) {
                if (line++ == 0) {
                    checkHeader(columns, record.getFields());
                } else if (line - 1 > linesMax) {
                    throw new ProblemException(CommonProblem.TOO_LARGE, "more than " + linesMax + " lines");
                } else {
                    rejected.addAll(taken(line - 1, columns, record.getFields(), take));
                }
            }
            if (line == 0) {
                checkHeader(columns, List.of());
            }
        } catch (CsvParseException e) {
            throw unreadable("no CSV: " + e.getMessage() + "; send RFC 4180 in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rejected;
    }

    private static List<Rejected> taken(int line, List<String> columns, List<String> cells, Consumer<CsvCells> take) {
        if (cells.size() != columns.size()) {
            return List.of(new Rejected(line, "", cells.size() + " columns; there are " + columns.size()));
        }
        CsvCells read = new CsvCells(line, columns, cells);
        take.accept(read);
        return read.wrong();
    }

    private static void checkHeader(List<String> columns, List<String> header) {
        if (!header.equals(columns)) {
            throw unreadable(
                    "line 1: met " + String.join(",", header) + "; the header is " + String.join(",", columns));
        }
    }

    private static ProblemException unreadable(String detail) {
        return ProblemException.field(CommonProblem.INVALID, "", detail);
    }
}
