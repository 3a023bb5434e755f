package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/** The SQL that finds trips which might go in one car, and says which are to be looked at next. */
@ApplicationScoped
class PairRepository {
    private static final String TRIP = """
            select b.id, b.unit_id, b.traveller_id, b.actor_id, b.version, b.depart_at, b.arrive_at, b.window_to,
                b.passengers, b.quoted_fen, b.approved, b.option::text, b.request::text, b.policy::text
            from trip.poolable b where b.purpose_category <> all ($1::text[])
                and b.option #>> '{option,bike,id}' is null and
            """;

    private static final String ONE = TRIP + """
             b.id = $2 and b.depart_at between $3 and $4
                and (select count(*) from trip.pool_proposal o where o.state = 'PROPOSED'
                    and (o.host_trip_id = b.id or o.guest_trip_id = b.id)) < $5""";

    /**
     * Those that start near, whose ends lie together or one on the way to the other by straight lines; but for pairs
     * that were proposed once, for trips that were asked enough, and where somebody of the one decided about the other:
     * nobody decides about a trip they ride along on, nor rides along on one they decided about. The nearest departures
     * first.
     */
    private static final String OTHERS = TRIP + """
             b.id <> $2 and b.traveller_id <> $3 and b.unit_id = any($4::uuid[]) and b.depart_at between $5 and $6
                and b.depart_at between $7::timestamptz - $8::interval and $7::timestamptz + $8::interval
                and st_distancesphere(st_makepoint($9, $10), st_makepoint(b.from_lon, b.from_lat)) <= $11
                and (st_distancesphere(st_makepoint($9, $10), st_makepoint(b.to_lon, b.to_lat))
                        + st_distancesphere(st_makepoint(b.to_lon, b.to_lat), st_makepoint($12, $13))
                        <= 1.5 * st_distancesphere(st_makepoint($9, $10), st_makepoint($12, $13)) + 2000
                    or st_distancesphere(st_makepoint(b.from_lon, b.from_lat), st_makepoint($12, $13))
                        + st_distancesphere(st_makepoint($12, $13), st_makepoint(b.to_lon, b.to_lat))
                        <= 1.5 * st_distancesphere(st_makepoint(b.from_lon, b.from_lat),
                            st_makepoint(b.to_lon, b.to_lat)) + 2000)
                and not exists (select from trip.pool_proposal o
                    where least(o.host_trip_id, o.guest_trip_id) = least(b.id, $2)
                        and greatest(o.host_trip_id, o.guest_trip_id) = greatest(b.id, $2))
                and not exists (select from trip.approval_step s
                    where s.trip_id = b.id and s.decided_by in (select $3::uuid
                            union all select p.person_id from trip.aboard p where p.trip_id = $2)
                        or s.trip_id = $2 and s.decided_by in (select b.traveller_id
                            union all select p.person_id from trip.aboard p where p.trip_id = b.id))
                and (select count(*) from trip.pool_proposal o where o.state = 'PROPOSED'
                    and (o.host_trip_id = b.id or o.guest_trip_id = b.id)) < $14
            order by abs(extract(epoch from b.depart_at - $7::timestamptz)), b.id limit $15""";

    private static final String DUE = """
            update trip.pool_look set due_at = $2 where trip_id = (
                select trip_id from trip.pool_look where due_at <= $1 order by due_at limit 1 for update skip locked)
            returning trip_id""";

    /** Once the departure is near enough; rows in the order of their trips, which are read and not locked. */
    private static final String NOTE = """
            insert into trip.pool_look (trip_id, unit_id, due_at)
            select id, unit_id, greatest($2::timestamptz, depart_at - $3::interval) from trip.trip
            where id = any($1::uuid[]) and state = 'BOOKED' and mode = 'EV' and depart_at > $2
                and option #>> '{option,bike,id}' is null order by id
            on conflict (trip_id) do update set due_at = excluded.due_at""";

    private final Database database;
    private final StoredJson json;

    PairRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /** Others are looked for, for these trips, as soon as they leave within a time. */
    Uni<Void> note(Collection<UUID> tripIds, Instant now, Duration ahead) {
        return database.sql(NOTE, tripIds.toArray(UUID[]::new), now, ahead).replaceWithVoid();
    }

    /** The next trip that is due, put off until an instant: where whoever looks breaks off, it is due again then. */
    Uni<Optional<UUID>> take(Instant now, Instant until) {
        return database.row(DUE, now, until).map(row -> row.map(r -> r.uuid(0)));
    }

    /** Looked at; unless it was noted anew meanwhile. */
    Uni<Void> done(UUID tripId, Instant putOffUntil) {
        return database.sql("delete from trip.pool_look where trip_id = $1 and due_at = $2", tripId, putOffUntil)
                .replaceWithVoid();
    }

    /** Departures from an instant to another. */
    record Departures(Instant from, Instant to) {}

    /** The trip, where it may be pooled, leaves then, and its people were not asked enough. */
    Uni<Optional<Poolable>> find(UUID tripId, Departures when, PoolConfig config) {
        return database.row(ONE, never(config), tripId, when.from(), when.to(), config.proposalsMax())
                .map(row -> row.map(this::trip));
    }

    /** What a trip was booked for, which binds its people in another's car too. */
    record AsBooked(String mode, Instant departAt, Instant arriveAt, Instant windowTo, String purpose) {}

    Uni<AsBooked> asBooked(UUID tripId) {
        return database.row(
                        "select mode, depart_at, arrive_at, window_to, purpose_category from trip.trip where id = $1",
                        tripId)
                .map(row -> row.map(r -> new AsBooked(r.text(0), r.instant(1), r.instant(2), r.instant(3), r.text(4)))
                        .orElseThrow(() -> ProblemException.notFound("trip " + tripId)));
    }

    /** Others that might go with it, of some units. */
    Uni<List<Poolable>> others(Poolable trip, Collection<UUID> units, Departures when, PoolConfig config) {
        GeoPoint from = trip.request().from().point();
        GeoPoint to = trip.request().to().point();
        return database.rows(
                        OTHERS,
                        never(config),
                        trip.tripId(),
                        trip.travellerId(),
                        units.toArray(UUID[]::new),
                        when.from(),
                        when.to(),
                        trip.departAt(),
                        config.departApart(),
                        from.lon(),
                        from.lat(),
                        config.startApartM(),
                        to.lon(),
                        to.lat(),
                        config.proposalsMax(),
                        config.pairsMax())
                .map(rows -> rows.stream().map(this::trip).toList());
    }

    private static String[] never(PoolConfig config) {
        return config.never().stream().map(Enum::name).toArray(String[]::new);
    }

    private Poolable trip(Row row) {
        return new Poolable(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                (int) row.whole(4),
                row.instant(5),
                row.instant(6),
                row.instant(7),
                (int) row.whole(8),
                row.whole(9),
                row.flag(10),
                json.read(row.text(11), PlannedOption.class),
                json.read(row.text(12), PlanRequest.class),
                json.read(row.text(13), PolicyResult.class));
    }
}
