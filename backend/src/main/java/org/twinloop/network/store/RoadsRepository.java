package org.twinloop.network.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.network.osm.tag.Access;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Travel;
import org.twinloop.network.road.Road;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.road.TurnBan;

/** The SQL of the roads that are searched, page by page, so that a large network is never in memory twice. */
@ApplicationScoped
public class RoadsRepository {

    private static final String ROADS = """
            select id, from_node, to_node, name_zh, name_en, road_class,
                road_class in ('motorway', 'motorway_link') or structure in ('elevated', 'tunnel'),
                length_m, speed_kmh, coalesce(speed_backward_kmh, speed_kmh),
                car_access, car_access <> 'no', car_access <> 'no' and not oneway, car_main,
                bike_access, bike_forward, bike_backward, bike_main,
                foot_access, foot_forward, foot_backward, foot_main, st_asbinary(geom, 'NDR')
            from network.road_edge where build = $1 and id > $2 order by id limit $3""";
    private static final int PAGE = 20_000;
    private static final int FIRST_OF_MODES = 10;
    private static final int COLUMNS_OF_MODE = 4;
    private static final int SHAPE = FIRST_OF_MODES + 3 * COLUMNS_OF_MODE;

    /** What stands before the points of a line in well-known binary: byte order, type, count. */
    private static final int WKB_HEADER_BYTES = 9;

    private static final String BANS = """
            select car, bike, array_to_string(edges, ','), array_to_string(forward, ',')
            from network.turn_ban where build = $1 order by id""";
    private static final String ORDERS = "select mode, content from network.road_order where build = $1";
    private static final String KEEP = """
            insert into network.road_order (build, mode, content) values ($1, $2, $3)
            on conflict (build, mode) do update set content = excluded.content""";

    private final Database database;

    RoadsRepository(Database database) {
        this.database = database;
    }

    /**
     * The roads of one network as they are stored.
     *
     * @param orders by mode, what was kept of the search; not every mode needs to have one
     */
    public record Laid(RoadTable table, List<TurnBan> bans, Map<Mode, byte[]> orders) {
        /** Differs where roads or bans differ. */
        public long fingerprint() {
            CRC32C sum = new CRC32C();
            for (TurnBan ban : bans) {
                sum.update(ban.modes().toString().getBytes(StandardCharsets.UTF_8));
                sum.update(Arrays.toString(ban.edges()).getBytes(StandardCharsets.UTF_8));
                sum.update(Arrays.toString(ban.forward()).getBytes(StandardCharsets.UTF_8));
            }
            return sum.getValue() << 32 | table.fingerprint();
        }
    }

    /** Must be called inside a read. */
    public Uni<Laid> read(int build) {
        return page(build, -1, new RoadTable())
                .chain(table -> bans(build).chain(bans -> orders(build).map(orders -> new Laid(table, bans, orders))));
    }

    /** Keeps the order of a mode's search. Must be called inside an act. */
    public Uni<Void> keep(int build, Mode mode, byte[] order) {
        return database.sql(KEEP, build, mode.name(), order).replaceWithVoid();
    }

    private Uni<RoadTable> page(int build, int after, RoadTable table) {
        return database.rows(ROADS, build, after, PAGE).chain(rows -> {
            rows.forEach(row -> table.add(road(row)));
            return rows.size() < PAGE
                    ? Uni.createFrom().item(table)
                    : page(build, (int) rows.get(PAGE - 1).whole(0), table);
        });
    }

    private static Road road(Row row) {
        Map<Mode, Travel> travel = new EnumMap<>(Mode.class);
        Map<Mode, Boolean> main = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            int at = FIRST_OF_MODES + COLUMNS_OF_MODE * mode.ordinal();
            Access access = Access.valueOf(row.text(at).toUpperCase(Locale.ROOT));
            travel.put(mode, Travel.of(access, row.flag(at + 1), row.flag(at + 2)));
            main.put(mode, row.flag(at + 3));
        }
        return new Road(
                (int) row.whole(0),
                (int) row.whole(1),
                (int) row.whole(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.flag(6),
                row.number(7),
                (int) row.whole(8),
                (int) row.whole(9),
                travel,
                main,
                degrees(row.bytes(SHAPE)));
    }

    private static double[] degrees(byte[] wkb) {
        ByteBuffer buffer = ByteBuffer.wrap(wkb).order(ByteOrder.LITTLE_ENDIAN).position(WKB_HEADER_BYTES);
        double[] degrees = new double[buffer.remaining() / Double.BYTES];
        buffer.asDoubleBuffer().get(degrees);
        return degrees;
    }

    private Uni<List<TurnBan>> bans(int build) {
        return database.rows(BANS, build)
                .map(rows -> rows.stream().map(RoadsRepository::ban).toList());
    }

    private static TurnBan ban(Row row) {
        List<Mode> modes = Stream.of(row.flag(0) ? Mode.CAR : null, row.flag(1) ? Mode.BIKE : null)
                .filter(mode -> mode != null)
                .toList();
        int[] edges = Arrays.stream(row.text(2).split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        String[] ways = row.text(3).split(",");
        boolean[] forward = new boolean[ways.length];
        for (int i = 0; i < ways.length; i++) {
            forward[i] = ways[i].equals("t") || ways[i].equals("true");
        }
        return new TurnBan(modes, edges, forward);
    }

    private Uni<Map<Mode, byte[]>> orders(int build) {
        return database.rows(ORDERS, build).map(rows -> {
            Map<Mode, byte[]> orders = new EnumMap<>(Mode.class);
            rows.forEach(row -> orders.put(Mode.valueOf(row.text(0)), row.bytes(1)));
            return orders;
        });
    }
}
