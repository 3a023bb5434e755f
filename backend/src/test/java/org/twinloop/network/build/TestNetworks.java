package org.twinloop.network.build;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.twinloop.network.build.RoadImport.Outcome;
import org.twinloop.network.draft.OsmRoads;
import org.twinloop.network.draft.Progress;
import org.twinloop.network.draft.RoadSource;

/** Networks for tests in the database of the tests, beside the one in use. */
final class TestNetworks {

    private TestNetworks() {}

    static Connection owner() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getOptionalValue("quarkus.flyway.password", String.class).orElse(""));
    }

    /** Imports without telling anybody. */
    static Outcome build(Path file, Path scratch, boolean live) throws IOException, SQLException {
        return build(new OsmRoads(file), List.of(file), scratch, live);
    }

    static Outcome build(RoadSource source, List<Path> files, Path scratch, boolean live)
            throws IOException, SQLException {
        Progress quiet = new Progress(new PrintStream(PrintStream.nullOutputStream()), false, () -> 0);
        try (BuildRepository repository = new BuildRepository(owner())) {
            return new RoadImport(repository, scratch, quiet, 1000).run(source, files, live, Instant.EPOCH);
        }
    }

    /** The rows of a query, columns joined by blanks. */
    static List<String> rows(String query, Object... parameters) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement sql = owner.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                sql.setObject(i + 1, parameters[i]);
            }
            ResultSet rows = sql.executeQuery();
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                found.add(row.toString());
            }
            return found;
        }
    }

    static long number(String query, Object... parameters) throws SQLException {
        return Long.parseLong(rows(query, parameters).get(0));
    }

    static void run(String sql) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Every instance shows the version it answers from. */
    static void awaitLoaded() throws SQLException {
        long version = number("select version from network.version");
        Awaitility.await("network version " + version)
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready")
                                .jsonPath()
                                .getInt("checks.find { it.name == 'network' }.data.version")
                        >= version);
    }

    /** Other tests travel in the sample city. */
    static void sampleCityAgain() throws SQLException {
        if (number("select build from network.version") != 1) {
            run("update network.version set build = 1, version = version + 1");
            awaitLoaded();
        }
    }

    /** One text that tells everything about a network but its number. */
    static String fingerprint(int build) throws SQLException {
        List<String> sums = new ArrayList<>();
        for (String table : List.of("road_node", "road_edge", "turn_ban")) {
            sums.add(rows(
                            "select count(*), md5(string_agg(md5((to_jsonb(t) - 'build')::text), '' order by id)) "
                                    + "from network." + table + " t where build = ?",
                            build)
                    .get(0));
        }
        return String.join("\n", sums);
    }

    /**
     * A town of {@code size} × {@code size} junctions, 100 m apart, with one-way streets, an elevated road, barriers
     * and turn restrictions over nodes and ways, drawn from a seed.
     */
    static Path town(Path folder, int size, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder xml = new StringBuilder("<osm version='0.6'>\n");
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                xml.append("<node id='%d' lon='%.7f' lat='%.7f'/>%n"
                        .formatted(
                                node(x, y),
                                121 + x * 0.00105 + random.nextInt(2000) / 1e7,
                                31 + y * 0.0009 + random.nextInt(2000) / 1e7));
            }
        }
        for (int line = 0; line < size; line++) {
            for (int i = 0; i + 1 < size; i++) {
                xml.append(street(random, 2L * (line * size + i) + 1, node(i, line), node(i + 1, line)));
                xml.append(street(random, 2L * (line * size + i) + 2, node(line, i), node(line, i + 1)));
            }
        }
        for (int i = 0; i < size * size / 2; i++) {
            xml.append(restriction(random, i + 1, size));
        }
        Path file = folder.resolve("town-" + size + "-" + seed + ".osm");
        return Files.writeString(file, xml.append("</osm>\n"));
    }

    private static long node(int x, int y) {
        return 1000L * y + x + 1;
    }

    private static String street(Random random, long id, long from, long to) {
        String[] classes = {"primary", "secondary", "tertiary", "residential", "residential"};
        String oneway = random.nextInt(4) == 0 ? "<tag k='oneway' v='yes'/>" : "";
        return "<way id='%d'><nd ref='%d'/><nd ref='%d'/><tag k='highway' v='%s'/><tag k='name' v='路\t%d\\'/>%s</way>%n"
                .formatted(id, from, to, classes[random.nextInt(classes.length)], id, oneway);
    }

    /** From a street into a junction and on by another, or over the street after that; some name what is not there. */
    private static String restriction(Random random, int id, int size) {
        int x = 1 + random.nextInt(size - 3);
        int y = 1 + random.nextInt(size - 3);
        long west = 2L * (y * size + x - 1) + 1;
        long east = 2L * (y * size + x) + 1;
        long farEast = 2L * (y * size + x + 1) + 1;
        long north = 2L * (x * size + y) + 2;
        String[] words = {"no_left_turn", "no_straight_on", "only_straight_on", "no_u_turn"};
        String word = words[random.nextInt(words.length)];
        String members = random.nextBoolean()
                ? member("from", west) + "<member type='node' ref='" + node(x, y) + "' role='via'/>"
                        + member("to", random.nextBoolean() ? east : north)
                : member("from", west) + member("via", east) + member("to", farEast);
        return "<relation id='%d'>%s<tag k='type' v='restriction'/><tag k='restriction' v='%s'/></relation>%n"
                .formatted(id, members, word);
    }

    private static String member(String role, long way) {
        return "<member type='way' ref='" + way + "' role='" + role + "'/>";
    }
}
