package org.twinloop.contract;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.twinloop.common.Problem;

/** The table of {@code problems.md}: one row per slug, one section per feature. */
public final class ProblemTable {

    /** A row as people read it. */
    public record Row(String feature, String slug, String kind, String zh, String en, String when, String advice) {}

    /** Slugs whose status says more than their kind. */
    private static final Map<String, Integer> STATUS = Map.of(
            "method-not-allowed", 405,
            "not-acceptable", 406,
            "too-large", 413,
            "too-slow", 408,
            "unsupported-media-type", 415,
            "internal-error", 500);

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private ProblemTable() {}

    public static ProblemTable real() {
        return parse(Project.text(Project.spec("problems.md")));
    }

    static ProblemTable parse(String markdown) {
        ProblemTable table = new ProblemTable();
        String feature = "";
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("## ")) {
                feature = line.substring(3).strip();
            } else if (line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| slug ")) {
                List<String> cells =
                        Arrays.stream(line.split("\\|")).map(String::strip).toList();
                if (cells.size() != 7) {
                    throw new IllegalStateException("a row needs six cells: " + line);
                }
                Row row = new Row(
                        feature, cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5), cells.get(6));
                if (table.rows.put(row.slug(), row) != null) {
                    throw new IllegalStateException("twice in problems.md: " + row.slug());
                }
            }
        }
        return table;
    }

    public Map<String, Row> rows() {
        return rows;
    }

    /** The HTTP status a slug is answered with. */
    public int status(String slug) {
        Row row = rows.get(slug);
        if (row == null) {
            throw new IllegalArgumentException("not in problems.md: " + slug);
        }
        return STATUS.getOrDefault(slug, ofKind(Problem.Kind.valueOf(row.kind())));
    }

    private static int ofKind(Problem.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case UNAVAILABLE -> 503;
        };
    }

    /** The rows the enumerations of the code would give, in the form of the comparison. */
    static Map<String, String> ofCode(List<? extends Problem> constants) {
        return constants.stream()
                .collect(Collectors.toMap(
                        Problem::slug,
                        problem -> line(
                                feature(problem.getClass()),
                                problem.slug(),
                                problem.kind().name(),
                                problem.titleZh(),
                                problem.titleEn()),
                        (a, b) -> "two enumerations have the slug: " + a + " and " + b));
    }

    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        rows.forEach((slug, row) -> lines.put(slug, line(row.feature(), slug, row.kind(), row.zh(), row.en())));
        return lines;
    }

    private static String line(String feature, String slug, String kind, String zh, String en) {
        return String.join(" | ", feature, slug, kind, zh, en);
    }

    private static String feature(Class<?> type) {
        String below = type.getPackageName().substring("org.twinloop.".length());
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }
}
