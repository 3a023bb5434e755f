package org.twinloop.supervision.night;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.supervision.ride.RideFacts.Told;

/** The SQL of what is asked again at night, over what the features publish. */
@ApplicationScoped
class NightRepository {

    private final Database database;
    private final StoredJson json;

    NightRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /** A car that a unit keeps; its parking is the stop where it belongs. */
    record KeptCar(UUID id, int no, String plate, UUID homeStopId) {}

    /** Where a car was, heard last before a moment, and whether it had an order then. */
    record Stood(Instant at, GeoPoint position, boolean ordered) {}

    /** A day on which a car served somebody. */
    record Served(UUID vehicleId, String plate, UUID travellerId, LocalDate day) {}

    /** Units that tonight has not been asked about for that day. */
    Uni<List<UUID>> due(LocalDate day, LocalDate tonight) {
        return database.rows("""
                        select p.unit_id from (
                            select distinct unit_id from supervision.past_trip
                            union select distinct unit_id from vehicle.live where unit_id is not null) p
                        where not exists (select from supervision.night_run n
                            where n.unit_id = p.unit_id and n.day = $1 and n.ran_on >= $2)
                        order by 1""", day, tonight)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    /** False when another instance or an earlier look was there; held until the transaction ends. */
    Uni<Boolean> claim(UUID unitId, LocalDate day, LocalDate tonight) {
        return database.sql("""
                        insert into supervision.night_run as n (unit_id, day, ran_on) values ($1, $2, $3)
                        on conflict (unit_id, day) do update set ran_on = excluded.ran_on
                        where n.ran_on < excluded.ran_on""", unitId, day, tonight).map(rows -> rows == 1);
    }

    /** Trips of a unit that ended within a time, as the rules remember them. */
    Uni<List<UUID>> trips(UUID unitId, Instant from, Instant to, int limit) {
        return database.rows("""
                        select trip_id from supervision.past_trip
                        where unit_id = $1 and ended_at >= $2 and ended_at < $3 order by trip_id limit $4
                        """, unitId, from, to, limit)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    Uni<List<Ridden>> ridden(List<UUID> trips) {
        return database.rows("""
                        select t.trip_id, t.unit_id, t.traveller_id, t.actor_id, t.depart_at, t.started_at, t.ended_at,
                            l.id, l.vehicle_no, t.policy::text, t.legs::text, t.via::text
                        from trip.ridden t left join vehicle.live l on l.id = t.vehicle_id
                        where t.trip_id = any($1::uuid[]) order by t.trip_id""", (Object) trips.toArray(UUID[]::new))
                .map(rows -> rows.stream().map(this::ridden).toList());
    }

    /** What a car told with a position, in the order of the times. */
    Uni<List<Told>> told(int vehicleNo, Instant from, Instant to, int limit) {
        return database.rows("""
                        select event_time, lon, lat, speed_kmh, locked, plugged, charging, soc_percent, odometer_m
                        from telematics.history
                        where vehicle_no = $1 and event_time >= $2 and event_time <= $3 and lon is not null
                        order by event_time, boot, seq limit $4""", vehicleNo, from, to, limit)
                .map(rows -> rows.stream()
                        .map(row -> new Told(
                                row.instant(0),
                                new GeoPoint(row.number(1), row.number(2)),
                                row.isNull(3) ? null : row.number(3),
                                row.isNull(4) ? null : row.flag(4),
                                row.isNull(5) ? null : row.flag(5),
                                row.isNull(6) ? null : row.flag(6),
                                row.isNull(7) ? null : row.number(7),
                                row.isNull(8) ? null : row.whole(8)))
                        .toList());
    }

    Uni<List<KeptCar>> keptCars(UUID unitId) {
        return database.rows("""
                        select id, vehicle_no, plate, home_stop_id from vehicle.live
                        where unit_id = $1 order by vehicle_no""", unitId)
                .map(rows -> rows.stream()
                        .map(row -> new KeptCar(row.uuid(0), (int) row.whole(1), row.text(2), row.uuid(3)))
                        .toList());
    }

    /** At each of some moments; none where the car was not heard for three days before. */
    Uni<List<Stood>> stood(KeptCar car, List<Instant> moments) {
        return database.rows("""
                        select m.at, h.lon, h.lat, vehicle.ordered($1, m.at)
                        from unnest($3::timestamptz[]) as m(at)
                        cross join lateral (select lon, lat from telematics.history
                            where vehicle_no = $2 and event_time <= m.at and event_time > m.at - interval '3 days'
                                and lon is not null
                            order by event_time desc, boot desc, seq desc limit 1) h
                        order by m.at""", car.id(), car.no(), moments.toArray(Instant[]::new))
                .map(rows -> rows.stream()
                        .map(row -> new Stood(row.instant(0), new GeoPoint(row.number(1), row.number(2)), row.flag(3)))
                        .toList());
    }

    /** On which days of the city each car served whom of the unit, within a time. */
    Uni<List<Served>> served(UUID unitId, Instant from, Instant to, String zone) {
        return database.rows("""
                        select distinct t.vehicle_id, l.plate, t.traveller_id, (t.started_at at time zone $4)::date
                        from trip.ridden t join vehicle.live l on l.id = t.vehicle_id
                        where t.unit_id = $1 and t.started_at >= $2 and t.started_at < $3
                        order by 1, 3, 4""", unitId, from, to, zone)
                .map(rows -> rows.stream()
                        .map(row -> new Served(row.uuid(0), row.text(1), row.uuid(2), row.date(3)))
                        .toList());
    }

    private Ridden ridden(Row row) {
        return new Ridden(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                row.instant(4),
                row.instant(5),
                row.instant(6),
                row.uuid(7),
                row.isNull(8) ? null : (int) row.whole(8),
                json(row, 9),
                json(row, 10),
                json(row, 11));
    }

    private JsonNode json(Row row, int column) {
        return row.isNull(column) ? MissingNode.getInstance() : json.read(row.text(column), JsonNode.class);
    }
}
