package org.twinloop.bench.tiles;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service ran for one tile, out of a server log with {@code log_statement=all} and the line prefix {@code %m
 * [%p] %u@%d }, as a script for pgbench: the transaction with the values it was run with.
 */
final class TileStatements {
    private static final Pattern RECORD =
            Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)] \\S+ (LOG|DETAIL):  (.*)$", Pattern.DOTALL);
    private static final Pattern EXECUTED = Pattern.compile("^(?:execute [^:]*|statement): (.*)$", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']++|'')*+')");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final String TILE = "st_asmvt(";

    private TileStatements() {}

    /** The script of the one tile that was drawn since an offset of the log. */
    static String since(Path log, long offset) throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, List<String>> open = new LinkedHashMap<>();
        for (String record : records(log, offset)) {
            Matcher parts = RECORD.matcher(record);
            if (!parts.matches()) {
                continue;
            }
            List<String> statements = open.computeIfAbsent(parts.group(1), process -> new ArrayList<>());
            if (parts.group(2).equals("DETAIL")) {
                bindLast(statements, parts.group(3));
                continue;
            }
            Matcher executed = EXECUTED.matcher(parts.group(3));
            if (executed.matches()) {
                String sql = executed.group(1).strip().replaceAll(";$", "");
                if (sql.toUpperCase(java.util.Locale.ROOT).startsWith("BEGIN")) {
                    statements.clear();
                }
                statements.add(sql);
                if (sql.toUpperCase(java.util.Locale.ROOT).startsWith("COMMIT")
                        && statements.stream().anyMatch(one -> one.contains(TILE))) {
                    found.add(String.join(";\n", statements) + ";\n");
                }
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException("the log shows " + found.size() + " tiles and not one");
        }
        return found.get(0);
    }

    private static void bindLast(List<String> statements, String detail) {
        if (statements.isEmpty() || !detail.toLowerCase(java.util.Locale.ROOT).startsWith("parameters:")) {
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher value = VALUE.matcher(detail);
        while (value.find()) {
            values.put(value.group(1), literal(value.group(2)));
        }
        int last = statements.size() - 1;
        statements.set(last, PARAMETER.matcher(statements.get(last)).replaceAll(found ->
                Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group()))));
    }

    /** A colon would begin a variable of pgbench. */
    private static String literal(String value) {
        return value.contains(":") ? "E" + value.replace("\\", "\\\\").replace(":", "\\x3a") : value;
    }

    /** Statements of several lines come as one record followed by lines that begin with a tab. */
    private static List<String> records(Path log, long offset) throws IOException {
        List<String> records = new ArrayList<>();
        try (var file = Files.newByteChannel(log)) {
            file.position(offset);
            String text = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                if (line.startsWith("\t") && !records.isEmpty()) {
                    records.set(records.size() - 1, records.get(records.size() - 1) + "\n" + line.substring(1));
                } else {
                    records.add(line);
                }
            }
        }
        return records;
    }
}
