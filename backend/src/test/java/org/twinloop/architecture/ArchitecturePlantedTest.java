package org.twinloop.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of the architecture is broken once, by a class planted for it, and has to say so. */
class ArchitecturePlantedTest {

    private static final String UNI = "io.smallrye.mutiny.Uni<String> uni";

    /** One faulty class for each ban, by the ban's name. */
    private static final Map<String, String> FAULTS = Map.ofEntries(
            Map.entry(
                    "time is a parameter: only common.SystemTime reads the machine's clock",
                    "package org.twinloop.ledger; class Faulty { Object o() { return java.time.Instant.now(); } }"),
            Map.entry(
                    "nothing waits: no await, join, get or sleep",
                    "package org.twinloop.ledger; class Faulty { Object o(" + UNI
                            + ") { return uni.await().indefinitely(); } }"),
            Map.entry(
                    "only common.Database opens transactions",
                    "package org.twinloop.ledger; class Faulty {"
                            + " @io.quarkus.hibernate.reactive.panache.common.WithTransaction "
                            + "Object o() { return null; } }"),
            Map.entry(
                    "SQL stands in repositories only",
                    "package org.twinloop.ledger; class Faulty { Object o(org.twinloop.common.Database d)"
                            + " { return d.sql(\"delete from ledger.transfer\"); } }"),
            Map.entry(
                    "the driver is used in repositories only",
                    "package org.twinloop.ledger; class Faulty { io.vertx.mutiny.sqlclient.Pool pool; }"),
            Map.entry(
                    "names say what a thing is",
                    "package org.twinloop.ledger; class LedgerHelper { class FeeInfo {} }"),
            Map.entry(
                    "the way search is plain Java",
                    "package org.twinloop.network.search; class Faulty { " + UNI + "; }"),
            Map.entry(
                    "the plan search is plain Java",
                    "package org.twinloop.trip.planning.search; class Faulty { " + UNI + "; }"),
            Map.entry(
                    "tours and sites are plain Java",
                    "package org.twinloop.network.layout; class Faulty { " + UNI + "; }"),
            Map.entry(
                    "price functions are plain Java",
                    "package org.twinloop.pricing; class Usage { jakarta.ws.rs.core.Response r; }"),
            Map.entry(
                    "codecs are plain Java",
                    "package org.twinloop.telematics; class ReportCodec { io.vertx.core.buffer.Buffer b; }"),
            Map.entry(
                    "frames are plain Java",
                    "package org.twinloop.partner.gb32960.wire; class Faulty { io.vertx.core.buffer.Buffer b; }"),
            Map.entry("edges belong to their package", "package org.twinloop.ledger; public class FaultyResource {}"),
            Map.entry(
                    "paths are served by classes named Resource",
                    "package org.twinloop.ledger; @jakarta.ws.rs.Path(\"/x\") class Faulty {}"));

    @TestFactory
    Stream<DynamicTest> a_ban_sees_the_fault_planted_for_it(@TempDir Path folder) {
        Map<String, ArchRule> bans = Bans.all();
        assertEquals(new TreeSet<>(bans.keySet()), new TreeSet<>(FAULTS.keySet()), "a planted fault for every ban");
        return bans.entrySet().stream()
                .map(ban -> dynamicTest(ban.getKey(), () -> {
                    String fault = FAULTS.get(ban.getKey());
                    JavaClasses classes = compile(folder.resolve(String.valueOf(fault.hashCode())), fault);
                    assertThrows(AssertionError.class, () -> ban.getValue().check(classes));
                }));
    }

    @Test
    void a_rule_that_matches_no_class_fails(@TempDir Path folder) {
        JavaClasses classes = compile(folder, "package org.twinloop.ledger; class Quiet {}");
        ArchRule search = Bans.all().get("the way search is plain Java");
        assertThrows(AssertionError.class, () -> search.check(classes));
    }

    @Test
    void an_arrow_that_points_up_is_reported(@TempDir Path folder) {
        List<String> found = new Arrows(Map.of("ledger", Set.of("common"), "trip", Set.of("ledger")))
                .violations(Planted.compile(
                        folder,
                        Map.of(
                                "org/twinloop/trip/Journey.java",
                                "package org.twinloop.trip; public class Journey {}",
                                "org/twinloop/ledger/Faulty.java",
                                "package org.twinloop.ledger; class Faulty { org.twinloop.trip.Journey[] j; }")));
        assertTrue(found.toString().contains("ledger may not see trip"), found::toString);
    }

    @Test
    void a_package_that_is_not_on_the_map_is_reported(@TempDir Path folder) {
        JavaClasses classes = compile(folder, "package org.twinloop.secret; class Faulty {}");
        assertEquals(
                List.of("package not on the map: secret", "on the map, but without a class: ledger"),
                new Arrows(Map.of("ledger", Set.of())).violations(classes));
    }

    @Test
    void a_cycle_on_the_map_is_reported() {
        Arrows arrows = new Arrows(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("a"), "d", Set.of("a")));
        assertEquals(3, arrows.cycles().size());
    }

    @Test
    void an_entity_that_travels_as_json_is_reported(@TempDir Path folder) throws Exception {
        Planted.compile(folder, Map.of("org/twinloop/ledger/Edge.java", """
                        package org.twinloop.ledger;
                        public class Edge {
                            @jakarta.ws.rs.GET public java.util.List<Envelope> list() { return null; }
                            public record Envelope(Stored stored) {}
                            @jakarta.persistence.Entity public static class Stored { @jakarta.persistence.Id long id; }
                        }
                        """));
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            List<Class<?>> edges = List.of(loader.loadClass("org.twinloop.ledger.Edge"));
            assertEquals(1, JsonTypes.entities(edges).size());
            assertEquals(1, JsonTypes.loose(edges).size());
        }
    }

    private static JavaClasses compile(Path folder, String source) {
        String type = source.replaceAll("(?s).*package ([\\w.]+);.*", "$1").replace('.', '/');
        String name = source.replaceAll("(?s).*?class (\\w+).*", "$1");
        return Planted.compile(folder, Map.of(type + "/" + name + ".java", source));
    }
}
