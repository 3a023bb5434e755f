package org.twinloop.bench.frame;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pgbench script out of logged transactions: the same statements with the same values, except that what must be new
 * in each execution is: ids that the database did not know before (made from the variable n) and times of the booked
 * window (all later than {@code windowsBegin}, shifted by d hours).
 */
public final class PgbenchScript {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern UUID_LIST = Pattern.compile("\\{" + UUID_TEXT + "(?:," + UUID_TEXT + ")*\\}");
    private static final Pattern RANGE = Pattern.compile("([\\[(])\"?([^\",]+)\"?,\"?([^\",]+)\"?([\\])])");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]x");

    private final Set<String> knownIds;
    private final Instant windowsBegin;
    private final Map<String, String> newIds = new LinkedHashMap<>();

    public PgbenchScript(Set<String> knownIds, Instant windowsBegin) {
        this.knownIds = knownIds;
        this.windowsBegin = windowsBegin;
    }

    public String of(List<StatementLog.Transaction> transactions) {
        StringBuilder script = new StringBuilder("\\set n random(1, 281474976710655)\n\\set d random(1, 1000000000)\n");
        for (StatementLog.Transaction transaction : transactions) {
            boolean block = transaction.statements().size() > 1;
            script.append(block ? "begin;\n" : "");
            for (StatementLog.Statement statement : transaction.statements()) {
                script.append(statement(statement)).append(";\n");
            }
            script.append(block ? "commit;\n" : "");
        }
        return script.toString();
    }

    private String statement(StatementLog.Statement statement) {
        return PARAMETER.matcher(statement.sql().strip().replaceAll(";$", "")).replaceAll(found -> {
            int number = Integer.parseInt(found.group(1));
            return Matcher.quoteReplacement(expression(statement.values().get(number - 1)));
        });
    }

    private String expression(String literal) {
        if (literal.equals("NULL")) {
            return "NULL";
        }
        String text = literal.substring(1, literal.length() - 1).replace("''", "'");
        if (UUID_TEXT.matcher(text).matches()) {
            return knownIds.contains(text) ? quoted(text) : "(" + newId(text) + ")::uuid";
        }
        if (UUID_LIST.matcher(text).matches()) {
            List<String> members = new ArrayList<>();
            Matcher id = UUID_TEXT.matcher(text);
            while (id.find()) {
                members.add(knownIds.contains(id.group()) ? quoted(id.group()) : newId(id.group()));
            }
            return "array[" + String.join(", ", members) + "]::uuid[]";
        }
        Matcher range = RANGE.matcher(text);
        if (range.matches() && time(range.group(2)) != null && time(range.group(3)) != null) {
            return "tstzrange(" + shifted(range.group(2)) + ", " + shifted(range.group(3)) + ", "
                    + quoted(range.group(1) + range.group(4)) + ")";
        }
        Instant time = time(text);
        return time != null && time.isAfter(windowsBegin) ? shifted(text) : quoted(text);
    }

    private String newId(String id) {
        String prefix = newIds.computeIfAbsent(id, key -> String.format("%08x", newIds.size() + 1));
        return quoted(prefix + "-0000-7000-8000-") + " || lpad(to_hex(:n::bigint), 12, '0')";
    }

    private static String shifted(String time) {
        return "(" + quoted(time) + "::timestamptz + :d::float8 * interval '1 hour')";
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }

    /** A colon would begin a variable of pgbench. */
    private static String quoted(String text) {
        return "E'"
                + text.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("\n", "\\n")
                        .replace(":", "\\x3a") + "'";
    }
}
