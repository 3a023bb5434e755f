package org.twinloop.supervision.question;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.network.Stop;
import org.twinloop.supervision.question.DuringRule.Mark;
import org.twinloop.supervision.question.UnderWay.Fix;
import org.twinloop.supervision.question.UnderWay.Outside;

/** The SQL of running trips: how they stand to what was approved, and since when something holds of them. */
@ApplicationScoped
class UnderWayRepository {

    /** One row a trip; a position from before its ride is none. */
    private static final String UNDER_WAY = """
            with stop as (
                select s.loop, st_setsrid(st_makepoint(s.lon, s.lat), 4326) as geom
                from unnest($1::text[], $2::float8[], $3::float8[]) as s(loop, lon, lat)
            ), places as (select st_collect(geom)::geography as geom from stop),
            area as (select loop, st_convexhull(st_collect(geom))::geography as hull from stop group by loop),
            city as (select st_geomfromtext($4, 4326)::geography as area)
            select u.trip_id, u.unit_id, u.traveller_id, u.actor_id, u.window_to,
                case when l.geom is not null and l.position_at >= u.started_at then l.position_at end,
                st_x(l.geom), st_y(l.geom), coalesce(l.accuracy_m, 0), l.speed_kmh,
                st_distance(l.geom::geography, u.way::geography), coalesce(st_length(u.way::geography), 0),
                least(st_distance(l.geom::geography, u.ends::geography), st_distance(l.geom::geography, places.geom)),
                st_distance(l.geom::geography, area.hull),
                (select max(st_distance(d.geom::geography, area.hull)) from st_dump(u.ends) d),
                st_distance(l.geom::geography, city.area),
                (select max(st_distance(d.geom::geography, city.area)) from st_dump(u.ends) d)
            from trip.under_way u join vehicle.live l on l.id = u.vehicle_id cross join places cross join city
            left join area on l.calendar = 'OURS' and area.loop = l.loop
            where $5::uuid is null or u.trip_id > $5
            order by u.trip_id limit $6""";

    private final Database database;

    UnderWayRepository(Database database) {
        this.database = database;
    }

    /** False while another instance is at the trip; held until the transaction ends. */
    Uni<Boolean> takeTurn(UUID tripId) {
        return database.row(
                        "select pg_try_advisory_xact_lock(hashtext('supervision.question'), hashtext($1::text))",
                        tripId.toString())
                .map(row -> row.orElseThrow().flag(0));
    }

    /** Which trips are read: so many after one, null for the first. */
    record Page(UUID after, int limit) {}

    /** @param municipality WKT, WGS-84; nothing where it is not known */
    Uni<List<UnderWay>> some(List<Stop> stops, Optional<String> municipality, Instant now, Page page) {
        List<Object[]> loops = stops.stream()
                .flatMap(stop -> stop.loops().stream().map(loop -> new Object[] {loop.name(), stop.position()}))
                .toList();
        String[] loop = loops.stream().map(one -> (String) one[0]).toArray(String[]::new);
        Double[] lon = loops.stream().map(one -> ((GeoPoint) one[1]).lon()).toArray(Double[]::new);
        Double[] lat = loops.stream().map(one -> ((GeoPoint) one[1]).lat()).toArray(Double[]::new);
        return database.rows(UNDER_WAY, loop, lon, lat, municipality.orElse(null), page.after(), page.limit())
                .map(rows -> rows.stream().map(row -> underWay(row, now)).toList());
    }

    private static UnderWay underWay(Row row, Instant now) {
        return new UnderWay(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                now,
                row.instant(4),
                Optional.ofNullable(row.instant(5)).map(at -> fix(row, at)));
    }

    private static Fix fix(Row row, Instant at) {
        double endsOfCity = row.isNull(16) ? 0 : row.number(16);
        return new Fix(
                at,
                new GeoPoint(row.number(6), row.number(7)),
                row.number(8),
                number(row, 9),
                number(row, 10),
                row.number(11),
                number(row, 12),
                row.isNull(13) || row.isNull(14) ? null : new Outside(row.number(13), row.number(14)),
                row.isNull(15) ? null : new Outside(row.number(15), endsOfCity));
    }

    private static Double number(Row row, int column) {
        return row.isNull(column) ? null : row.number(column);
    }

    /** Of which trip and rule it holds. */
    record Marked(UUID tripId, String rule, Mark mark) {}

    /** Forgets what held of trips that do not run any more. */
    Uni<Void> forgetEnded() {
        return database.sql(
                        "delete from supervision.mark m where not exists (select from trip.under_way u where u.trip_id "
                                + "= m.trip_id)")
                .replaceWithVoid();
    }

    /** What holds of trips. */
    Uni<List<Marked>> marks(UUID[] tripIds) {
        return database.rows(
                        "select trip_id, rule, since, lon, lat, accuracy_m from supervision.mark "
                                + "where trip_id = any($1::uuid[])",
                        (Object) tripIds)
                .map(rows -> rows.stream()
                        .map(row -> new Marked(
                                row.uuid(0),
                                row.text(1),
                                new Mark(
                                        row.instant(2),
                                        row.isNull(3) ? null : new GeoPoint(row.number(3), row.number(4)),
                                        row.number(5))))
                        .toList());
    }

    Uni<Void> mark(UnderWay trip, String rule, Mark mark) {
        return database.sql(
                        "insert into supervision.mark (trip_id, rule, unit_id, since, lon, lat, accuracy_m) "
                                + "values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                        trip.tripId(),
                        rule,
                        trip.unitId(),
                        mark.since(),
                        mark.point() == null ? null : mark.point().lon(),
                        mark.point() == null ? null : mark.point().lat(),
                        mark.accuracyM())
                .replaceWithVoid();
    }

    Uni<Void> unmark(UUID tripId, String rule) {
        return database.sql("delete from supervision.mark where trip_id = $1 and rule = $2", tripId, rule)
                .replaceWithVoid();
    }
}
