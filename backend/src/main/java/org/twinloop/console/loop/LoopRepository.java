package org.twinloop.console.loop;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.network.LoopId;

/** Reads the published views. */
@ApplicationScoped
class LoopRepository {

    private final Database database;
    private final Duration pileAgeMax;

    LoopRepository(
            Database database,
            @ConfigProperty(name = "twinloop.charging.status-age-max", defaultValue = "PT5M") Duration pileAgeMax) {
        this.database = database;
        this.pileAgeMax = pileAgeMax;
    }

    record BayPlace(UUID stopId, GeoPoint at) {}

    record Pile(UUID siteId, UUID stopId, GeoPoint at, boolean free) {}

    /** Where people wanted to go, and how many. */
    record Wish(GeoPoint at, long trips) {}

    Uni<List<BayPlace>> bays() {
        return database.rows("select stop_id, st_x(geom), st_y(geom) from vehicle.bay_place order by id")
                .map(rows -> rows.stream()
                        .map(row -> new BayPlace(row.uuid(0), point(row, 1)))
                        .toList());
    }

    /** Cars of a loop that are in service and have told where they are. */
    Uni<List<GeoPoint>> cars(LoopId loop) {
        return database.rows(
                        "select st_x(geom), st_y(geom) from vehicle.live "
                                + "where loop = $1 and duty = 'IN_SERVICE' and geom is not null order by vehicle_no",
                        loop.name())
                .map(rows -> rows.stream().map(row -> point(row, 0)).toList());
    }

    /** Connectors of a loop; one that is not free now, or was not heard of lately, counts as there but not free. */
    Uni<List<Pile>> piles(LoopId loop, Instant now) {
        return database.rows("""
                        select site_id, stop_id, st_x(geom), st_y(geom),
                            charging.status(status, event_time, $2, make_interval(secs => $3)) = 'AVAILABLE'
                        from charging.live
                        where loop = $1 and (status is null or status not in ('PLANNED', 'REMOVED'))
                        order by connector_no""", loop.name(), now, (double) pileAgeMax.toSeconds())
                .map(rows -> rows.stream()
                        .map(row -> new Pile(row.uuid(0), row.uuid(1), point(row, 2), !row.isNull(4) && row.flag(4)))
                        .toList());
    }

    /** Those of the bays that nobody has reserved for now and on which no car stands. */
    Uni<List<BayPlace>> freeBays(Instant now) {
        return database.rows("select stop_id, st_x(geom), st_y(geom) from vehicle.free_bays($1) order by bay_id", now)
                .map(rows -> rows.stream()
                        .map(row -> new BayPlace(row.uuid(0), point(row, 1)))
                        .toList());
    }

    Uni<List<GeoPoint>> bikes() {
        return database.rows("select st_x(geom), st_y(geom) from bike.standing")
                .map(rows -> rows.stream().map(row -> point(row, 0)).toList());
    }

    /** Ends of trips that were booked and of requests for which no car was offered, joined within about 10 m. */
    Uni<List<Wish>> wishes(Instant from, Instant to, int limit) {
        return database.rows("""
                        select round(lon::numeric, 4)::float8, round(lat::numeric, 4)::float8, count(*)
                        from trip.demand_source
                        where created_at >= $1 and created_at < $2 and (booked or refused) and lon is not null
                        group by 1, 2 order by 3 desc, 1, 2 limit $3""", from, to, limit)
                .map(rows -> rows.stream()
                        .map(row -> new Wish(point(row, 0), row.whole(2)))
                        .toList());
    }

    private static GeoPoint point(Row row, int column) {
        return new GeoPoint(row.number(column), row.number(column + 1));
    }
}
