package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;

/** The SQL of the network. */
@ApplicationScoped
class NetworkRepository {

    private static final String PLACE = "select id, name_zh, name_en, district, category, home_loop, hub, st_x(geom), "
            + "st_y(geom), confidence, uncertainty_m from network.place ";

    /** The best rank of a place among its names; null for one that does not match. */
    private static final String SEARCH = """
            with named as (
                select id, unnest(array[replace(name_zh, ' ', ''), replace(lower(name_en), ' ', ''),
                    replace(pinyin, ' ', ''), initials]) as name
                from network.place
                union all
                select place_id, unnest(array[alias, reading, initials]) from network.place_alias),
            ranked as (
                select id, min(case when starts_with(name, $1) then 0 when position($1 in name) > 0 then 1 end) as rank
                from named
                group by id)
            """;

    private final Database database;

    NetworkRepository(Database database) {
        this.database = database;
    }

    /**
     * Rank: exact start of a name, of a reading or of initials before a match anywhere; of those that match alike what
     * is of the whole municipality by its category first, then shorter names.
     *
     * @param text in small letters, without spaces
     */
    Uni<List<Place>> searchPlaces(String text, int limit) {
        return database.rows(SEARCH + PLACE + """
                                join ranked using (id)
                                where $1 = '' or rank is not null
                                order by coalesce(rank, 2), $1 <> '' and not starts_with(category, 'municipal_'),
                                    home_loop, char_length(name_zh), id
                                limit $2""", text, limit)
                .map(rows -> rows.stream().map(NetworkRepository::place).toList());
    }

    Uni<List<Place>> allPlaces() {
        return database.rows(PLACE + "order by id")
                .map(rows -> rows.stream().map(NetworkRepository::place).toList());
    }

    /** Which network is in use, and how often anything about it has changed. */
    record Standing(long version, int build) {}

    Uni<Standing> standing() {
        return database.rows("select version, build from network.version")
                .map(rows ->
                        new Standing(rows.get(0).whole(0), (int) rows.get(0).whole(1)));
    }

    Uni<Void> bumpVersion(Instant at) {
        return database.sql("update network.version set version = version + 1, changed_at = $1", at)
                .replaceWithVoid();
    }

    /**
     * A membership that begins or ends by itself is a change as well. One statement, so that of several instances one
     * tells it.
     */
    Uni<Void> bumpWhereStopsChanged(Instant at) {
        return database.sql("""
                        update network.version v set version = version + 1, changed_at = $1
                        where changed_at < $1 and exists (select from network.loop_stop l
                            where lower(l.valid) > v.changed_at and lower(l.valid) <= $1
                                or upper(l.valid) > v.changed_at and upper(l.valid) <= $1)""", at).replaceWithVoid();
    }

    /** Stops open at an instant, as they were called and where they were then. */
    Uni<List<Stop>> stops(Instant at) {
        return database.rows("""
                        select id, code, place_id, name_zh, name_en, st_x(geom), st_y(geom), radius_m, hub, loops
                        from network.stops_at($1) order by code""", at)
                .map(rows -> rows.stream().map(NetworkRepository::stop).toList());
    }

    Uni<Void> insertPlaces(List<Place> places, List<String> pinyin, List<String> addresses) {
        String[] initials = pinyin.stream().map(NetworkRepository::initials).toArray(String[]::new);
        return database.sql(
                        """
                        insert into network.place (id, name_zh, name_en, pinyin, initials, district, category,
                            home_loop, hub, address_zh, geom, confidence, uncertainty_m)
                        select i, z, e, p, n, d, c, l, h, a, st_setsrid(st_makepoint(x, y), 4326), f, u
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                            $8::text[], $9::bool[], $10::text[], $11::float8[], $12::float8[], $13::text[], $14::int[])
                            t(i, z, e, p, n, d, c, l, h, a, x, y, f, u)""",
                        texts(places, Place::id),
                        texts(places, Place::nameZh),
                        texts(places, Place::nameEn),
                        pinyin.toArray(String[]::new),
                        initials,
                        texts(places, Place::district),
                        texts(places, Place::category),
                        texts(places, place -> place.loop().name()),
                        places.stream().map(Place::hub).toArray(Boolean[]::new),
                        addresses.toArray(String[]::new),
                        places.stream().map(place -> place.position().lon()).toArray(Double[]::new),
                        places.stream().map(place -> place.position().lat()).toArray(Double[]::new),
                        texts(places, Place::confidence),
                        places.stream().map(Place::uncertaintyM).toArray(Integer[]::new))
                .replaceWithVoid();
    }

    Uni<Void> insertAliases(List<Places.Alias> aliases) {
        return database.sql(
                        """
                        insert into network.place_alias (place_id, alias, reading, initials)
                        select p, a, r, n from unnest($1::text[], $2::text[], $3::text[], $4::text[]) t(p, a, r, n)""",
                        aliases.stream().map(Places.Alias::placeId).toArray(String[]::new),
                        aliases.stream().map(Places.Alias::name).toArray(String[]::new),
                        aliases.stream()
                                .map(alias -> alias.pinyin().replace(" ", ""))
                                .toArray(String[]::new),
                        aliases.stream().map(alias -> initials(alias.pinyin())).toArray(String[]::new))
                .replaceWithVoid();
    }

