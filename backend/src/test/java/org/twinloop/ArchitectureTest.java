package org.twinloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.twinloop.architecture.Arrows;
import org.twinloop.architecture.Bans;
import org.twinloop.architecture.JsonTypes;
import org.twinloop.contract.CodeScan;
import org.twinloop.contract.Compiled;

/** Who may see whom, and what nobody may do. The map below is the only copy; ARCHITECTURE.md draws it. */
class ArchitectureTest {

    private static final Set<String> GROUND = Set.of(
            "common",
            "common.geo",
            "common.upkeep",
            "journal",
            "identity",
            "identity.delegation",
            "identity.personnel",
            "operator",
            "network",
            "network.search",
            "network.traffic",
            "network.layout",
            "network.loop",
            "ledger",
            "pricing");
    private static final Set<String> THINGS = with(
            GROUND,
            "device",
            "device.command",
            "device.offline",
            "vehicle",
            "telematics",
            "charging",
            "bike",
            "chauffeur",
            "chauffeur.driver");
    private static final Set<String> POLICY = with(
            THINGS,
            "trip.approval",
            "trip.approval.rule",
            "trip.approval.policy",
            "trip.approval.register",
            "trip.approval.chain");
    private static final Set<String> TRIP = with(
            POLICY,
            "trip",
            "trip.planning",
            "trip.planning.option",
            "trip.planning.market",
            "trip.planning.energy",
            "trip.planning.search",
            "trip.heal",
            "trip.pool",
            "trip.ride",
            "trip.look",
            "trip.inspection",
            "trip.fact");
    private static final Set<String> WATCHERS =
            with(TRIP, "settlement", "supervision", "notification", "notification.delivery");
    private static final Set<String> EDGES = with(WATCHERS, "partner", "map", "console");

