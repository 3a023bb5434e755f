package org.twinloop.network.build;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second opinion: pgRouting on the same tables and plain Dijkstra find the same quickest times. */
@QuarkusTest
class PgRoutingTest {

    private static final String EDGES = """
            select start_vid, end_vid, max(agg_cost)
            from pgr_dijkstra('select id, source, target, cost, reverse_cost from network.pgrouting_edges(%d)', ?, ?)
            group by 1, 2""";
    private static final String TURNS = """
            select start_vid - 20000000000, end_vid - 30000000000, max(agg_cost)
            from pgr_dijkstra('select * from network.pgrouting_turns(%d)',
                array(select 20000000000 + v from unnest(?) v), array(select 30000000000 + v from unnest(?) v))
            group by 1, 2""";

    private final long seed = Long.getLong("twinloop.seed", 11);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @BeforeEach
    void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void without_turn_restrictions_five_hundred_pairs_agree_on_andorra() throws Exception {
        String data = System.getProperty("conformance.data", "");
        assumeTrue(!data.isBlank(), "conformance.data is not set: Andorra is not read");
        Path file = Path.of(data).resolve("osm/andorra.osm.pbf");
        int build = TestNetworks.build(file, folder.resolve("scratch"), false).build();

        agree(build, 25, 20, EDGES.formatted(build));
    }

    @Test
    void with_turn_restrictions_over_nodes_and_ways_five_hundred_pairs_agree() throws Exception {
        int build = TestNetworks.build(TestNetworks.town(folder, 24, seed), folder.resolve("scratch"), false)
                .build();

        long different = agree(build, 25, 20, TURNS.formatted(build));
        assertTrue(different > 20, "turn restrictions made only " + different + " ways longer");
    }

    /** Compares all pairs of some places; answers how many ways are longer than without turn restrictions. */
    private long agree(int build, int starts, int ends, String query) throws SQLException {
        TurnAwareDijkstra dijkstra = new TurnAwareDijkstra(build);
        int junctions = (int) TestNetworks.number("select count(*) from network.road_node where build = ?", build);
        Long[] from = draw(starts, junctions);
        Long[] to = draw(ends, junctions);
        Map<List<Long>, Long> found = new HashMap<>();
        Map<List<Long>, Long> free = new HashMap<>();
        read(query, from, to, found);
        read(EDGES.formatted(build), from, to, free);
        long different = 0;
        long met = 0;
        for (Long a : from) {
            for (Long b : to) {
                OptionalLong expected = dijkstra.quickest(a.intValue(), b.intValue());
                Long millis = a.equals(b) ? Long.valueOf(0) : found.get(List.of(a, b));
                assertEquals(
                        expected.isPresent() ? expected.getAsLong() : null, millis, "seed " + seed + " " + a + "→" + b);
                different += millis != null && !millis.equals(free.getOrDefault(List.of(a, b), millis)) ? 1 : 0;
                met += millis != null ? 1 : 0;
            }
        }
        assertTrue(met > starts * ends / 2, "seed " + seed + ": only " + met + " pairs are connected");
        return different;
    }

    private static void read(String query, Long[] from, Long[] to, Map<List<Long>, Long> found) throws SQLException {
        try (Connection owner = TestNetworks.owner();
                PreparedStatement sql = owner.prepareStatement(query)) {
            sql.setArray(1, owner.createArrayOf("bigint", from));
            sql.setArray(2, owner.createArrayOf("bigint", to));
            ResultSet row = sql.executeQuery();
            while (row.next()) {
                found.put(List.of(row.getLong(1), row.getLong(2)), Math.round(row.getDouble(3) * 1000));
            }
        }
    }

    private Long[] draw(int count, int junctions) {
        return IntStream.range(0, count)
                .mapToObj(i -> (long) random.nextInt(junctions))
                .distinct()
                .toArray(Long[]::new);
    }
}
