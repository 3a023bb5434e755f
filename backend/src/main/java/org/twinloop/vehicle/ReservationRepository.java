package org.twinloop.vehicle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.vehicle.Candidate.Taken;
import org.twinloop.vehicle.Fleet.CarHold;

/**
 * The SQL of reservations of cars and bays. A row is only ever inserted with {@code on conflict do nothing}: no row
 * means taken. A plain insert against the exclusion constraint deadlocks when two race.
 */
@ApplicationScoped
class ReservationRepository {

    private final Database database;

    ReservationRepository(Database database) {
        this.database = database;
    }

    /** Answers whether the car is now held by this reservation. */
    Uni<Boolean> holdCar(CarHold wish, Duration turnaround) {
        return database.sql(
                        """
                        insert into vehicle.reservation
                            (id, vehicle_id, trip_leg_id, starts_at, ends_at, blocked, expires_at, state, route_m)
                        select $1, v.id, $3, $4, $5,
                            tstzrange($4::timestamptz, $5::timestamptz + make_interval(secs => $7)), $6,
                            case when $6::timestamptz is null then 'FIRM' else 'HELD' end, $8
                        from vehicle.vehicle v where v.id = $2 and v.duty = 'IN_SERVICE'
                        on conflict do nothing
                        """,
                        wish.id(),
                        wish.vehicleId(),
                        wish.tripLegId(),
                        wish.from(),
                        wish.to(),
                        wish.expiresAt(),
                        seconds(turnaround),
                        wish.routeM())
                .chain(rows -> rows == 1 ? Uni.createFrom().item(true) : sameCarHold(wish));
    }

    Uni<Integer> route(UUID reservationId, int routeM) {
        return database.sql("update vehicle.reservation set route_m = $2 where id = $1", reservationId, routeM);
    }

    /**
     * Holds one free bay of a stop: not held in the time and nobody standing there. Empty when there is none, or when
     * another booking took the chosen one meanwhile; asking again then chooses another.
     */
    Uni<Optional<Bay>> holdBay(Bay.Wish wish, Instant standingUntil, Duration turnaround) {
        return database.row(
                        """
                        with bay as materialized (
                            select b.*, s.cars from vehicle.bay b
                            left join (select bay_id, count(*) as cars from vehicle.standing($2, $8) as bay_id
                                where $9::boolean group by bay_id) s on s.bay_id = b.id
                            where b.stop_id = $2 and b.active
                                and (b.open_until is null or b.open_until >= $5)
                        ), held as (select vehicle.bays_busy(array(select id from bay), $4,
                            $5::timestamptz + make_interval(secs => $7)) as id
                        ), chosen as (
                            select bay.* from bay
                            where bay.id <> all (array(select id from held)) and bay.cars is null
                                and (select count(*) - coalesce(sum(cars), 0) from bay) > (select count(*) from held)
                            order by (bay.connector_id = any ($10::uuid[])) desc nulls last,
                                (bay.connector_id is null) desc, bay.code
                            limit 1
                        ), taken as (
                            insert into vehicle.bay_reservation
                                (id, bay_id, trip_leg_id, starts_at, ends_at, blocked, expires_at, state)
                            select $1, id, $3, $4, $5,
                                tstzrange($4::timestamptz, $5::timestamptz + make_interval(secs => $7)), $6,
                                case when $6::timestamptz is null then 'FIRM' else 'HELD' end
                            from chosen
                            on conflict do nothing returning bay_id
                        )
                        select c.id, c.stop_id, c.code, st_x(c.geom), st_y(c.geom), c.connector_id
                        from chosen c join taken t on t.bay_id = c.id
                        """,
                        wish.id(),
                        wish.stopId(),
                        wish.tripLegId(),
                        wish.from(),
                        wish.to(),
                        wish.expiresAt(),
                        seconds(turnaround),
                        wish.from(),
                        wish.from().isBefore(standingUntil),
                        wish.preferredConnectors().toArray(UUID[]::new))
                .map(row -> row.map(FleetRepository::bay));
    }

