package org.twinloop.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A small project in a folder of its own breaks each rule of tidiness, and each rule has to say so. */
class TidyPlantedTest {

    private static final String MAIN = "backend/src/main/java/org/twinloop/ledger/";
    private static final String MIGRATION = "backend/src/main/resources/db/migration/";
    private static final String TABLE = "create table ledger.transfer (id uuid);\n";

    /** A fault: the rule that has to see it, the file, its text, and words of the report. */
    private record Fault(String rule, String file, String text, String report) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault("a line fits on a screen", MAIN + "A.java", "// " + "x".repeat(118), "A.java:1 has 121"),
            new Fault(
                    "methods and classes are small",
                    MAIN + "A.java",
                    lines("class A { void m() {", 60),
                    "method m has 62"),
            new Fault("methods and classes are small", MAIN + "A.java", lines("class A {{", 400), "class A has 402"),
            new Fault("a package has few files and says what it is", MAIN + "A.java", "class A {}", "no package-info"),
            new Fault(
                    "a package has few files and says what it is",
                    MAIN + "package-info.java",
                    "package org.twinloop.ledger;",
                    "has 1 lines"),
            new Fault("nothing is left over", "docs/a.md", "TO" + "DO: later", "a.md:1"),
            new Fault("no path or host of one machine", "docs/a.md", "see /ho" + "me/me/x", "a.md:1"),
            new Fault("no path or host of one machine", "docs/a.json", "https://registry.npm" + "js.org/x", "a.json:1"),
            new Fault("links lead somewhere", "docs/a.md", "[x](nowhere.md)", "leads to nothing: nowhere.md"),
            new Fault("the top level is the map", "notes.txt", "x", "notes.txt"),
            new Fault("migrations keep the rules", MIGRATION + "V1__x.sql", "", "is not named"),
            new Fault("migrations keep the rules", MIGRATION + "V0040__ledger.sql", TABLE, "without a comment"),
            new Fault(
                    "migrations keep the rules",
                    MIGRATION + "V0041__ledger.sql",
                    "drop table ledger.hold;",
                    "goes backward"),
            new Fault(
                    "a schema is named by its owner only",
                    "backend/src/main/java/org/twinloop/trip/TripRepository.java",
                    "class TripRepository { String s = \"select 1 from ledger.transfer t\"; }",
                    "TripRepository.java names ledger.transfer"),
            new Fault(
                    "a schema is named by its owner only",
                    MIGRATION + "V0120__trip.sql",
                    "alter table ledger.transfer add x int;",
                    "V0120__trip.sql names ledger.transfer"));

    @TestFactory
    Stream<DynamicTest> a_rule_sees_the_fault_planted_for_it(@TempDir Path folder) {
        Set<String> rules = Tidy.all(folder).keySet();
        Set<String> broken = FAULTS.stream().map(Fault::rule).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(rules), broken, "a planted fault for every rule");
        return FAULTS.stream()
                .map(fault -> dynamicTest(fault.rule() + ": " + fault.report(), () -> {
                    Path project = folder.resolve(String.valueOf(fault.hashCode()));
                    write(project, MIGRATION + "V0001__ledger.sql", TABLE + "comment on table ledger.transfer is 'x';");
                    write(project, fault.file(), fault.text());
                    String report = Tidy.all(project).get(fault.rule()).toString();
                    assertTrue(report.contains(fault.report()), report);
                }));
    }

    @Test
    void twenty_files_are_enough_for_a_package(@TempDir Path project) {
        for (int i = 0; i < 21; i++) {
            write(project, MAIN + "A" + i + ".java", "class A" + i + " {}");
        }
        Map<String, List<String>> found = Tidy.all(project);
        assertTrue(found.get("a package has few files and says what it is")
                .toString()
                .contains("has 21 files"));
    }

    @Test
    void two_migrations_with_one_number_are_reported(@TempDir Path project) {
        write(project, MIGRATION + "V0001__ledger.sql", "");
        write(project, MIGRATION + "V0001__trip.sql", "");
        assertTrue(Tidy.all(project).get("migrations keep the rules").toString().contains("has the number of"));
    }

    @Test
    void a_tidy_project_is_not_reported(@TempDir Path project) {
        write(project, "README.md", "[map](docs/a.md) and [outside](https://twinloop.org)");
        write(project, "docs/a.md", "fine");
        write(project, MIGRATION + "V0040__ledger.sql", TABLE + "comment on table ledger.transfer is 'x';");
        Tidy.all(project).forEach((rule, found) -> assertEquals(List.of(), found, rule));
    }

    private static String lines(String head, int blank) {
        return head + "\n".repeat(blank + 1) + "}}";
    }

    private static void write(Path project, String name, String text) {
        try {
            Path file = project.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
