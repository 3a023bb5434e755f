package org.twinloop.map;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;

/** One statement a layer; the geometry is clipped, simplified to the zoom and encoded by the database. */
@ApplicationScoped
class TileRepository {

    /** Below this zoom a pile is too small to be told apart, so a site speaks for its connectors. */
    private static final int PILES_APART_FROM_ZOOM = 14;

    private static final String PLACES = """
            with square as (select st_tileenvelope($1, $2, $3) as box),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.id, f.name_zh, f.name_en, f.category, f.loop, f.hub
                from network.map_place f, square
                where f.geom && st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326)
                    and ($1 >= 9 or f.hub)
                order by f.hub desc, f.id)
            select st_asmvt(shape, 'places', 4096, 'geom') from shape where geom is not null
            """;
    private static final String STOPS = """
            with square as (select st_tileenvelope($1, $2, $3) as box),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.code, f.name_zh, f.name_en, f.hub, array_to_string(f.loops, ',') as loops
                from network.stops_at($4) f, square
                where f.geom && st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326)
                    and ($1 >= 9 or f.hub)
                order by f.hub desc, f.code)
            select st_asmvt(shape, 'stops', 4096, 'geom') from shape where geom is not null
            """;
    private static final String PUBLIC_STOPS = """
            with square as (select st_tileenvelope($1, $2, $3) as box),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.code, f.name_zh, f.name_en, 'OUTER' as loops
                from network.stops_at($4) f, square
                where f.geom && st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326)
                    and 'OUTER' = any (f.loops) and ($1 >= 9 or f.hub)
                order by f.hub desc, f.code)
            select st_asmvt(shape, 'stops', 4096, 'geom') from shape where geom is not null
            """;
    private static final String FREE_PILES = """
            with square as (select st_tileenvelope($1, $2, $3) as box),
            free as (
                select * from charging.free_piles(
                    st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326), $4,
                    make_interval(secs => $5))),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.name_zh, f.name_en, f.power_w / 1000 as kw, 'AVAILABLE' as status
                from free f, square order by f.connector_no)
            select st_asmvt(shape, 'piles', 4096, 'geom') from shape where geom is not null
            """;
    private static final String FREE_CARS = """
            with square as (select st_tileenvelope($1, $2, $3) as box),
            free as (
                select * from vehicle.free_cars(
                    st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326), $4,
                    make_interval(secs => $5))),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.name_zh, f.name_en, f.seats, round(f.soc_percent)::int as soc
                from free f, square order by f.vehicle_no)
            select st_asmvt(shape, 'cars', 4096, 'geom') from shape where geom is not null
            """;
    private static final String ROADS = """
            with square as (select st_tileenvelope($1, $2, $3) as box, 40075016.7 / (1 << $1) / 1024 as coarse),
            shape as (
                select st_asmvtgeom(st_simplify(st_transform(f.geom, 3857), coarse, true), box, 4096, 64, true) as geom,
                    f.name_zh, f.name_en, f.road_class, f.structure
                from network.map_road f, square
                where f.geom && st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326)
                    and $1 >= f.zoom_min
                order by f.zoom_min desc, case f.road_class when 'motorway' then 5 when 'trunk' then 4
                    when 'primary' then 3 when 'secondary' then 2 else 1 end, f.id)
            select st_asmvt(shape, 'roads', 4096, 'geom') from shape where geom is not null
            """;
    private static final String LOOPS = """
            with square as (select st_tileenvelope($1, $2, $3) as box),
            area as (
                select l.loop, st_chaikinsmoothing(st_convexhull(st_collect(st_transform(s.geom, 3857))), 3) as hull
                from network.stops_at($4) s, unnest(s.loops) as l(loop)
                group by l.loop),
            shape as (
                select st_asmvtgeom(st_boundary(a.hull), box, 4096, 64, true) as geom, a.loop
                from area a, square
                where a.hull && st_tileenvelope($1, $2, $3, margin => 0.0625))
            select st_asmvt(shape, 'loops', 4096, 'geom') from shape where geom is not null
            """;
    private static final String PILES_APART = """
            with square as (select st_tileenvelope($1, $2, $3) as box, make_interval(secs => $5) as age_max),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.device_id as pile, f.number as connector, f.power_w / 1000 as kw, f.site_name_zh as name_zh,
                    f.site_name_en as name_en, charging.status(f.status, f.event_time, $4, age_max) as status
                from charging.live f, square
                where f.geom && st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326)
                order by f.connector_no)
            select st_asmvt(shape, 'piles', 4096, 'geom') from shape where geom is not null
            """;
    private static final String PILES_BY_SITE = """
            with square as (select st_tileenvelope($1, $2, $3) as box, make_interval(secs => $5) as age_max),
            pile as (
                select f.*, charging.status(f.status, f.event_time, $4, age_max) as told from charging.live f, square),
            site as (
                select site_id, min(site_name_zh) as name_zh, min(site_name_en) as name_en,
                    st_centroid(st_collect(geom)) as geom, count(*)::int as connectors,
                    (count(*) filter (where told = 'AVAILABLE'))::int as free,
                    (count(*) filter (where told = 'UNKNOWN'))::int as unknown,
                    (count(*) filter (where told in ('INOPERATIVE', 'OUTOFORDER', 'PLANNED', 'REMOVED')))::int as out
                from pile group by site_id),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.name_zh, f.name_en, f.connectors, f.free, f.unknown,
                    case when f.free > 0 then 'AVAILABLE' when f.unknown = f.connectors then 'UNKNOWN'
                        when f.unknown + f.out = f.connectors then 'OUT_OF_SERVICE' else 'CHARGING' end as status
                from site f, square
                where f.geom && st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326)
                order by f.site_id)
            select st_asmvt(shape, 'piles', 4096, 'geom') from shape where geom is not null
            """;
    private static final String CARS = """
            with square as (select st_tileenvelope($1, $2, $3) as box, make_interval(secs => $5) as age_max),
            shape as (
                select st_asmvtgeom(st_transform(f.geom, 3857), box, 4096, 64, true) as geom,
                    f.id::text as car, f.plate, round(f.soc_percent)::int as soc, round(f.heading_deg)::int as heading,
                    vehicle.status(f.event_time, f.speed_kmh, f.locked, f.doors_open, f.charging, $4, age_max) as state
                from square, vehicle.cars_in(
                    st_transform(st_tileenvelope($1, $2, $3, margin => 0.0625), 4326)) c(vehicle_no)
                join vehicle.live f on f.vehicle_no = c.vehicle_no
                order by f.vehicle_no)
            select st_asmvt(shape, 'cars', 4096, 'geom') from shape where geom is not null
            """;