    Uni<Optional<Bay>> bayOf(UUID reservationId) {
        return database.row("""
                        select b.id, b.stop_id, b.code, st_x(b.geom), st_y(b.geom), b.connector_id
                        from vehicle.bay_reservation r join vehicle.bay b on b.id = r.bay_id
                        where r.id = $1 and r.state in ('HELD', 'FIRM')
                        """, reservationId).map(row -> row.map(FleetRepository::bay));
    }

    /** How many bays of each stop are free; a stop without bays is left out. */
    Uni<Map<UUID, Integer>> freeBays(
            UUID[] stopIds, Instant from, Instant to, Instant standingUntil, Duration turnaround) {
        return database.rows("""
                        select b.stop_id, count(*)
                            - (select count(*) from vehicle.bays_busy(array_agg(b.id), $2,
                                $3::timestamptz + make_interval(secs => $5)))
                            - (select count(*) from vehicle.standing(b.stop_id, $2) where $4::boolean)
                        from vehicle.bay b where b.stop_id = any ($1) and b.active
                            and (b.open_until is null or b.open_until >= $3)
                        group by b.stop_id
                        """, stopIds, from, to, from.isBefore(standingUntil), seconds(turnaround))
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.uuid(0), row ->
                        (int) Math.max(0, row.whole(1)))));
    }

    /** When the given cars are taken; the turnaround of the asker's own use is taken off before each. */
    Uni<Map<UUID, List<Taken>>> taken(UUID[] vehicleIds, Instant from, Instant to, Duration turnaround, UUID[] but) {
        return database.rows("select * from vehicle.taken_times($1, $2, $3, $4)", vehicleIds, from, to, but)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.uuid(0),
                                Collectors.mapping(row -> taken(row, 1, turnaround), Collectors.toList()))));
    }

    /** The bays of each stop with the times when they are held; a stop without bays is left out. */
    Uni<Map<UUID, List<List<Taken>>>> bayTimes(
            UUID[] stopIds, Instant from, Instant to, Duration turnaround, UUID[] but) {
        return database.rows("""
                        select b.stop_id, b.id, t.taken_from, t.taken_to from vehicle.bay b
                        left join lateral vehicle.bay_taken_times(array[b.id], $2, $3, $4) t on true
                        where b.stop_id = any ($1) and b.active
                        """, stopIds, from, to, but).map(rows -> {
            Map<UUID, Map<UUID, List<Taken>>> times = new HashMap<>();
            for (Row row : rows) {
                List<Taken> bay = times.computeIfAbsent(row.uuid(0), stop -> new LinkedHashMap<>())
                        .computeIfAbsent(row.uuid(1), id -> new ArrayList<>());
                if (!row.isNull(2)) {
                    bay.add(taken(row, 2, turnaround));
                }
            }
            return times.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            stop -> List.copyOf(stop.getValue().values())));
        });
    }

    /** How many cars stand at each stop and are not booked to leave by a time. */
    Uni<Map<UUID, Integer>> standing(UUID[] stopIds, Instant leavingBy) {
        return database.rows(
                        "select s, (select count(*) from vehicle.standing(s, $2)) from unnest($1::uuid[]) s",
                        stopIds,
                        leavingBy)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.uuid(0), row -> (int) row.whole(1))));
    }

    /** Cars that are used until a time, of those given and of those that come to the stops. */
    Uni<Map<UUID, UsedBefore>> usedBefore(
            UUID[] vehicleIds, UUID[] stopIds, Instant after, Instant before, UUID[] but) {
        return database.rows(
                        "select * from vehicle.used_before($1, $2, $3, $4, $5)",
                        vehicleIds,
                        stopIds,
                        after,
                        before,
                        but)
                .map(rows -> rows.stream()
                        .map(row -> new UsedBefore(
                                row.uuid(0),
                                row.uuid(1),
                                row.isNull(2) ? null : new GeoPoint(row.number(2), row.number(3)),
                                row.number(4)))
                        .collect(Collectors.toMap(UsedBefore::vehicleId, used -> used, (one, other) -> one)));
    }

    private static Taken taken(Row row, int column, Duration turnaround) {
        return new Taken(row.instant(column).minus(turnaround), row.instant(column + 1));
    }

    Uni<Integer> firm(Kind kind, UUID id) {
        return database.sql(
                "update vehicle." + kind.table + " set state = 'FIRM', expires_at = null "
                        + "where id = $1 and state in ('HELD', 'FIRM')",
                id);
    }

    /** Moves the end of a hold; the exclusion constraint fails it when the time after it is another one's. */
    Uni<Integer> extend(Kind kind, UUID id, Instant until, Duration turnaround) {
        return database.sql(
                "update vehicle." + kind.table + " set ends_at = $2, "
                        + "blocked = tstzrange(starts_at, $2::timestamptz + make_interval(secs => $3)) "
                        + "where id = $1 and state in ('HELD', 'FIRM') and starts_at < $2::timestamptz",
                id,
                until,
                seconds(turnaround));
    }

    /** Frees what is left of the time; the part that was used stays blocked, with the turnaround after it. */
    Uni<Integer> release(Kind kind, UUID id, Instant at, Duration turnaround) {
        return database.sql(
                "update vehicle." + kind.table + " set state = 'RELEASED', released_at = $2, expires_at = null, "
                        + "blocked = case when $2::timestamptz <= starts_at then 'empty' else tstzrange(starts_at, "
                        + "least(upper(blocked), $2::timestamptz + make_interval(secs => $3))) end "
                        + "where id = $1 and state in ('HELD', 'FIRM')",
                id,
                at,
                seconds(turnaround));
    }

    /** The row is ours no longer; its time stays blocked, since somebody else has the car. */
    Uni<Integer> lose(UUID id, Instant at) {
        return database.sql(
                "update vehicle.reservation set state = 'RELEASED', released_at = $2, expires_at = null "
                        + "where id = $1 and state in ('HELD', 'FIRM')",
                id,
                at);
    }

    Uni<Integer> expire(Kind kind, Instant at) {
        return database.sql(
                "update vehicle." + kind.table + " set state = 'EXPIRED', released_at = $1, blocked = 'empty' "
                        + "where state = 'HELD' and expires_at <= $1",
                at);
    }

    /** The car was opened under this reservation; the first time counts. */
    Uni<Integer> used(UUID id, Instant at) {
        return database.sql(
                "update vehicle.reservation set used_from = coalesce(used_from, $2) where id = $1 and state = 'FIRM'",
                id,
                at);
    }

    Uni<Boolean> inUse(UUID vehicleId, UUID butBy) {
        return database.row("select vehicle.in_use($1, $2)", vehicleId, butBy)
                .map(row -> row.orElseThrow().flag(0));
    }

    Uni<Boolean> wasOut(UUID vehicleId, UUID butBy, Instant since) {
        return database.row("select vehicle.was_out($1, $2, $3)", vehicleId, butBy, since)
                .map(row -> row.orElseThrow().flag(0));
    }

    /** Whoever has the next hold of the car keeps it: an overrun never takes from a booking, it only ends offers. */
    Uni<Integer> overrun(Instant at, VehicleConfig limits) {
        return database.sql(
                """
                update vehicle.reservation r set blocked = tstzrange(r.starts_at, $2)
                where r.state = 'FIRM' and r.used_from is not null and r.ends_at < $1 and upper(r.blocked) < $3
                    and not exists (select from vehicle.reservation o where o.vehicle_id = r.vehicle_id
                        and o.id <> r.id and o.blocked && tstzrange(r.starts_at, $2))
                """, at, at.plus(limits.turnaround()).plus(limits.overrunAhead()), at.plus(limits.turnaround()));
    }

    /** The same call again: the reservation is there already, for the same car and time. */
    private Uni<Boolean> sameCarHold(CarHold wish) {
        return database.row(
                        "select 1 from vehicle.reservation where id = $1 and vehicle_id = $2 and trip_leg_id = $3 "
                                + "and starts_at = $4 and ends_at = $5 and state in ('HELD', 'FIRM')",
                        wish.id(),
                        wish.vehicleId(),
                        wish.tripLegId(),
                        wish.from(),
                        wish.to())
                .map(Optional::isPresent);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    enum Kind {
        CAR("reservation"),
        BAY("bay_reservation");

        private final String table;

        Kind(String table) {
            this.table = table;
        }
    }

    /** Where the last use ends, null where it holds no bay, and how long all take. */
    record UsedBefore(UUID vehicleId, UUID stopId, GeoPoint bay, double seconds) {}
}
