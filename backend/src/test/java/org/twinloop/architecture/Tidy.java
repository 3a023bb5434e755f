package org.twinloop.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How files look: sizes, leftovers, links and names. Each rule answers its violations, one sentence each. */
public final class Tidy {

    private static final int LINE_MAX = 120;
    private static final int PACKAGE_FILES_MAX = 20;
    private static final int PACKAGE_NOTE_LINES_MIN = 5;
    private static final int PACKAGE_NOTE_LINES_MAX = 15;
    private static final Set<String> CODE = Set.of("java", "sql", "ts", "vue", "css", "mjs");
    private static final Set<String> TOP = Set.of(
            ".ci",
            ".editorconfig",
            ".gitattributes",
            ".gitignore",
            ".mvn",
            "ARCHITECTURE.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "LICENSE",
            "NOTICE",
            "README.md",
            "README.zh-CN.md",
            "backend",
            "device-firmware-sim",
            "docs",
            "infra",
            "mobile-api-spec",
            "pom.xml");
    private static final Set<String> LOCAL = Set.of(".git", ".twinloop", "target", ".idea", ".vscode", "node_modules");
    private static final Pattern LEFTOVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX|HA" + "CK)\\b");
    private static final Pattern MACHINE = Pattern.compile("(?<![\\w.$}/-])/(?:wo" + "rk|ro" + "ot|ho" + "me|tm"
            + "p)/\\w" + "|registry\\.npm" + "js\\.org|repo1?\\.maven\\.ap" + "ache\\.org|[A-Z]:\\\\\\\\Users");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");

    private Tidy() {}

    /** Every rule by its name, over the project in a folder. */
    public static Map<String, List<String>> all(Path root) {
        Sources sources = Sources.of(root);
        Map<String, List<String>> rules = new LinkedHashMap<>();
        rules.put("a line fits on a screen", longLines(sources));
        rules.put("methods and classes are small", JavaSizes.violations(sources));
        rules.put("a package has few files and says what it is", packages(sources));
        rules.put("nothing is left over", matching(sources, LEFTOVER, sources.all()));
        rules.put("no path or host of one machine", matching(sources, MACHINE, withoutTests(sources)));
        rules.put("links lead somewhere", links(sources));
        rules.put("the top level is the map", top(root));
        rules.put("migrations keep the rules", Migrations.violations(sources));
        rules.put("a schema is named by its owner only", SchemaOwners.violations(sources));
        return rules;
    }

    private static List<String> longLines(Sources sources) {
        List<String> found = new ArrayList<>();
        for (Path file : sources.ending(CODE)) {
            List<String> lines = sources.text(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                int length = lines.get(i).codePointCount(0, lines.get(i).length());
                if (length > LINE_MAX) {
                    found.add("%s:%d has %d characters".formatted(sources.name(file), i + 1, length));
                }
            }
        }
        return found;
    }

    private static List<String> packages(Sources sources) {
        Map<Path, List<Path>> folders = new TreeMap<>();
        sources.ending(Set.of("java")).stream()
                .filter(file -> sources.name(file).contains("src/main/java"))
                .forEach(file -> folders.computeIfAbsent(file.getParent(), key -> new ArrayList<>())
                        .add(file));
        List<String> found = new ArrayList<>();
        folders.forEach((folder, files) -> {
            String name = sources.name(folder);
            Path note = folder.resolve("package-info.java");
            long count = files.stream().filter(file -> !file.equals(note)).count();
            if (count > PACKAGE_FILES_MAX) {
                found.add(name + " has " + count + " files");
            }
            if (!files.contains(note)) {
                found.add(name + " has no package-info.java");
            } else {
                long lines = sources.text(note)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .count();
                if (lines < PACKAGE_NOTE_LINES_MIN || lines > PACKAGE_NOTE_LINES_MAX) {
                    found.add(name + "/package-info.java has " + lines + " lines");
                }
            }
        });
        return found;
    }

    private static List<String> matching(Sources sources, Pattern pattern, List<Path> files) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = sources.text(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    found.add("%s:%d: %s"
                            .formatted(sources.name(file), i + 1, lines.get(i).strip()));
                }
            }
        }
        return found;
    }

    private static List<Path> withoutTests(Sources sources) {
        return sources.all().stream()
                .filter(file -> !sources.name(file).contains("src/test/"))
                .toList();
    }

    private static List<String> links(Sources sources) {
        List<String> found = new ArrayList<>();
        for (Path file : sources.ending(Set.of("md"))) {
            Matcher links = LINK.matcher(sources.text(file).replaceAll("(?s)```.*?```", ""));
            while (links.find()) {
                String target = links.group(1).split("#")[0];
                boolean outside = target.isEmpty() || target.contains("://") || target.startsWith("mailto:");
                if (!outside && !Files.exists(file.resolveSibling(target))) {
                    found.add(sources.name(file) + " leads to nothing: " + links.group(1));
                }
            }
        }
        return found;
    }

    private static List<String> top(Path root) {
        Set<String> extra = new TreeSet<>();
        try (Stream<Path> entries = Files.list(root)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !TOP.contains(name) && !LOCAL.contains(name))
                    .forEach(extra::add);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        return extra.stream()
                .map(name -> "not on the map of the top level: " + name)
                .toList();
    }
}
