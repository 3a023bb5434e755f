package org.twinloop.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One schema per feature; its tables are named by that feature's migrations and code only. Views, and functions that
 * only read, are how a feature publishes. What the schema {@code common} holds belongs to all.
 */
final class SchemaOwners {

    private static final Pattern CREATED =
            Pattern.compile("create (?:or replace )?(?:unlogged )?(table|procedure|sequence|type)"
                    + " (?:if not exists )?([a-z_]+)\\.([a-z_0-9]+)");
    private static final Pattern NAMED = Pattern.compile("(?<![\\w.'/])([a-z_]+)\\.([a-z_0-9]+)");
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern MAIN = Pattern.compile("src/main/java/org/twinloop/([a-z]+)/.*");

    private SchemaOwners() {}

    static List<String> violations(Sources sources) {
        Set<String> owned = new TreeSet<>();
        for (Path file : Migrations.files(sources)) {
            Matcher created = CREATED.matcher(Migrations.plain(sources.text(file)));
            while (created.find()) {
                boolean published =
                        created.group(1).endsWith("view") || created.group(2).equals("common");
                if (!published) {
                    owned.add(created.group(2) + "." + created.group(3));
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (Path file : Migrations.files(sources)) {
            String name = file.getFileName().toString();
            String feature = name.replaceAll("V\\d+__([a-z]+).*", "$1");
            foreign(Migrations.plain(sources.text(file)), feature, owned, name, found);
        }
        for (Path file : sources.ending(Set.of("java"))) {
            Matcher main = MAIN.matcher(sources.name(file).replaceFirst("^backend/", ""));
            if (main.matches()) {
                java(sources.name(file), sources.text(file), main.group(1), owned, found);
            }
        }
        return found;
    }

    private static void java(String name, String text, String feature, Set<String> owned, List<String> found) {
        Matcher literals = LITERAL.matcher(text);
        while (literals.find()) {
            String literal = literals.group(1) == null ? literals.group(2) : literals.group(1);
            boolean sql =
                    literal.matches("(?is).*\\b(select|insert|update|delete|from|join|into|with|merge|copy)\\b.*");
            if (sql) {
                foreign(Migrations.plain(literal), feature, owned, name, found);
            }
        }
    }

    private static void foreign(String sql, String feature, Set<String> owned, String at, List<String> found) {
        Matcher named = NAMED.matcher(sql);
        while (named.find()) {
            String object = named.group(1) + "." + named.group(2);
            if (owned.contains(object) && !named.group(1).equals(feature)) {
                found.add(at + " names " + object);
            }
        }
    }
}
