package org.twinloop.bench.route;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.turn.TurnGraph;

/**
 * pgRouting over the same roads in a table. Where turns count, a vertex is an arc of the roads and an edge a turn, with
 * a vertex more for each junction where ways begin and one where they end.
 */
final class PgRoutes {

    /**
     * The least weight of a metre at 100 km/h, two thirds of it because a weight may be rounded down from 1.5 to 1: the
     * heuristic must not exceed the truth.
     */
    private static final double LEAST_PER_M = 0.24;

    private static final double METRES_PER_DEGREE = 111_195;
    private static final long BEGIN = 1_000_000_000L;
    private static final long END = 2_000_000_000L;
    /** Straight line between two vertices. */
    private static final int EUCLIDEAN = 4;

    private final Case asked;
    private final boolean withTurns;
    /** Metres east a degree of longitude, over metres north a degree of latitude; the least of the network. */
    private final double shrink;

    private final PreparedStatement dijkstra;
    private final PreparedStatement bdAstar;

    PgRoutes(Connection connection, Case asked, Ours ours) throws SQLException, IOException {
        this.asked = asked;
        this.withTurns = ours.turns() != null;
        double north = asked.network().positions().stream()
                .mapToDouble(point -> Math.abs(point.lat()))
                .max()
                .orElse(0);
        this.shrink = Math.cos(Math.toRadians(north));
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists edge");
            statement.execute("create unlogged table edge (id bigint primary key, source bigint, target bigint, "
                    + "cost float8, reverse_cost float8, x1 float8, y1 float8, x2 float8, y2 float8)");
            StringBuilder rows = withTurns ? turns(ours.turns()) : streets();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy edge from stdin", new StringReader(rows.toString()));
            statement.execute("analyze edge");
        }
        dijkstra = connection.prepareStatement("select max(agg_cost) from pgr_dijkstra("
                + "'select id, source, target, cost, reverse_cost from edge', ?::bigint, ?::bigint)");
        bdAstar = connection.prepareStatement("select max(agg_cost) from pgr_bdAstar('select * from edge', ?::bigint, "
                + "?::bigint, true, heuristic := " + EUCLIDEAN + ")");
    }

    private StringBuilder streets() {
        var network = asked.network();
        StringBuilder rows = new StringBuilder();
        for (int arc = 0; arc < network.tails().length; arc++) {
            int other = asked.back()[arc];
            if (other < 0 || arc < other) {
                int tail = network.tails()[arc];
                int head = network.heads()[arc];
                row(rows, arc, tail, head, network.weights()[arc]);
                rows.append(other < 0 ? -1 : network.weights()[other]).append('\t');
                ends(rows, network.positions().get(tail), network.positions().get(head));
            }
        }
        return rows;
    }

    private StringBuilder turns(TurnGraph turns) {
        var network = asked.network();
        Metric metric = turns.metric(asked.metric());
        Graph graph = turns.graph();
        StringBuilder rows = new StringBuilder();
        long id = 0;
        for (int turn = 0; turn < graph.arcs(); turn++) {
            row(rows, id++, graph.tail(turn), graph.head(turn), metric.weight(turn));
            rows.append(-1).append('\t');
            ends(rows, head(graph.tail(turn)), head(graph.head(turn)));
        }
        for (int arc = 0; arc < network.tails().length; arc++) {
            row(rows, id++, BEGIN + network.tails()[arc], arc, network.weights()[arc]);
            rows.append(-1).append('\t');
            ends(rows, network.positions().get(network.tails()[arc]), head(arc));
            row(rows, id++, arc, END + network.heads()[arc], 0);
            rows.append(-1).append('\t');
            ends(rows, head(arc), head(arc));
        }
        return rows;
    }

    private GeoPoint head(int arc) {
        return asked.network().positions().get(asked.network().heads()[arc]);
    }

    private static void row(StringBuilder rows, long id, long source, long target, int cost) {
        rows.append(id).append('\t').append(source).append('\t').append(target).append('\t');
        rows.append(cost).append('\t');
    }

    private void ends(StringBuilder rows, GeoPoint from, GeoPoint to) {
        rows.append(x(from)).append('\t').append(y(from)).append('\t');
        rows.append(x(to)).append('\t').append(y(to)).append('\n');
    }

    private double x(GeoPoint point) {
        return point.lon() * shrink * METRES_PER_DEGREE * LEAST_PER_M;
    }

    private static double y(GeoPoint point) {
        return point.lat() * METRES_PER_DEGREE * LEAST_PER_M;
    }

    int dijkstra(int pair) {
        return weight(dijkstra, pair);
    }

    int bdAstar(int pair) {
        return weight(bdAstar, pair);
    }

    private int weight(PreparedStatement statement, int pair) {
        try {
            statement.setLong(1, (withTurns ? BEGIN : 0) + asked.from()[pair]);
            statement.setLong(2, (withTurns ? END : 0) + asked.to()[pair]);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                double cost = rows.getDouble(1);
                return rows.wasNull() ? Metric.CLOSED : (int) Math.round(cost);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
