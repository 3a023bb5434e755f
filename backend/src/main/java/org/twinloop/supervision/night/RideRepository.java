package org.twinloop.supervision.night;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;

/** The SQL of rules over rides: what was approved, what was asked on the way, and what the rules said last. */
@ApplicationScoped
class RideRepository {

    private static final TypeReference<List<Map<String, Object>>> SAID = new TypeReference<>() {};

    private static final String KEEP = """
            insert into supervision.ride_check (trip_id, unit_id, said, said_at)
            values ($1, $2, cast($3::text as jsonb), $4)
            on conflict (trip_id) do update set said = excluded.said, said_at = excluded.said_at""";

    private final Database database;
    private final StoredJson json;

    RideRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /** The lines of the approved way, leg by leg. */
    Uni<List<List<GeoPoint>>> way(UUID tripId) {
        return database.rows("""
                        select l.ord::int, st_x(d.geom), st_y(d.geom)
                        from trip.ridden t
                        cross join lateral jsonb_array_elements(t.legs) with ordinality l(leg, ord)
                        cross join lateral st_dumppoints(st_linefromencodedpolyline(l.leg ->> 'geometry')) d
                        where t.trip_id = $1 and char_length(l.leg ->> 'geometry') > 0
                        order by l.ord, d.path""", tripId).map(rows -> {
            Map<Long, List<GeoPoint>> lines = new TreeMap<>();
            for (Row row : rows) {
                lines.computeIfAbsent(row.whole(0), leg -> new ArrayList<>())
                        .add(new GeoPoint(row.number(1), row.number(2)));
            }
            return List.copyOf(lines.values());
        });
    }

    /** Rules that asked the traveller while the trip ran. */
    Uni<Set<String>> askedDuring(UUID tripId) {
        return database.rows("select distinct rule from supervision.question where trip_id = $1", tripId)
                .map(rows -> rows.stream().map(row -> row.text(0)).collect(Collectors.toSet()));
    }

    /** Rides of a person that left within a time, both ends included. */
    Uni<List<UUID>> ridesOf(UUID travellerId, Instant from, Instant to) {
        return database.rows(
                        "select trip_id from trip.ridden where traveller_id = $1 and depart_at >= $2 "
                                + "and depart_at <= $3 order by depart_at, trip_id",
                        travellerId,
                        from,
                        to)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    /** Keeps what was said of a trip; answers whether it is something else than before. */
    Uni<Boolean> said(Ridden trip, List<Map<String, Object>> said, Instant at) {
        String written = json.write(said);
        return database.row("select said::text from supervision.ride_check where trip_id = $1", trip.tripId())
                .map(row -> row.map(before -> !json.read(before.text(0), SAID).equals(json.read(written, SAID)))
                        .orElse(true))
                .call(changed -> changed
                        ? database.sql(KEEP, trip.tripId(), trip.unitId(), written, at)
                        : Uni.createFrom().item(0));
    }
}
