package org.twinloop.network.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.twinloop.isolation.Catalogue;

/** What tests of closures ask the database itself. */
final class TrafficSql {

    private TrafficSql() {}

    /** Corners, "lon lat", of a small square about the middle of a road of the sample city. */
    static List<String> around(int edge) {
        return texts(
                "select (st_x(p.geom) + 0.0002 * d.x) || ' ' || (st_y(p.geom) + 0.0002 * d.y) "
                        + "from (select st_lineinterpolatepoint(geom, 0.5) as geom from network.road_edge "
                        + "where build = 1 and id = ?) p, (values (1, -1, -1), (2, 1, -1), (3, 1, 1), (4, -1, 1)) "
                        + "d(n, x, y) order by d.n",
                edge);
    }

    static String structure(int edge) {
        return texts("select upper(structure) from network.road_edge where build = 1 and id = ?", edge)
                .get(0);
    }

    /** The roads of the sample city that the area of a closure closes. */
    static List<Integer> closedBy(UUID closure) {
        return texts(
                        "select e.edge from network.closure c, network.edges_within(1, c.area, c.structures) e "
                                + "where c.id = ?::uuid",
                        closure.toString())
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** Whether an area closes a road of the sample city of whose middle it covers so many metres to each side. */
    static boolean closes(int edge, double metres) {
        return texts(
                        "select w.edge from network.road_edge e, network.edges_within(1, st_buffer("
                                + "st_lineinterpolatepoint(e.geom, 0.5)::geography, ?)::geometry, "
                                + "array[upper(e.structure)]) w where e.build = 1 and e.id = ? and w.edge = e.id",
                        metres,
                        edge)
                .equals(List.of("" + edge));
    }

    static int speedKmh(int edge) {
        return Integer.parseInt(texts("select speed_kmh from network.road_edge where build = 1 and id = ?", edge)
                .get(0));
    }

    static int events(String type, UUID closure) {
        return Integer.parseInt(
                texts("select count(*) from journal.event where type = ? and subject_id = ?", type, closure.toString())
                        .get(0));
    }

    private static List<String> texts(String query, Object... parameters) {
        try (Connection owner = Catalogue.owner()) {
            return Catalogue.texts(owner, query, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
