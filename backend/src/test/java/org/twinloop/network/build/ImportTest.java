package org.twinloop.network.build;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.twinloop.network.build.TestNetworks.awaitLoaded;
import static org.twinloop.network.build.TestNetworks.fingerprint;
import static org.twinloop.network.build.TestNetworks.number;
import static org.twinloop.network.build.TestNetworks.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.network.build.RoadImport.Did;
import org.twinloop.network.build.RoadImport.Outcome;
import org.twinloop.network.draft.ShapefileRoads;

/** Files that become networks in the database, whatever happens on the way. */
@QuarkusTest
class ImportTest {

    private static final int SERVICES_OWN = 1;

    @TempDir
    Path folder;

    private Path scratch;

    @BeforeEach
    void ready() {
        scratch = folder.resolve("scratch");
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    /** Other tests travel in the sample city. */
    @AfterEach
    void the_sample_city_is_in_use_again() throws Exception {
        TestNetworks.sampleCityAgain();
    }

    @ParameterizedTest
    @CsvSource({
        "osm/andorra.osm.pbf, 2376, 2812, 854",
        "osm/berlin-siegessaeule.osm.gz, 222, 310, 25",
        "osm/one_way_dead_end.osm.pbf, 111, 149, 17",
        "osm/brenner-invalid-relation-reference.osm.pbf, 0, 0, 0",
        "shanghai/shanghai-center.osm, 880, 1271, 101"
    })
    void an_extract_of_others_becomes_a_network_that_holds_together(String name, int nodes, int edges, int km)
            throws Exception {
        Outcome outcome = TestNetworks.build(conformance(name), scratch, false);

        int build = outcome.build();
        assertEquals(nodes, number("select count(*) from network.road_node where build = ?", build));
        assertEquals(edges, number("select count(*) from network.road_edge where build = ?", build));
        assertEquals(km, Math.round(outcome.summary().orElseThrow().lengthKm()));
        holdsTogether(build);
    }

    @Test
    void the_middle_of_shanghai_has_the_main_part_that_a_walk_over_its_nodes_finds() throws Exception {
        int build = TestNetworks.build(conformance("shanghai/shanghai-center.osm"), scratch, false)
                .build();

        long junctions = number(
                "select count(distinct n) from network.road_edge, unnest(array[from_node, to_node]) n "
                        + "where build = ? and car_main",
                build);
        long between =
                number("select sum(st_npoints(geom) - 2) from network.road_edge where build = ? and car_main", build);
        assertEquals(1504, junctions + between, "nodes that reach each other, but for one on a way closed to all");
        assertEquals(
                List.of("elevated 0 0", "tunnel 0 0"),
                rows("select structure, count(*) filter (where bike_access <> 'no'), "
                        + "count(*) filter (where foot_access <> 'no') from network.road_edge "
                        + "where build = " + build + " and road_class = 'trunk' and structure <> 'ground' "
                        + "group by structure order by structure"));
    }

    @Test
    void jinan_comes_from_shapefiles_with_the_largest_component_that_is_known_of_it() throws Exception {
        Path shp = conformance("jinan/edges.shp");
        Outcome outcome = TestNetworks.build(new ShapefileRoads(shp), ShapefileRoads.files(shp), scratch, false);

        // 12,766 junctions and 28,597 arcs, of which 22 begin where they end and are cut in two, and one is a point.
        assertEquals(12_766 + 22, outcome.summary().orElseThrow().junctions());
        assertEquals(28_597 + 22 - 1, outcome.summary().orElseThrow().edges());
        assertEquals(11_850 + 19, outcome.summary().orElseThrow().reach().get(0).mainJunctions());
        assertEquals(
                27_391 + 2 * 19,
                number("select count(*) from network.road_edge where build = ? and car_main", outcome.build()));
        holdsTogether(outcome.build());
    }

    @Test
    void the_same_file_twice_changes_nothing() throws Exception {
        Path town = TestNetworks.town(folder, 12, 1);
        Outcome first = TestNetworks.build(town, scratch, true);
        String made = fingerprint(first.build());
        List<String> builds = rows("select id, state, started_at from network.build order by id");
        String version = rows("select version, build from network.version").get(0);

        Outcome second = TestNetworks.build(town, scratch, true);

        assertEquals(Did.BUILT, first.did());
        assertEquals(new Outcome(Did.NOTHING, first.build(), 0, Optional.empty()), second);
        assertEquals(made, fingerprint(first.build()));
        assertEquals(builds, rows("select id, state, started_at from network.build order by id"));
        assertEquals(version, rows("select version, build from network.version").get(0));
    }

    @Test
    void names_keep_tabs_backslashes_and_chinese_as_they_are_but_for_control_characters() throws Exception {
        int build = TestNetworks.build(TestNetworks.town(folder, 5, 2), scratch, false)
                .build();

        assertEquals(
                List.of("路 1\\"),
                rows("select name_zh from network.road_edge where build = ? and ref = 'w1.0'", build));
    }

    @Test
    void a_new_network_is_built_beside_the_old_one_and_then_the_service_has_it() throws Exception {
        Path town = TestNetworks.town(folder, 10, 3);
        String old = fingerprint(SERVICES_OWN);
        Outcome beside = TestNetworks.build(town, scratch, false);
        assertEquals(0, beside.version(), "not in use yet");
        assertEquals(SERVICES_OWN, number("select build from network.version"));

        Outcome live = TestNetworks.build(town, scratch, true);

        assertEquals(Did.NOTHING, live.did(), "it was there; it only came into use");
        assertEquals(beside.build(), number("select build from network.version"));
        assertTrue(number("select version from network.version") >= live.version(), "no older one is in use");
        awaitLoaded();
        assertEquals(old, fingerprint(SERVICES_OWN), "the old network is as it was");
        assertEquals(
                number("select count(*) from network.road_edge where build = ?", live.build()),
                number("select count(*) from network.map_road"),
                "the map shows the network in use");
    }

    @Test
    void places_meet_the_roads_of_the_network_in_use_or_say_why_not() throws Exception {
        TestNetworks.build(conformance("shanghai/shanghai-center.osm"), scratch, true);
        awaitLoaded();

        JsonPath square = place("PL-G01");
        assertEquals(List.of("CAR", "BIKE", "FOOT"), square.getList("access.mode"));
        for (Map<String, Object> access : square.<Map<String, Object>>getList("access")) {
            assertTrue(((Number) access.get("distanceM")).doubleValue() < 200, access.toString());
            assertEquals(
                    List.of("f"),
                    rows(
                            "select structure in ('elevated', 'tunnel') from network.road_edge e, network.version v "
                                    + "where e.build = v.build and e.id = ?",
                            access.get("edge")));
        }
        JsonPath airport = place("PL-A01");
        assertEquals(List.of("TOO_FAR", "TOO_FAR", "TOO_FAR"), airport.getList("access.reason"));
        assertTrue(airport.getDouble("access[0].distanceM") > 20_000, "the airport lies far outside the extract");
    }

    @Test
    void in_the_sample_city_cars_reach_every_stop_and_there_are_no_roads_for_others() {
        JsonPath stops = json("/api/v1/stops");

        List<Map<String, Object>> cars = stops.getList("items.access.flatten().findAll { it.mode == 'CAR' }");
        assertTrue(cars.size() >= 40, "stops of the sample city");
        cars.forEach(access -> assertTrue(access.containsKey("edge"), access.toString()));
        List<String> others = stops.getList("items.access.flatten().findAll { it.mode != 'CAR' }.reason");
        assertEquals(Set.of("NO_NETWORK"), new HashSet<>(others));
        assertFalse(json("/api/v1/places?q=hqz").getString("items").contains("access"), "a search is short");
    }

    @Test
    void a_file_without_roads_never_comes_into_use() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.osm"), "<osm version='0.6'/>");

        Outcome outcome = TestNetworks.build(empty, scratch, true);

        assertEquals(0, outcome.version());
        assertEquals(SERVICES_OWN, number("select build from network.version"));
    }

