package org.twinloop.bench.tiles;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twinloop.bench.frame.StatementLog.Statement;
import org.twinloop.bench.frame.StatementLog.Transaction;

/**
 * The transaction the service was logged to run for one tile, as a script for pgbench. Whole numbers (zoom, column,
 * row, seconds) are bound as parameters, as the service binds them, so that both plan the same statement; pgbench binds
 * nothing else, so times and words stand in the text.
 */
final class TileScript {
    private static final String TILE = "st_asmvt(";
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("'(-?\\d{1,9})'");

    private final StringBuilder variables = new StringBuilder();
    private final StringBuilder statements = new StringBuilder();
    private int bound;

    private TileScript() {}

    /** The script of the one tile among the logged transactions. */
    static String of(List<Transaction> logged) {
        List<Transaction> tiles = logged.stream()
                .filter(one -> one.shape().stream().anyMatch(sql -> sql.contains(TILE)))
                .toList();
        if (tiles.size() != 1) {
            throw new IllegalStateException("the log shows " + tiles.size() + " tiles and not one");
        }
        TileScript script = new TileScript();
        tiles.get(0).statements().forEach(script::add);
        return script.variables + "begin;\n" + script.statements + "commit;\n";
    }

    private void add(Statement statement) {
        boolean drawing = statement.sql().contains(TILE);
        String[] values = statement.values().toArray(new String[0]);
        for (int i = 0; i < values.length; i++) {
            Matcher whole = WHOLE_NUMBER.matcher(values[i]);
            values[i] = drawing && whole.matches() ? variable(whole.group(1)) : literal(values[i]);
        }
        String sql = PARAMETER
                .matcher(statement.sql().strip().replaceAll(";$", ""))
                .replaceAll(found -> Matcher.quoteReplacement(values[Integer.parseInt(found.group(1)) - 1]));
        statements.append(sql).append(";\n");
    }

    private String variable(String value) {
        bound++;
        variables.append("\\set v%d %s%n".formatted(bound, value));
        return ":v" + bound;
    }

    /** A colon would begin a variable of pgbench. */
    private static String literal(String value) {
        return value.contains(":") ? "E" + value.replace("\\", "\\\\").replace(":", "\\x3a") : value;
    }
}