    /** What each package may see, itself apart: what stands below it, or left of it in its row. */
    public static final Map<String, Set<String>> MAP = new TreeMap<>(Map.ofEntries(
            Map.entry("common", Set.of("common.patience")),
            Map.entry("common.patience", Set.of()),
            Map.entry("common.geo", Set.of("common")),
            Map.entry("common.key", Set.of()),
            Map.entry("common.upkeep", Set.of("common")),
            Map.entry("common.wire", Set.of("common", "common.geo")),
            Map.entry("journal", Set.of("common")),
            Map.entry("journal.evidence", Set.of("common", "common.key", "journal")),
            Map.entry("identity.guess", Set.of("common", "common.upkeep")),
            Map.entry("identity", Set.of("common", "common.key", "common.upkeep", "journal", "identity.guess")),
            Map.entry("identity.delegation", Set.of("common", "journal", "identity")),
            Map.entry("identity.personnel", Set.of("common", "journal", "identity")),
            Map.entry("identity.registry", Set.of("common", "journal", "identity", "identity.personnel")),
            Map.entry("operator", Set.of("common", "journal", "identity")),
            Map.entry("network.osm", Set.of("common")),
            Map.entry("network.osm.tag", Set.of("network.osm")),
            Map.entry("network.shape", Set.of("network.osm")),
            Map.entry("network.draft", Set.of("common", "network.osm", "network.osm.tag", "network.shape")),
            Map.entry("network.snap", Set.of("common", "network.osm.tag")),
            Map.entry("network.build", Set.of("common", "network.draft", "network.osm", "network.osm.tag")),
            Map.entry("network.search.order", Set.of()),
            Map.entry("network.search", Set.of("common", "network.search.order")),
            Map.entry("network.search.turn", Set.of("network.search")),
            Map.entry("network.search.upkeep", Set.of("network.search")),
            Map.entry(
                    "network.road",
                    Set.of(
                            "common",
                            "network.osm.tag",
                            "network.search",
                            "network.search.turn",
                            "network.search.upkeep",
                            "network.snap")),
            Map.entry("network.energy", Set.of()),
            Map.entry("network.match", Set.of("common", "network.road", "network.search", "network.snap")),
            Map.entry(
                    "network.store",
                    Set.of("common", "network.osm.tag", "network.road", "network.search", "network.search.upkeep")),
            Map.entry(
                    "network.traffic",
                    Set.of(
                            "common",
                            "common.geo",
                            "journal",
                            "identity",
                            "network.match",
                            "network.osm.tag",
                            "network.road",
                            "network.search",
                            "network.snap",
                            "network.store")),
            Map.entry(
                    "network",
                    Set.of(
                            "common",
                            "common.geo",
                            "journal",
                            "identity",
                            "operator",
                            "network.energy",
                            "network.osm.tag",
                            "network.road",
                            "network.store",
                            "network.search",
                            "network.search.turn",
                            "network.search.upkeep",
                            "network.snap",
                            "network.traffic")),
            Map.entry("network.reach", Set.of("common", "common.geo", "network", "network.osm.tag", "network.road")),
            Map.entry("network.layout", Set.of()),
            Map.entry(
                    "network.loop", Set.of("common", "common.geo", "journal", "identity", "network", "network.layout")),
            Map.entry("ledger", Set.of("common", "journal", "identity", "operator")),
            Map.entry("pricing", Set.of("common", "journal", "identity", "operator")),
            Map.entry("device.tls", Set.of("common")),
            Map.entry("device.ack", Set.of()),
            Map.entry("device", with(GROUND, "device.ack", "device.tls")),
            Map.entry("device.broker", with(GROUND, "device")),
            Map.entry("device.command", with(GROUND, "device", "device.broker")),
            Map.entry("device.offline", with(GROUND, "common.key", "device", "device.command")),
            Map.entry("device.claim", with(GROUND, "device")),
            Map.entry("vehicle", with(GROUND, "device", "device.command")),
            Map.entry("vehicle.label", Set.of("common", "identity", "vehicle")),
            Map.entry("vehicle.order", with(GROUND, "device", "device.command", "vehicle")),
            Map.entry("telematics.wire", Set.of()),
            Map.entry("telematics.clock", Set.of("common", "identity")),
            Map.entry("telematics.drift", Set.of("common", "journal", "identity")),
            Map.entry(
                    "telematics",
                    with(
                            GROUND,
                            "device",
                            "device.command",
                            "vehicle",
                            "telematics.clock",
                            "telematics.drift",
                            "telematics.wire")),
            Map.entry("telematics.rule", with(GROUND, "vehicle", "telematics")),
            Map.entry("telematics.retention", Set.of("common", "telematics")),
            Map.entry("telematics.day", with(GROUND, "vehicle", "network.match")),
            Map.entry("telematics.ride", with(GROUND, "vehicle", "network.match")),
            Map.entry("telematics.speed", with(GROUND, "vehicle", "network.match", "network.snap")),
            Map.entry("telematics.alert", with(GROUND, "device", "device.command", "vehicle", "telematics")),
            Map.entry("charging", with(GROUND, "device", "device.command", "vehicle")),
            Map.entry("bike", GROUND),
            Map.entry("chauffeur", GROUND),
            Map.entry("chauffeur.driver", with(GROUND, "chauffeur")),
            Map.entry("trip.approval", Set.of("common")),
            Map.entry("trip.approval.rule", Set.of("common", "trip.approval")),
            Map.entry("trip.approval.policy", with(GROUND, "trip.approval", "trip.approval.rule")),
            Map.entry("trip.approval.register", with(GROUND, "trip.approval")),
            Map.entry(
                    "trip.approval.chain", with(GROUND, "trip.approval", "trip.approval.rule", "trip.approval.policy")),
            Map.entry("trip.planning.search.base", Set.of("common")),
            Map.entry("trip.planning.search", Set.of("common", "network.energy", "trip.planning.search.base")),
            Map.entry(
                    "trip.planning.energy",
                    Set.of("common", "common.upkeep", "network.energy", "trip.planning.search")),
            Map.entry(
                    "trip.planning.market",
                    with(THINGS, "network.energy", "trip.planning.energy", "trip.planning.search")),
            Map.entry(
                    "trip.planning.learning",
                    with(
                            THINGS,
                            "telematics.day",
                            "trip.planning.energy",
                            "trip.planning.market",
                            "trip.planning.search")),
            Map.entry(
                    "trip.planning.option",
                    with(POLICY, "network.energy", "trip.planning.market", "trip.planning.search")),
            Map.entry(
                    "trip.planning",
                    with(POLICY, "trip.planning.option", "trip.planning.market", "trip.planning.energy")),
            Map.entry("trip.ride", THINGS),
            Map.entry("trip.heal", with(POLICY, "trip.planning", "trip.planning.option")),
            Map.entry(
                    "trip.pool",
                    with(POLICY, "common.upkeep", "trip.planning", "trip.planning.option", "trip.planning.market")),
            Map.entry("trip.look", Set.of("common", "journal", "identity", "telematics.day")),
            Map.entry("trip.inspection.picture", Set.of()),
            Map.entry("trip.inspection.store", Set.of("common", "trip.inspection.picture")),
            Map.entry(
                    "trip.inspection",
                    Set.of(
                            "common",
                            "common.upkeep",
                            "journal",
                            "identity",
                            "vehicle",
                            "trip.look",
                            "trip.inspection.picture",
                            "trip.inspection.store")),
            Map.entry(
                    "trip.dispatch",
                    with(
                            POLICY,
                            "common.upkeep",
                            "trip.look",
                            "trip.inspection",
                            "trip.inspection.picture",
                            "trip.inspection.store")),
            Map.entry("trip.open", Set.of("common", "device.command", "trip.ride")),
            Map.entry("trip.fact", Set.of("common", "common.upkeep", "journal", "identity", "telematics.ride")),
            Map.entry(
                    "trip",
                    with(
                            POLICY,
                            "trip.planning",
                            "trip.planning.option",
                            "trip.dispatch",
                            "trip.heal",
                            "trip.pool",
                            "trip.ride",
                            "trip.look",
                            "trip.inspection",
                            "trip.fact")),
            Map.entry("settlement.dispute", TRIP),
            Map.entry("settlement", with(TRIP, "settlement.dispute")),
            Map.entry("settlement.statement", with(TRIP, "settlement")),
            Map.entry("supervision.rule", Set.of("common", "trip.approval", "trip.approval.rule")),
            Map.entry("supervision", with(TRIP, "settlement", "supervision.rule")),
            Map.entry("supervision.paper", Set.of("common", "journal", "journal.evidence", "identity")),
            Map.entry("supervision.municipality", Set.of()),
            Map.entry("supervision.publication", Set.of("common", "common.upkeep", "journal", "identity")),
            Map.entry("supervision.sample", Set.of("common", "common.upkeep", "journal", "identity", "supervision")),
            Map.entry("supervision.ride", Set.of("common", "supervision.rule", "trip.approval")),
            Map.entry("supervision.night", with(TRIP, "supervision", "supervision.rule", "supervision.ride")),
            Map.entry("supervision.question", with(TRIP, "supervision", "supervision.municipality")),
            Map.entry("notification.template", Set.of("common", "journal")),
            Map.entry("notification.preference", with(GROUND, "notification.template")),
            Map.entry("notification.delivery", with(GROUND, "notification.template", "notification.preference")),
            Map.entry(
                    "notification",
                    with(
                            TRIP,
                            "settlement",
                            "supervision",
                            "notification.template",
                            "notification.preference",
                            "notification.delivery")),
            Map.entry("partner", WATCHERS),
            Map.entry("partner.gateway", with(WATCHERS, "common.key", "partner")),
            Map.entry("partner.gbfs", with(WATCHERS, "partner")),
            Map.entry("partner.gb32960.wire", Set.of()),
            Map.entry("partner.gb32960", with(WATCHERS, "partner", "partner.gb32960.wire")),
            Map.entry("partner.gb32960.upward", with(WATCHERS, "partner", "partner.gb32960.wire")),
            Map.entry("partner.webhook", with(WATCHERS, "common.key", "partner")),
            Map.entry("map", WATCHERS),
            Map.entry("console", WATCHERS),
            Map.entry("console.loop", with(WATCHERS, "console", "network.road", "network.osm.tag")),
            Map.entry("demo", EDGES)));

    private static final JavaClasses CLASSES = Compiled.classes();

    @Test
    void arrows_point_down() {
        nothing(new Arrows(MAP).violations(CLASSES));
    }

    @Test
    void the_map_has_no_cycle() {
        nothing(new Arrows(MAP).cycles());
    }

    @TestFactory
    Stream<DynamicTest> nobody_may() {
        return Bans.all().entrySet().stream()
                .map(ban -> dynamicTest(ban.getKey(), () -> ban.getValue().check(CLASSES)));
    }

    @Test
    void an_entity_never_leaves_its_package_as_json() {
        nothing(JsonTypes.entities(CodeScan.resources()));
    }

    @Test
    void a_request_or_answer_is_made_of_records() {
        nothing(JsonTypes.loose(CodeScan.resources()));
    }

    @Test
    void every_class_of_the_service_was_seen() {
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach((JavaClass type) -> packages.add(type.getPackageName()));
        assertTrue(CLASSES.size() > 100, "only " + CLASSES.size() + " classes");
        assertEquals(
                Set.of(),
                packages.stream()
                        .filter(name -> !name.startsWith("org.twinloop"))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    private static void nothing(List<String> violations) {
        assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
    }
}