    private final Database database;
    private final Clock clock;
    private final Duration carAgeMax;
    private final Duration pileAgeMax;

    TileRepository(
            Database database,
            Clock clock,
            @ConfigProperty(name = "twinloop.vehicle.state-age-max", defaultValue = "PT10M") Duration carAgeMax,
            @ConfigProperty(name = "twinloop.charging.status-age-max", defaultValue = "PT5M") Duration pileAgeMax) {
        this.database = database;
        this.clock = clock;
        this.carAgeMax = carAgeMax;
        this.pileAgeMax = pileAgeMax;
    }

    /**
     * The encoded tile; empty when nothing lies in it. Not inside an act.
     *
     * @param scope whose rows it is drawn of
     */
    Uni<byte[]> read(Scope scope, TileLayer layer, Tile tile, Audience audience) {
        boolean desk = audience == Audience.FLEET;
        Uni<List<Row>> rows = switch (layer) {
            case places -> fixed(scope, PLACES, tile);
            case stops -> dated(scope, audience == Audience.CITIZEN ? PUBLIC_STOPS : STOPS, tile);
            case roads -> fixed(scope, ROADS, tile);
            case loops -> dated(scope, LOOPS, tile);
            case piles -> live(scope, desk ? piles(tile) : FREE_PILES, tile, pileAgeMax);
            case cars -> live(scope, desk ? CARS : FREE_CARS, tile, carAgeMax);
        };
        return rows.map(found -> found.isEmpty() || found.get(0).isNull(0)
                ? new byte[0]
                : found.get(0).bytes(0));
    }

    private static String piles(Tile tile) {
        return tile.z() < PILES_APART_FROM_ZOOM ? PILES_BY_SITE : PILES_APART;
    }

    private Uni<List<Row>> dated(Scope scope, String query, Tile tile) {
        return database.glance(scope, query, tile.z(), tile.x(), tile.y(), clock.instant());
    }

    private Uni<List<Row>> fixed(Scope scope, String query, Tile tile) {
        return database.glance(scope, query, tile.z(), tile.x(), tile.y());
    }

    private Uni<List<Row>> live(Scope scope, String query, Tile tile, Duration ageMax) {
        return database.glance(
                scope, query, tile.z(), tile.x(), tile.y(), clock.instant(), (double) ageMax.toSeconds());
    }
}
