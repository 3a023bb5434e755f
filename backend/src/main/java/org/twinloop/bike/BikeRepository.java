package org.twinloop.bike;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;

/** The SQL of bikes and docks: whole feeds at once, one statement a part. */
@ApplicationScoped
class BikeRepository {

    /** A metre in degrees of latitude, a little too large so that the box never cuts the circle. */
    private static final double DEGREES_PER_M = 1 / 110_000.0;

    private final Database database;

    BikeRepository(Database database) {
        this.database = database;
    }

    Uni<Optional<Bike>> nearest(GeoPoint point, double withinM, Instant at, Duration ageMax) {
        return near(point, withinM, at, ageMax, 1).map(found -> found.stream().findFirst());
    }

    Uni<List<Bike>> near(GeoPoint point, double withinM, Instant at, Duration ageMax, int limit) {
        return database.rows(
                        """
                        select b.operator_id, b.bike_id, b.kind_id, st_x(b.geom), st_y(b.geom), b.dock_id,
                            st_distancesphere(b.geom, p.here) as away,
                            greatest(0, extract(epoch from $1::timestamptz - t.bikes_at))::bigint,
                            d.name_zh, d.name_en, coalesce(b.rental_web, d.rental_web),
                            coalesce(b.rental_android, d.rental_android), coalesce(b.rental_ios, d.rental_ios)
                        from (select st_setsrid(st_makepoint($3, $4), 4326) as here) p
                        cross join bike.bike b
                        join bike.feed_time t on t.operator_id = b.operator_id
                        left join bike.dock d on d.operator_id = b.operator_id and d.dock_id = b.dock_id
                        left join bike.kind k on k.operator_id = b.operator_id and k.kind_id = b.kind_id
                        where b.geom && st_expand(p.here, $5, $6) and st_distancesphere(b.geom, p.here) <= $7
                            and not b.reserved and not b.disabled
                            and coalesce(k.form, 'bicycle') in ('bicycle', 'cargo_bicycle')
                            and (d.dock_id is null or (d.lends and d.installed))
                            and t.bikes_at >= $1::timestamptz - make_interval(secs => $2)
                        order by away, b.bike_id limit $8
                        """,
                        at,
                        seconds(ageMax),
                        point.lon(),
                        point.lat(),
                        withinM * DEGREES_PER_M / Math.max(0.1, Math.cos(Math.toRadians(point.lat()))),
                        withinM * DEGREES_PER_M,
                        withinM,
                        limit)
                .map(rows -> rows.stream()
                        .map(found -> new Bike(
                                found.uuid(0),
                                found.text(1),
                                found.text(2),
                                new GeoPoint(found.number(3), found.number(4)),
                                found.text(5),
                                found.text(8),
                                found.text(9),
                                new RentalLinks(found.text(10), found.text(11), found.text(12)),
                                found.number(6),
                                found.whole(7)))
                        .toList());
    }

    Uni<List<Dock>> docksNear(GeoPoint point, double withinM, Instant at, int limit) {
        return database.rows(
                        """
                        select d.operator_id, d.dock_id, d.name_zh, d.name_en, st_x(d.geom), st_y(d.geom),
                            d.bikes_available, d.places_free, d.lends and d.installed, d.takes_back and d.installed,
                            st_distancesphere(d.geom, p.here) as away,
                            greatest(0, extract(epoch from $1::timestamptz - t.docks_at))::bigint
                        from (select st_setsrid(st_makepoint($2, $3), 4326) as here) p cross join bike.dock d
                        join bike.feed_time t on t.operator_id = d.operator_id
                        where d.geom && st_expand(p.here, $4, $5) and st_distancesphere(d.geom, p.here) <= $6
                            and d.status_at is not null and t.docks_at is not null
                        order by away, d.dock_id limit $7
                        """,
                        at,
                        point.lon(),
                        point.lat(),
                        withinM * DEGREES_PER_M / Math.max(0.1, Math.cos(Math.toRadians(point.lat()))),
                        withinM * DEGREES_PER_M,
                        withinM,
                        limit)
                .map(rows -> rows.stream().map(BikeRepository::dock).toList());
    }

    Uni<Integer> count(UUID operator) {
        return database.row("select count(*) from bike.bike where operator_id = $1", operator)
                .map(row -> (int) row.orElseThrow().whole(0));
    }

    Uni<BikeFeed.Written> apply(UUID operator, BikeFeed feed) {
        return part(feed.kinds(), kinds -> kinds(operator, kinds))
                .chain(kinds -> part(feed.docks(), docks -> docks(operator, docks))
                        .chain(docks -> part(feed.counts(), counts -> counts(operator, counts, feed.docksAt()))
                                .chain(counts -> part(feed.bikes(), bikes -> bikes(operator, bikes))
                                        .chain(bikes -> part(feed.bikes(), seen -> removed(operator, seen))
                                                .map(gone ->
                                                        new BikeFeed.Written(kinds, docks, counts, bikes, gone))))))
                .call(() -> times(operator, feed));
    }