    @Test
    void what_nobody_needs_any_more_is_swept_away() throws Exception {
        int first = TestNetworks.build(TestNetworks.town(folder, 6, 4), scratch, true)
                .build();
        int second = TestNetworks.build(TestNetworks.town(folder, 6, 5), scratch, true)
                .build();
        int third = TestNetworks.build(TestNetworks.town(folder, 6, 6), scratch, true)
                .build();

        assertEquals(
                List.of("" + SERVICES_OWN, "" + second, "" + third),
                rows(
                        "select id from network.build where state = 'READY' and id in (1, ?, ?, ?) order by id",
                        first,
                        second,
                        third),
                "the one in use and the one before it stay");
        assertEquals(0, number("select count(*) from network.road_edge where build = ?", first));
    }

    @Test
    @Timeout(600)
    void an_import_that_was_killed_goes_on_where_it_was_and_makes_the_same_network() throws Exception {
        Path town = TestNetworks.town(folder, 30, 7);
        int blockedAt = 1100;
        try (Connection gate = TestNetworks.owner();
                Statement sql = gate.createStatement()) {
            sql.execute("create function network.test_gate() returns trigger language plpgsql as "
                    + "$$ begin perform pg_advisory_xact_lock(4711); return new; end $$");
            sql.execute("create trigger test_gate before insert on network.road_edge for each row when (new.build <> 1 "
                    + "and new.id = " + blockedAt + ") execute function network.test_gate()");
            sql.execute("select pg_advisory_lock(4711)");
            Process killed = command(town, "--chunk-rows", "100");
            Awaitility.await("the import at the gate")
                    .atMost(Duration.ofSeconds(180))
                    .until(() -> number("select count(*) from pg_locks where locktype = 'advisory' and not granted "
                                    + "and objid = 4711")
                            == 1);
            killed.destroyForcibly().waitFor();
            sql.execute("select pg_advisory_unlock(4711)");
            sql.execute("drop trigger test_gate on network.road_edge");
            sql.execute("drop function network.test_gate()");
        }
        String left = rows("select nodes, edges, turns, state from network.build order by id desc limit 1")
                .get(0);
        assertEquals("900 " + blockedAt + " 0 BUILDING", left, "whole chunks, counted");

        Process again = command(
                town,
                "--chunk-rows",
                "100",
                "--report",
                folder.resolve("report.json").toString());
        assertEquals(0, again.waitFor(), () -> output(again));
        int finished = (int) number("select max(id) from network.build");
        assertTrue(
                Files.readString(folder.resolve("report.json")).contains("\"junctions\":900"), "a report is written");

        Path copy = Files.writeString(folder.resolve("copy.osm"), Files.readString(town) + "<!-- the same roads -->\n");
        int inOneGo = TestNetworks.build(copy, scratch, false).build();
        assertNotEquals(finished, inOneGo);
        assertEquals(fingerprint(inOneGo), fingerprint(finished));
        holdsTogether(finished);
    }

