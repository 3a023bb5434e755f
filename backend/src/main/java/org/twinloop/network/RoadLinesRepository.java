package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.snap.RoadLines;

/** The SQL of the shapes of roads, page by page, so that a large network is never in memory twice. */
@ApplicationScoped
class RoadLinesRepository {

    private static final String ROADS = """
            select id, st_asbinary(geom, 'NDR'),
                road_class in ('motorway', 'motorway_link') or structure in ('elevated', 'tunnel'),
                car_access, bike_access, foot_access, car_main, bike_main, foot_main
            from network.road_edge where build = $1 and id > $2 order by id limit $3""";
    private static final int PAGE = 20_000;

    /** What stands before the points of a line in well-known binary: byte order, type, count. */
    private static final int WKB_HEADER_BYTES = 9;

    private static final int MODES = Mode.values().length;

    private final Database database;

    RoadLinesRepository(Database database) {
        this.database = database;
    }

    /** All roads of a network. Must be called inside a read. */
    Uni<RoadLines> read(int build) {
        return page(build, -1, new RoadLines());
    }

    private Uni<RoadLines> page(int build, int after, RoadLines lines) {
        return database.rows(ROADS, build, after, PAGE).chain(rows -> {
            rows.forEach(row -> add(lines, row));
            return rows.size() < PAGE
                    ? Uni.createFrom().item(lines)
                    : page(build, (int) rows.get(PAGE - 1).whole(0), lines);
        });
    }

    private static void add(RoadLines lines, Row row) {
        Access[] access = new Access[MODES];
        boolean[] main = new boolean[MODES];
        for (int mode = 0; mode < MODES; mode++) {
            access[mode] = Access.valueOf(row.text(3 + mode).toUpperCase(Locale.ROOT));
            main[mode] = row.flag(3 + MODES + mode);
        }
        lines.add((int) row.whole(0), degrees(row.bytes(1)), row.flag(2), access, main);
    }

    private static double[] degrees(byte[] wkb) {
        ByteBuffer buffer = ByteBuffer.wrap(wkb).order(ByteOrder.LITTLE_ENDIAN).position(WKB_HEADER_BYTES);
        double[] degrees = new double[buffer.remaining() / Double.BYTES];
        buffer.asDoubleBuffer().get(degrees);
        return degrees;
    }
}