    Uni<Void> insertStops(List<Stop> stops, Instant from) {
        UUID[] ids = stops.stream().map(Stop::id).toArray(UUID[]::new);
        return database.sql(
                        """
                        insert into network.stop (id, code, place_id, name_zh, name_en, geom, radius_m)
                        select i, c, p, z, e, st_setsrid(st_makepoint(x, y), 4326), r
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[],
                            $7::float8[], $8::int[]) t(i, c, p, z, e, x, y, r)""",
                        ids,
                        texts(stops, Stop::code),
                        texts(stops, Stop::placeId),
                        texts(stops, Stop::nameZh),
                        texts(stops, Stop::nameEn),
                        stops.stream().map(stop -> stop.position().lon()).toArray(Double[]::new),
                        stops.stream().map(stop -> stop.position().lat()).toArray(Double[]::new),
                        stops.stream().map(Stop::radiusM).toArray(Integer[]::new))
                .chain(() -> database.sql(
                        """
                        insert into network.loop_stop (loop, stop_id, valid)
                        select l, i, tstzrange($3, null)
                        from unnest($1::uuid[], $2::text[]) t(i, ls), unnest(string_to_array(ls, ',')) l""",
                        ids,
                        texts(
                                stops,
                                stop -> stop.loops().stream().map(LoopId::name).collect(Collectors.joining(","))),
                        from))
                .chain(() -> database.sql("""
                        insert into network.stop_version (stop_id, version, valid, name_zh, name_en, geom, radius_m)
                        select id, 1, tstzrange($2, null), name_zh, name_en, geom, radius_m
                        from network.stop where id = any ($1)""", ids, from))
                .replaceWithVoid();
    }

    Uni<Void> insertRoads(List<Roads.NewNode> nodes, List<Roads.NewEdge> edges) {
        return database.sql(
                        """
                        insert into network.road_node (id, ref, name_zh, name_en, kind, geom)
                        select i, r, z, e, k, st_setsrid(st_makepoint(x, y), 4326)
                        from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[],
                            $7::float8[]) t(i, r, z, e, k, x, y)""",
                        nodes.stream().map(Roads.NewNode::id).toArray(Integer[]::new),
                        texts(nodes, Roads.NewNode::ref),
                        texts(nodes, Roads.NewNode::nameZh),
                        texts(nodes, Roads.NewNode::nameEn),
                        texts(nodes, Roads.NewNode::kind),
                        nodes.stream().map(node -> node.position().lon()).toArray(Double[]::new),
                        nodes.stream().map(node -> node.position().lat()).toArray(Double[]::new))
                .chain(() -> insertEdges(edges));
    }

    private Uni<Void> insertEdges(List<Roads.NewEdge> edges) {
        return database.sql(
                        """
                        insert into network.road_edge (id, ref, from_node, to_node, name_zh, name_en, road_class,
                            structure, speed_kmh, lanes, oneway, toll, length_m, geom)
                        select i, r, f, t, z, e, c, s, v, l, o, g, m, st_makeline(a.geom, b.geom)
                        from unnest($1::int[], $2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[],
                            $8::text[], $9::int[], $10::int[], $11::bool[], $12::bool[], $13::int[])
                            u(i, r, f, t, z, e, c, s, v, l, o, g, m)
                        join network.road_node a on a.build = 1 and a.id = f
                        join network.road_node b on b.build = 1 and b.id = t""",
                        edges.stream().map(Roads.NewEdge::id).toArray(Integer[]::new),
                        texts(edges, Roads.NewEdge::ref),
                        edges.stream().map(Roads.NewEdge::from).toArray(Integer[]::new),
                        edges.stream().map(Roads.NewEdge::to).toArray(Integer[]::new),
                        texts(edges, Roads.NewEdge::nameZh),
                        texts(edges, Roads.NewEdge::nameEn),
                        texts(edges, Roads.NewEdge::roadClass),
                        texts(edges, Roads.NewEdge::structure),
                        edges.stream().map(Roads.NewEdge::speedKmh).toArray(Integer[]::new),
                        edges.stream().map(Roads.NewEdge::lanes).toArray(Integer[]::new),
                        edges.stream().map(Roads.NewEdge::oneway).toArray(Boolean[]::new),
                        edges.stream().map(Roads.NewEdge::toll).toArray(Boolean[]::new),
                        edges.stream().map(Roads.NewEdge::lengthM).toArray(Integer[]::new))
                .replaceWithVoid();
    }

    private static String initials(String pinyin) {
        return Arrays.stream(pinyin.split(" "))
                .filter(syllable -> !syllable.isEmpty())
                .map(syllable -> syllable.substring(0, 1))
                .collect(Collectors.joining());
    }

    private static <T> String[] texts(List<T> items, java.util.function.Function<T, String> column) {
        return items.stream().map(column).toArray(String[]::new);
    }

    private static Place place(Row r) {
        return new Place(
                r.text(0),
                r.text(1),
                r.text(2),
                r.text(3),
                r.text(4),
                LoopId.valueOf(r.text(5)),
                r.flag(6),
                new GeoPoint(r.number(7), r.number(8)),
                r.text(9),
                (int) r.whole(10));
    }

    private static Stop stop(Row r) {
        Set<LoopId> loops = EnumSet.noneOf(LoopId.class);
        Arrays.stream(r.texts(9)).map(LoopId::valueOf).forEach(loops::add);
        return new Stop(
                r.uuid(0),
                r.text(1),
                r.text(2),
                r.text(3),
                r.text(4),
                new GeoPoint(r.number(5), r.number(6)),
                loops,
                (int) r.whole(7),
                r.flag(8));
    }
}