    /** What holds of every network and the database does not hold by itself. */
    private static void holdsTogether(int build) throws Exception {
        assertEquals(
                0,
                number(
                        "select count(*) from network.road_edge e join network.road_node a on a.build = e.build "
                                + "and a.id = e.from_node join network.road_node b on b.build = e.build "
                                + "and b.id = e.to_node where e.build = ? and not (st_equals(st_startpoint(e.geom), "
                                + "a.geom) and st_equals(st_endpoint(e.geom), b.geom))",
                        build),
                "edges begin and end at their junctions");
        assertEquals(
                0,
                number(
                        "select count(*) from network.road_edge where build = ? "
                                + "and abs(st_length(geom::geography) - length_m) > 0.02 + 0.006 * length_m",
                        build),
                "lengths are those of the geometry");
        assertEquals(
                0,
                number(
                        "select count(*) from network.road_node n where n.build = ? and not exists (select "
                                + "from network.road_edge e where e.build = n.build and n.id in (e.from_node, "
                                + "e.to_node))",
                        build),
                "no junction is without a road");
        assertEquals(
                0,
                number(
                        "select count(*) from network.road_node where build = ? "
                                + "and id not in (select generate_series(0, (select count(*) from "
                                + "network.road_node where build = ?) - 1))",
                        build,
                        build),
                "junctions are numbered from 0 without a gap");
        assertEquals(
                0,
                number(
                        "select count(*) from network.turn_ban b, generate_series(2, cardinality(b.edges)) i, "
                                + "network.road_edge p, network.road_edge q where b.build = ? and p.build = b.build "
                                + "and q.build = b.build and p.id = b.edges[i - 1] and q.id = b.edges[i] and "
                                + "(case when b.forward[i - 1] then p.to_node else p.from_node end) <> "
                                + "(case when b.forward[i] then q.from_node else q.to_node end)",
                        build),
                "every forbidden sequence can be followed");
    }

    private static JsonPath place(String id) {
        return json("/api/v1/places/" + id);
    }

    private static JsonPath json(String path) {
        String token = given().contentType("application/json")
                .body(Map.of("login", "wang", "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .path("accessToken");
        return given().header("Authorization", "Bearer " + token)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Process command(Path file, String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(
                        Stream.of(java, "-Xmx128m", "-cp", System.getProperty("java.class.path")),
                        Stream.of("org.twinloop.network.build.ImportCommand", "--beside"),
                        Stream.of("--scratch", folder.resolve("killed").toString()),
                        Stream.of(options),
                        Stream.of(file.toString()))
                .flatMap(part -> part)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        var config = ConfigProvider.getConfig();
        builder.environment()
                .put(
                        "TWINLOOP_DB_URL",
                        config.getValue("quarkus.datasource.jdbc.url", String.class)
                                .substring("jdbc:".length()));
        builder.environment().put("TWINLOOP_DB_OWNER", config.getValue("quarkus.flyway.username", String.class));
        builder.environment()
                .put(
                        "TWINLOOP_DB_OWNER_PASSWORD",
                        config.getOptionalValue("quarkus.flyway.password", String.class)
                                .orElse(""));
        Files.createDirectories(folder.resolve("killed"));
        File log = folder.resolve("command.log").toFile();
        return builder.redirectErrorStream(true).redirectOutput(log).start();
    }

    private String output(Process process) {
        try {
            return process + ": " + Files.readString(folder.resolve("command.log"));
        } catch (IOException failed) {
            return process + ": " + failed;
        }
    }

    private static Path conformance(String name) {
        String data = System.getProperty("conformance.data", "");
        assumeTrue(!data.isBlank(), "conformance.data is not set: extracts of others are not imported");
        return Path.of(data).resolve(name);
    }
}
