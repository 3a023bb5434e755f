package org.twinloop.network.traffic;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Structure;

/** The SQL of closures. Every method must be called inside an act or read. */
@ApplicationScoped
class ClosureRepository {

    private static final String CLOSURE = """
            select c.id, c.version, c.kind, c.name_zh, c.name_en, lower(c.valid), upper(c.valid),
                array_to_string(c.modes, ','), st_astext(st_exteriorring(c.area), 9), c.withdrawn_at is not null,
                (select string_agg(e.id || ' ' || r.direction, ',' order by e.id, r.direction)
                    from network.closed_road r
                    join network.road_edge e on e.build = (select v.build from network.version v) and e.ref = r.ref
                    where r.closure_id = c.id),
                array_to_string(c.structures, ',')
            from network.closure c\s""";

    private final Database database;

    ClosureRepository(Database database) {
        this.database = database;
    }

    /** A closure as it is kept. */
    record Kept(Closure closure, boolean withdrawn) {}

    Uni<Optional<Kept>> find(UUID id) {
        return database.row(CLOSURE + "where c.id = $1", id).map(row -> row.map(ClosureRepository::kept));
    }

    /** Closures in the order of their ids; those that are over or were taken back only where asked for. */
    Uni<List<Kept>> list(UUID after, int limit, boolean past, Instant now) {
        return database.rows(CLOSURE + """
                                where c.id > $1
                                    and ($2 or c.withdrawn_at is null and c.valid && tstzrange($3::timestamptz, null))
                                order by c.id limit $4""", after, past, now, limit)
                .map(rows -> rows.stream().map(ClosureRepository::kept).toList());
    }

    /** Makes this the only act on closures until it ends; answers how many are not over. */
    Uni<Long> begin(Instant now) {
        return database.rows("update network.traffic_standing set closures = closures + 1 returning closures")
                .chain(() -> database.rows(
                        "select count(*) from network.closure where withdrawn_at is null "
                                + "and valid && tstzrange($1::timestamptz, null)",
                        now))
                .map(rows -> rows.get(0).whole(0));
    }

    /** Those of some numbers that are roads of the network in use. */
    Uni<Set<Integer>> roads(List<Integer> edges) {
        return database.rows(
                        "select e.id from network.road_edge e join network.version v on v.build = e.build "
                                + "where e.id = any($1::int[])",
                        (Object) edges.toArray(Integer[]::new))
                .map(rows -> rows.stream().map(row -> (int) row.whole(0)).collect(Collectors.toSet()));
    }

    /** Writes a closure, new or in place of what it said before. */
    Uni<Void> put(Closure closure, Instant now) {
        return database.sql(
                        """
                        insert into network.closure (id, version, kind, name_zh, name_en, valid, modes, structures,
                            area, put_at)
                        values ($1, $2, $3, $4, $5, tstzrange($6, $7), $8::text[], $11::text[],
                            case when $9::text is null then null else st_geomfromtext($9, 4326) end, $10)
                        on conflict (id) do update set version = excluded.version, kind = excluded.kind,
                            name_zh = excluded.name_zh, name_en = excluded.name_en, valid = excluded.valid,
                            modes = excluded.modes, structures = excluded.structures, area = excluded.area,
                            put_at = excluded.put_at""",
                        closure.id(),
                        closure.version(),
                        closure.kind().name(),
                        closure.nameZh(),
                        closure.nameEn(),
                        closure.from(),
                        closure.to(),
                        closure.modes().stream().map(Mode::name).sorted().toArray(String[]::new),
                        polygon(closure.area()),
                        now,
                        closure.structures().stream()
                                .map(Structure::name)
                                .sorted()
                                .toArray(String[]::new))
                .chain(() -> database.sql("delete from network.closed_road where closure_id = $1", closure.id()))
                .chain(() -> database.sql(
                        """
                        insert into network.closed_road (closure_id, ref, direction)
                        select $1, e.ref, u.direction
                        from unnest($2::int[], $3::text[]) u(edge, direction)
                        join network.version v on true
                        join network.road_edge e on e.build = v.build and e.id = u.edge""",
                        closure.id(),
                        closure.roads().stream().map(Closure.ClosedRoad::edge).toArray(Integer[]::new),
                        closure.roads().stream()
                                .map(road -> road.direction().name())
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** How many roads of the network in use a closure closes. */
    Uni<Integer> closedEdges(UUID id) {
        return database.rows("""
                        select count(distinct r.ref) + (select count(*) from network.closure a
                                cross join lateral network.edges_within(v.build, a.area, a.structures)
                                where a.id = $1 and a.kind = 'AREA')
                        from network.version v
                        left join network.closed_road r on r.closure_id = $1
                            and exists (select from network.road_edge e where e.build = v.build and e.ref = r.ref)
                        group by v.build""", id).map(rows -> (int) rows.get(0).whole(0));
    }

    Uni<Void> withdraw(UUID id, Instant now) {
        return database.sql("update network.closure set withdrawn_at = $2 where id = $1", id, now)
                .replaceWithVoid();
    }

    private static Kept kept(Row row) {
        return new Kept(
                new Closure(
                        row.uuid(0),
                        (int) row.whole(1),
                        Closure.Kind.valueOf(row.text(2)),
                        row.text(3),
                        row.text(4),
                        row.instant(5),
                        row.instant(6),
                        named(row.text(7), Mode::valueOf),
                        closedRoads(row.text(10)),
                        named(row.text(11), Structure::valueOf),
                        row.isNull(8) ? List.of() : corners(row.text(8))),
                row.flag(9));
    }

    private static <T> Set<T> named(String list, Function<String, T> constant) {
        return Arrays.stream(list.split(","))
                .filter(name -> !name.isEmpty())
                .map(constant)
                .collect(Collectors.toSet());
    }

    private static List<Closure.ClosedRoad> closedRoads(String text) {
        List<Closure.ClosedRoad> roads = new ArrayList<>();
        for (String road : text == null ? new String[0] : text.split(",")) {
            int gap = road.indexOf(' ');
            roads.add(new Closure.ClosedRoad(
                    Integer.parseInt(road.substring(0, gap)), Closure.Direction.valueOf(road.substring(gap + 1))));
        }
        return roads;
    }

    private static String polygon(List<GeoPoint> corners) {
        if (corners.isEmpty()) {
            return null;
        }
        List<GeoPoint> closed = new ArrayList<>(corners);
        closed.add(corners.get(0));
        return closed.stream()
                .map(corner -> corner.lon() + " " + corner.lat())
                .collect(Collectors.joining(",", "POLYGON((", "))"));
    }

    /** The points of a closed line in well-known text, the last left out. */
    static List<GeoPoint> corners(String line) {
        String[] pairs =
                line.substring(line.indexOf('(') + 1, line.indexOf(')')).split(",");
        List<GeoPoint> corners = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.length; i++) {
            String[] pair = pairs[i].strip().split(" ");
            corners.add(new GeoPoint(Double.parseDouble(pair[0]), Double.parseDouble(pair[1])));
        }
        return corners;
    }
}
