package org.twinloop.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of schema migrations: name, comments, forward only. */
final class Migrations {

    private static final Pattern NAME = Pattern.compile("V(\\d{4})__([a-z]+)(_[a-z0-9]+)*\\.sql");
    private static final Pattern TABLE = Pattern.compile("create table (?:if not exists )?([a-z_]+\\.[a-z_0-9]+)");
    private static final Pattern BACKWARD =
            Pattern.compile("\\b(drop (table|schema|column)|truncate|alter table \\S+ rename)\\b");

    private Migrations() {}

    static List<Path> files(Sources sources) {
        return sources.ending(Set.of("sql")).stream()
                .filter(file -> sources.name(file).contains("db/migration/"))
                .toList();
    }

    static List<String> violations(Sources sources) {
        List<String> found = new ArrayList<>();
        Map<String, String> versions = new HashMap<>();
        for (Path file : files(sources)) {
            String name = file.getFileName().toString();
            Matcher parts = NAME.matcher(name);
            if (!parts.matches()) {
                found.add(name + " is not named V0000__feature_what.sql");
                continue;
            }
            String other = versions.put(parts.group(1), name);
            if (other != null) {
                found.add(name + " has the number of " + other);
            }
            check(name, plain(sources.text(file)), found);
        }
        return found;
    }

    private static void check(String name, String sql, List<String> found) {
        Set<String> tables = new TreeSet<>();
        Matcher created = TABLE.matcher(sql);
        while (created.find()) {
            if (!sql.startsWith(" partition of", created.end())) {
                tables.add(created.group(1));
            }
        }
        for (String table : tables) {
            if (!sql.contains("comment on table " + table + " is")) {
                found.add(name + " creates " + table + " without a comment on it");
            }
        }
        Matcher backward = BACKWARD.matcher(sql);
        while (backward.find()) {
            found.add(name + " goes backward: " + backward.group());
        }
    }

    /** SQL without comments, in lower case, blanks folded. */
    static String plain(String sql) {
        return sql.replaceAll("--[^\\n]*", " ").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