    private Uni<Integer> kinds(UUID operator, List<BikeFeed.Kind> kinds) {
        return database.sql(
                """
                insert into bike.kind as k (operator_id, kind_id, form, propulsion, max_range_m, name_zh, name_en)
                select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::float4[], $6::text[], $7::text[])
                on conflict (operator_id, kind_id) do update set form = excluded.form,
                    propulsion = excluded.propulsion, max_range_m = excluded.max_range_m, name_zh = excluded.name_zh,
                    name_en = excluded.name_en
                where (k.form, k.propulsion, k.max_range_m, k.name_zh, k.name_en) is distinct from
                    (excluded.form, excluded.propulsion, excluded.max_range_m, excluded.name_zh, excluded.name_en)
                """,
                operator,
                column(kinds, BikeFeed.Kind::id, String[]::new),
                column(kinds, BikeFeed.Kind::form, String[]::new),
                column(kinds, BikeFeed.Kind::propulsion, String[]::new),
                column(kinds, kind -> real(kind.maxRangeM()), Float[]::new),
                column(kinds, BikeFeed.Kind::nameZh, String[]::new),
                column(kinds, BikeFeed.Kind::nameEn, String[]::new));
    }

    /** Docks no longer listed are removed; the counts of the others stay. */
    private Uni<Integer> docks(UUID operator, List<BikeFeed.DockPlace> docks) {
        return database.sql(
                        """
                        insert into bike.dock as d (operator_id, dock_id, name_zh, name_en, geom, capacity,
                            rental_web, rental_android, rental_ios)
                        select $1, u.id, u.zh, u.en, case when u.lon is null then null
                            else st_setsrid(st_makepoint(u.lon, u.lat), 4326) end, u.capacity, u.web, u.android, u.ios
                        from unnest($2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::int[],
                            $8::text[], $9::text[], $10::text[])
                            as u(id, zh, en, lon, lat, capacity, web, android, ios)
                        on conflict (operator_id, dock_id) do update set name_zh = excluded.name_zh,
                            name_en = excluded.name_en, geom = excluded.geom, capacity = excluded.capacity,
                            rental_web = excluded.rental_web, rental_android = excluded.rental_android,
                            rental_ios = excluded.rental_ios
                        where (d.name_zh, d.name_en, d.geom::bytea, d.capacity, d.rental_web, d.rental_android,
                            d.rental_ios) is distinct from (excluded.name_zh, excluded.name_en, excluded.geom::bytea,
                            excluded.capacity, excluded.rental_web, excluded.rental_android, excluded.rental_ios)
                        """,
                        operator,
                        column(docks, BikeFeed.DockPlace::id, String[]::new),
                        column(docks, BikeFeed.DockPlace::nameZh, String[]::new),
                        column(docks, BikeFeed.DockPlace::nameEn, String[]::new),
                        column(docks, dock -> lon(dock.position()), Double[]::new),
                        column(docks, dock -> lat(dock.position()), Double[]::new),
                        column(docks, BikeFeed.DockPlace::capacity, Integer[]::new),
                        column(docks, dock -> dock.links().web(), String[]::new),
                        column(docks, dock -> dock.links().android(), String[]::new),
                        column(docks, dock -> dock.links().ios(), String[]::new))
                .chain(written -> database.sql(
                                "delete from bike.dock where operator_id = $1 and dock_id <> all ($2::text[])",
                                operator,
                                column(docks, BikeFeed.DockPlace::id, String[]::new))
                        .map(gone -> written + gone));
    }

    private Uni<Integer> counts(UUID operator, List<BikeFeed.DockCount> counts, Instant at) {
        return database.sql(
                """
                update bike.dock d set bikes_available = u.bikes, places_free = u.places, installed = u.installed,
                    lends = u.lends, takes_back = u.takes, reported_at = u.reported, status_at = $9
                from unnest($2::text[], $3::int[], $4::int[], $5::boolean[], $6::boolean[], $7::boolean[],
                    $8::timestamptz[]) as u(id, bikes, places, installed, lends, takes, reported)
                where d.operator_id = $1 and d.dock_id = u.id and (d.status_at is null
                    or (d.bikes_available, d.places_free, d.installed, d.lends, d.takes_back)
                        is distinct from (u.bikes, u.places, u.installed, u.lends, u.takes))
                """,
                operator,
                column(counts, BikeFeed.DockCount::dockId, String[]::new),
                column(counts, BikeFeed.DockCount::bikesAvailable, Integer[]::new),
                column(counts, BikeFeed.DockCount::placesFree, Integer[]::new),
                column(counts, BikeFeed.DockCount::installed, Boolean[]::new),
                column(counts, BikeFeed.DockCount::lends, Boolean[]::new),
                column(counts, BikeFeed.DockCount::takesBack, Boolean[]::new),
                column(counts, BikeFeed.DockCount::reportedAt, Instant[]::new),
                at);
    }

