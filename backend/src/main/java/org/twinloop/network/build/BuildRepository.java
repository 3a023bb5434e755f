package org.twinloop.network.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.twinloop.network.draft.DraftEdge;
import org.twinloop.network.draft.DraftNode;
import org.twinloop.network.draft.Islands;
import org.twinloop.network.draft.Turn;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Road;

/**
 * The SQL of building a network. It has a connection of its own, as the role that owns the tables, and one import at a
 * time has it: each chunk of rows is a transaction that also says how far it came.
 */
final class BuildRepository implements AutoCloseable {

    /** Any number will do, as long as every import takes the same. */
    private static final long LOCK = 0x7477696e6c6f6f70L;

    private static final int DELETED_AT_ONCE = 50_000;
    private static final String NODES =
            "copy network.road_node (build, id, ref, name_zh, name_en, kind, geom) from stdin";
    private static final String EDGES = "copy network.road_edge (build, id, ref, from_node, to_node, name_zh, name_en, "
            + "road_class, structure, layer, speed_kmh, speed_backward_kmh, lanes, oneway, toll, length_m, car_access, "
            + "bike_access, bike_forward, bike_backward, foot_access, foot_forward, foot_backward, car_main, "
            + "bike_main, foot_main, geom) from stdin";
    private static final String TURNS =
            "copy network.turn_ban (build, id, relation, word, car, bike, edges, forward) from stdin";

    private final Connection connection;

    BuildRepository(Connection connection) {
        this.connection = connection;
    }

    /** Rows of a build, by table. */
    enum Part {
        NODES(BuildRepository.NODES),
        EDGES(BuildRepository.EDGES),
        TURNS(BuildRepository.TURNS);

        private final String copy;

        Part(String copy) {
            this.copy = copy;
        }
    }

    /** A build and how far it came. */
    record Build(int id, boolean ready, int nodes, int edges, int turns) {
        int written(Part part) {
            return part == Part.NODES ? nodes : part == Part.EDGES ? edges : turns;
        }
    }

    /** Waits for the turn of this import; one that was killed lets go at once. */
    void lock(int waitS) throws SQLException {
        run("set lock_timeout = '" + waitS + "s'");
        run("select pg_advisory_lock(" + LOCK + ")");
        run("set lock_timeout = 0");
    }

    /** Whether the tables are there, as this version of the service makes them. */
    boolean hasSchema() throws SQLException {
        return number("select count(*) from information_schema.tables "
                        + "where table_schema = 'network' and table_name = 'turn_ban'")
                == 1;
    }

