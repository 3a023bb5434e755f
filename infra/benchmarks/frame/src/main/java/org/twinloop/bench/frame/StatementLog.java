package org.twinloop.bench.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a server log written with {@code log_statement=all} and the line prefix {@code %m [%p] %u@%d }: which
 * transactions ran, with which statements and parameter values.
 */
public final class StatementLog {
    /** A statement with the values it was executed with, as SQL literals in order ($1 first). */
    public record Statement(String sql, List<String> values) {}

    /** One transaction of one server process: from BEGIN to COMMIT, or a single statement without either. */
    public record Transaction(String process, int begunAtLine, int endedAtLine, List<Statement> statements) {
        public List<String> shape() {
            return statements.stream().map(Statement::sql).toList();
        }
    }

    private static final Pattern RECORD = Pattern.compile(
            "^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)] (\\S+)@(\\S+) (LOG|DETAIL|ERROR|WARNING|STATEMENT):  (.*)$",
            Pattern.DOTALL);
    private static final Pattern EXECUTED = Pattern.compile("^(?:execute [^:]*|statement): (.*)$", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\$(\\d+) = (NULL|'(?:[^']++|'')*+')");

    private StatementLog() {}

    /** The transactions of that database in the order in which they ended. */
    static List<Transaction> transactions(List<String> lines, String database) {
        List<Transaction> finished = new ArrayList<>();
        Map<String, Open> open = new LinkedHashMap<>();
        for (Entry entry : entries(lines)) {
            Matcher record = RECORD.matcher(entry.text());
            if (!record.matches() || !record.group(3).equals(database)) {
                continue;
            }
            String process = record.group(1);
            if (record.group(4).equals("DETAIL")) {
                Open transaction = open.get(process);
                if (transaction != null) {
                    transaction.valuesOfLast(record.group(5));
                }
                continue;
            }
            Matcher executed = EXECUTED.matcher(record.group(5));
            if (record.group(4).equals("LOG") && executed.matches()) {
                step(process, entry.line(), executed.group(1).strip(), open, finished);
            }
        }
        open.values().stream().filter(left -> !left.inBlock).forEach(left -> finished.add(left.close(left.lastLine)));
        return finished;
    }

    private static void step(String process, int line, String sql, Map<String, Open> open, List<Transaction> finished) {
        String word = sql.toUpperCase(java.util.Locale.ROOT);
        Open current = open.get(process);
        if (word.startsWith("BEGIN") || word.startsWith("START TRANSACTION")) {
            if (current != null) {
                finished.add(current.close(line));
            }
            open.put(process, new Open(process, line, true));
            return;
        }
        if (current == null || !current.inBlock) {
            if (current != null) {
                finished.add(current.close(line));
            }
            current = new Open(process, line, false);
            open.put(process, current);
        }
        if (word.startsWith("COMMIT") || word.startsWith("ROLLBACK")) {
            finished.add(current.close(line));
            open.remove(process);
            return;
        }
        current.add(sql, line);
    }

    private record Entry(int line, String text) {}

    /** Statements of several lines come as one record followed by lines that begin with a tab. */
    private static List<Entry> entries(List<String> lines) {
        List<Entry> entries = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int begun = 0;
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith("\t")) {
                text.append('\n').append(line.substring(1));
                continue;
            }
            if (text.length() > 0) {
                entries.add(new Entry(begun, text.toString()));
            }
            text.setLength(0);
            text.append(line);
            begun = at;
        }
        if (text.length() > 0) {
            entries.add(new Entry(begun, text.toString()));
        }
        return entries;
    }

    private static final class Open {
        private final String process;
        private final int begunAtLine;
        private final boolean inBlock;
        private final List<Statement> statements = new ArrayList<>();
        private int lastLine;

        Open(String process, int begunAtLine, boolean inBlock) {
            this.process = process;
            this.begunAtLine = begunAtLine;
            this.inBlock = inBlock;
            this.lastLine = begunAtLine;
        }

        void add(String sql, int line) {
            statements.add(new Statement(sql, List.of()));
            lastLine = line;
        }

        void valuesOfLast(String detail) {
            if (statements.isEmpty() || !detail.startsWith("parameters:")) {
                return;
            }
            List<String> values = new ArrayList<>();
            Matcher value = VALUE.matcher(detail);
            while (value.find()) {
                values.add(value.group(2));
            }
            int last = statements.size() - 1;
            statements.set(last, new Statement(statements.get(last).sql(), List.copyOf(values)));
        }

        Transaction close(int line) {
            return new Transaction(process, begunAtLine, line, List.copyOf(statements));
        }
    }
}