    /** A bike without a position stands where its dock stands. */
    private Uni<Integer> bikes(UUID operator, List<BikeFeed.Sighting> bikes) {
        return database.sql(
                """
                insert into bike.bike as b (operator_id, bike_id, kind_id, dock_id, geom, reserved, disabled, range_m,
                    charge_share, reported_at, rental_web, rental_android, rental_ios)
                select $1, u.id, u.kind, u.dock, case when u.lon is null then d.geom
                    else st_setsrid(st_makepoint(u.lon, u.lat), 4326) end, u.reserved, u.disabled, u.range, u.charge,
                    u.reported, u.web, u.android, u.ios
                from unnest($2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::boolean[],
                    $8::boolean[], $9::float4[], $10::float4[], $11::timestamptz[], $12::text[], $13::text[],
                    $14::text[])
                    as u(id, kind, dock, lon, lat, reserved, disabled, range, charge, reported, web, android, ios)
                left join bike.dock d on d.operator_id = $1 and d.dock_id = u.dock
                on conflict (operator_id, bike_id) do update set kind_id = excluded.kind_id,
                    dock_id = excluded.dock_id, geom = excluded.geom, reserved = excluded.reserved,
                    disabled = excluded.disabled, range_m = excluded.range_m, charge_share = excluded.charge_share,
                    reported_at = excluded.reported_at, rental_web = excluded.rental_web,
                    rental_android = excluded.rental_android, rental_ios = excluded.rental_ios
                where (b.kind_id, b.dock_id, b.geom::bytea, b.reserved, b.disabled, b.range_m, b.charge_share,
                    b.rental_web, b.rental_android, b.rental_ios)
                    is distinct from (excluded.kind_id, excluded.dock_id, excluded.geom::bytea, excluded.reserved,
                    excluded.disabled, excluded.range_m, excluded.charge_share, excluded.rental_web,
                    excluded.rental_android, excluded.rental_ios)
                """,
                operator,
                column(bikes, BikeFeed.Sighting::bikeId, String[]::new),
                column(bikes, BikeFeed.Sighting::kindId, String[]::new),
                column(bikes, BikeFeed.Sighting::dockId, String[]::new),
                column(bikes, bike -> lon(bike.position()), Double[]::new),
                column(bikes, bike -> lat(bike.position()), Double[]::new),
                column(bikes, BikeFeed.Sighting::reserved, Boolean[]::new),
                column(bikes, BikeFeed.Sighting::disabled, Boolean[]::new),
                column(bikes, bike -> real(bike.rangeM()), Float[]::new),
                column(bikes, bike -> real(bike.chargeShare()), Float[]::new),
                column(bikes, BikeFeed.Sighting::reportedAt, Instant[]::new),
                column(bikes, bike -> bike.links().web(), String[]::new),
                column(bikes, bike -> bike.links().android(), String[]::new),
                column(bikes, bike -> bike.links().ios(), String[]::new));
    }

    private Uni<Integer> removed(UUID operator, List<BikeFeed.Sighting> seen) {
        return database.sql("""
                delete from bike.bike b where b.operator_id = $1
                    and not exists (select from unnest($2::text[]) as u(id) where u.id = b.bike_id)
                """, operator, column(seen, BikeFeed.Sighting::bikeId, String[]::new));
    }

    private Uni<Integer> times(UUID operator, BikeFeed feed) {
        if (feed.bikesAt() == null && feed.docksAt() == null) {
            return Uni.createFrom().item(0);
        }
        return database.sql("""
                insert into bike.feed_time as t (operator_id, bikes_at, docks_at) values ($1, $2, $3)
                on conflict (operator_id) do update set bikes_at = coalesce(excluded.bikes_at, t.bikes_at),
                    docks_at = coalesce(excluded.docks_at, t.docks_at)
                """, operator, feed.bikesAt(), feed.docksAt());
    }

    private static <T> Uni<Integer> part(List<T> rows, Function<List<T>, Uni<Integer>> write) {
        return rows == null ? Uni.createFrom().item(0) : write.apply(rows);
    }

    private static <T, C> C[] column(List<T> rows, Function<T, C> column, IntFunction<C[]> array) {
        return rows.stream().map(column).toArray(array);
    }

    private static Double lon(GeoPoint point) {
        return point == null ? null : Double.valueOf(point.lon());
    }

    private static Double lat(GeoPoint point) {
        return point == null ? null : Double.valueOf(point.lat());
    }

    private static Float real(Double number) {
        return number == null ? null : Float.valueOf(number.floatValue());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Dock dock(Row row) {
        return new Dock(
                row.uuid(0),
                row.text(1),
                row.text(2),
                row.text(3),
                new GeoPoint(row.number(4), row.number(5)),
                row.isNull(6) ? null : (int) row.whole(6),
                row.isNull(7) ? null : (int) row.whole(7),
                row.flag(8),
                row.flag(9),
                row.number(10),
                row.whole(11));
    }
}