    Optional<Build> find(String sha256, int rules) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select id, state = 'READY', nodes, edges, turns from network.build where sha256 = ? and rules = ?")) {
            query.setString(1, sha256);
            query.setInt(2, rules);
            ResultSet row = query.executeQuery();
            return row.next()
                    ? Optional.of(
                            new Build(row.getInt(1), row.getBoolean(2), row.getInt(3), row.getInt(4), row.getInt(5)))
                    : Optional.empty();
        }
    }

    Build begin(String source, String sha256, int rules, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into network.build (source, sha256, rules, state, started_at) values (?, ?, ?, 'BUILDING', ?) "
                        + "returning id")) {
            insert.setString(1, source);
            insert.setString(2, sha256);
            insert.setInt(3, rules);
            insert.setTimestamp(4, Timestamp.from(at));
            ResultSet row = insert.executeQuery();
            row.next();
            return new Build(row.getInt(1), false, 0, 0, 0);
        }
    }

    /** The network in use. */
    int live() throws SQLException {
        return (int) number("select build from network.version");
    }

    /** Writes rows and how many there are now, both or neither. */
    void write(int build, Part part, CopyText rows) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn(part.copy, new ByteArrayInputStream(rows.bytes()));
            String count = part.name().toLowerCase(Locale.ROOT);
            try (PreparedStatement update = connection.prepareStatement(
                    "update network.build set " + count + " = " + count + " + ? where id = ?")) {
                update.setInt(1, rows.rows());
                update.setInt(2, build);
                update.executeUpdate();
            }
            connection.commit();
        } catch (SQLException | IOException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Says that all rows are there. */
    void finish(int build, String report, Instant at) throws SQLException {
        run("analyze network.road_node, network.road_edge, network.turn_ban");
        try (PreparedStatement update = connection.prepareStatement("update network.build set state = 'READY', "
                + "report = cast(? as jsonb), finished_at = ? where id = ?")) {
            update.setString(1, report);
            update.setTimestamp(2, Timestamp.from(at));
            update.setInt(3, build);
            update.executeUpdate();
        }
    }

    /** Makes a network the one in use; every instance of the service reloads. Answers the new version. */
    long flip(int build, Instant at) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update network.version set build = ?, version = version + 1, changed_at = ? returning version")) {
            update.setInt(1, build);
            update.setTimestamp(2, Timestamp.from(at));
            ResultSet row = update.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Builds that nobody needs any more: other than the live one, the one before it, the service's own, and {@code
     * but}.
     */
    List<Integer> unneeded(int but) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select id from network.build where id <> 1 "
                + "and id <> ? and id <> (select build from network.version) "
                + "and id <> coalesce((select max(id) from network.build where state = 'READY' "
                + "and id <> (select build from network.version)), 0) order by id")) {
            query.setInt(1, but);
            ResultSet rows = query.executeQuery();
            List<Integer> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
            return found;
        }
    }

    /** Deletes a build in chunks, so that nobody waits for it. */
    void delete(int build) throws SQLException {
        for (String table : List.of("turn_ban", "road_edge", "road_node")) {
            int last = (int) number("select coalesce(max(id), -1) from network." + table + " where build = " + build);
            for (int from = 0; from <= last; from += DELETED_AT_ONCE) {
                run("delete from network." + table + " where build = " + build + " and id >= " + from + " and id < "
                        + (from + DELETED_AT_ONCE));
            }
        }
        run("delete from network.build where id = " + build);
    }

    static void node(CopyText rows, int build, DraftNode node) {
        rows.column(build)
                .column(node.number())
                .column(node.ref())
                .column("")
                .column("")
                .column(node.kind())
                .point(node.lon(), node.lat())
                .endRow();
    }

    static void edge(CopyText rows, int build, DraftEdge edge, List<Islands> islands) {
        Road road = edge.road();
        rows.column(build)
                .column(edge.number())
                .column(edge.ref())
                .column(edge.from())
                .column(edge.to())
                .column(road.nameZh())
                .column(road.nameEn())
                .column(road.roadClass().word())
                .column(road.structure())
                .column(road.layer())
                .column(road.speedKmh())
                .column(road.speedBackwardKmh() == road.speedKmh() ? null : "" + road.speedBackwardKmh())
                .column(road.lanes())
                .column(road.car().isOpen() && !road.car().backward())
                .column(road.toll())
                .column(edge.lengthM())
                .column(road.car().access())
                .column(road.bike().access())
                .column(road.bike().forward())
                .column(road.bike().backward())
                .column(road.foot().access())
                .column(road.foot().forward())
                .column(road.foot().backward());
        for (Mode mode : Mode.values()) {
            rows.column(islands.get(mode.ordinal()).isMain(edge.number()));
        }
        rows.line(edge.points()).endRow();
    }

    static void turn(CopyText rows, int build, int number, Turn turn) {
        rows.column(build)
                .column(number)
                .column(turn.relation())
                .column(turn.word())
                .column(turn.car())
                .column(turn.bike())
                .column(array(turn, step -> "" + step.edge()))
                .column(array(turn, step -> step.forward() ? "t" : "f"))
                .endRow();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String array(Turn turn, Function<Turn.Step, String> item) {
        return turn.steps().stream().map(item).collect(Collectors.joining(",", "{", "}"));
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(query);
            row.next();
            return row.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
