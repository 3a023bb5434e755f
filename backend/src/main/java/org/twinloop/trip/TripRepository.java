package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.trip.Dossier.Parked;
import org.twinloop.trip.Dossier.Timer;
import org.twinloop.trip.Dossier.TimerKind;
import org.twinloop.trip.approval.Approval;
import org.twinloop.trip.ride.BikeRides;
import org.twinloop.trip.ride.TripState;

/** The SQL of trips. Acts on one trip lock its row first, so they follow one another. */
@ApplicationScoped
class TripRepository {
    /** One branch of a list, each along an index of its own; the state is a word of ours. */
    private static final String BRANCH = """
            (select t.id, t.created_at from trip.trip t
            where %s and (t.created_at, t.id) < ($2::timestamptz, $3::uuid)%s
            order by t.created_at desc, t.id desc limit $4)""";

    private static final List<String> OWN =
            List.of("t.traveller_id = $1::uuid", "t.actor_id = $1::uuid and t.actor_id <> t.traveller_id");
    private static final List<String> OF_UNIT = List.of("t.unit_id = $1::uuid");
    private static final List<String> ALL = List.of("$1::uuid is null");

    private static final String STAMPS = """
            select t.id, t.version::bigint
                + coalesce((select sum(l.version) from trip.leg l where l.trip_id = t.id), 0)::bigint
                + coalesce((select sum(b.version + 1) from trip.booking b where b.trip_id = t.id), 0)::bigint
                + coalesce((select a.version + 1 from trip.approval a where a.trip_id = t.id), 0)::bigint
                + coalesce((select sum(case s.state when 'WAITING' then 0 when 'OPEN' then 1 else 2 end)
                    from trip.approval_step s where s.trip_id = t.id), 0)::bigint
            from trip.trip t where t.id = any($1::uuid[])""";

    /** A new trip with its decision, if one is asked for, legs and passengers. */
    private static final String ADD_TRIP = """
            with made as (
                insert into trip.trip (id, unit_id, traveller_id, actor_id, state, body_hash, plan_id, option_id, mode,
                    option, purpose_category, purpose_text, passengers, note, emergency, cost_centre, hold_id,
                    budget_account, quoted_fen, held_fen, policy, policy_version, depart_at, arrive_at, window_from,
                    window_to, created_at, edition, version)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, cast($10::text as jsonb), $11, $12, $13, $14, $15, $16,
                    $17, $18, $19, $20, cast($21::text as jsonb), $22, $23, $24, $25, $26, $27, $28, 0)
                returning id, unit_id, traveller_id, actor_id, created_at, edition
            ), asked as (
                insert into trip.approval (trip_id, unit_id, traveller_id, actor_id, requested_at, expires_at, version)
                select id, unit_id, traveller_id, actor_id, created_at, $29, 0 from made
                where $29::timestamptz is not null
            ), riding as (
                insert into trip.passenger (trip_id, ordinal, unit_id, person_id, name)
                select id, o, unit_id, p, n from made, unnest($35::int[], $36::uuid[], $37::text[]) r(o, p, n)
            )
            insert into trip.leg (id, trip_id, unit_id, ordinal, kind, state, distance_m, edition, version)
            select l, id, unit_id, o, k, s, m, edition, 0
            from made, unnest($30::uuid[], $31::int[], $32::text[], $33::text[], $34::float8[]) g(l, o, k, s, m)""";

    private static final String ANEW = """
            on conflict (trip_id, kind) do update set due_at = excluded.due_at, done_at = null, attempts = 0,
                retry_at = null, problem = null, parked_at = null""";

    /** Bookings and, for a ride that is booked, when nobody has come; a timer that is there is set anew. */
    private static final String ADD_HELD = """
            with held as (
                insert into trip.booking (id, leg_id, trip_id, unit_id, operator_id, kind, state, vehicle_id, stop_id,
                    connector_id, product, price_list_id, vehicle_class, label, version)
                select i, l, $1, $2, o, k, s, v, t, c, p, pl, vc, b, 0
                from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::uuid[], $11::uuid[],
                    $12::uuid[], $13::text[], $14::uuid[], $15::text[], $16::text[])
                    n(i, l, o, k, s, v, t, c, p, pl, vc, b))
            insert into trip.timer (id, trip_id, unit_id, kind, due_at) select $3, $1, $2, 'NO_SHOW', $4
            where $4::timestamptz is not null
            """ + ANEW;

    private static final String ADD_CHANGE = """
            insert into trip.change (id, trip_id, unit_id, actor_id, body_hash, kind, reopened, reason, before, after,
                changed_at, kept, fee_fen, operator_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, cast($9::text as jsonb), cast($10::text as jsonb), $11, $12, $13,
                $14)""";

    private static final String SET_TIMER =
            "insert into trip.timer (id, trip_id, unit_id, kind, due_at) values ($1, $2, $3, $4, $5) " + ANEW;

    /** Locks the trip and not the timer: every act locks a trip first and sets its timers then. */
    private static final String DUE_TIMER = """
            select t.id, t.trip_id, t.unit_id, t.kind, t.attempts + 1 from trip.timer t
            join trip.trip r on r.id = t.trip_id where t.done_at is null and t.parked_at is null
                and coalesce(t.retry_at, t.due_at) <= $1 and t.kind = any($2::text[])
            order by coalesce(t.retry_at, t.due_at) limit 1 for no key update of r skip locked""";

    private static final String TAKE_TIMER = """
            update trip.timer set done_at = $2, attempts = attempts + 1
            where id = $1 and done_at is null and parked_at is null and coalesce(retry_at, due_at) <= $2
            returning id, trip_id, unit_id, kind, attempts""";

    /** What this version knows; a newer one that runs beside it takes its own. */
    private static final String[] TIMER_KINDS =
            Stream.of(TimerKind.values()).map(Enum::name).toArray(String[]::new);

    private static final String MISS_TIMER = """
            update trip.timer set attempts = attempts + 1, problem = $2, retry_at = $3,
                parked_at = case when attempts + 1 >= $4 then $5::timestamptz end
            where id = $1 and done_at is null and parked_at is null returning parked_at is not null""";

    private static final Query TRIPS =
            Query.of("select t, a from Trip t left join Approval a on a.tripId = t.id where t.id %s");

    private static final Query PARTS = Query.of("select l, b from Leg l "
            + "left join Booking b on b.tripId = l.tripId and b.legId = l.id and b.replaced = false "
            + "where l.tripId %s order by l.ordinal");

    /** By its number, its order, or the bicycle promised for that time: of who rides it, of nobody among several. */
    private static final String BIKE_RIDE = """
            select trip_id from (select b.trip_id, k.rank, count(*) over (partition by k.rank) as rivals
                from trip.booking b join trip.trip t on t.id = b.trip_id join trip.leg l on l.id = b.leg_id,
                lateral (select case when b.ride_no is not null or $3::uuid is not null then 0
                    when l.state = 'RIDING' then 1 else 2 end as rank) k
                where b.operator_id = $1 and b.kind = 'BIKE' and not b.replaced and coalesce(b.ride_no = $2, b.id = $3,
                    t.option #>> '{option,bike,id}' = $4 and $5 between t.window_from and t.window_to
                    and t.state in ('BOOKED', 'IN_PROGRESS')) order by k.rank limit 1) r where rivals = 1""";

    private static final String PARKED = """
            select id, trip_id, kind, due_at, attempts, problem, parked_at from trip.timer where parked_at is not null
            and (parked_at, id) < ($1::timestamptz, $2::uuid) order by parked_at desc, id desc limit $3""";

    private final Database database;
    private final StoredJson json;

    /** A list of values is made SQL of anew each time; for one, what was made before is used again. */
    private record Query(String one, String several) {
        static Query of(String hql) {
            return new Query(hql.formatted("= :ids"), hql.formatted("in :ids"));
        }

        Uni<List<Object[]>> rows(Mutiny.Session session, List<UUID> ids) {
            boolean single = ids.size() == 1;
            return session.createQuery(single ? one : several, Object[].class)
                    .setParameter("ids", single ? ids.get(0) : ids)
                    .getResultList();
        }
    }

    TripRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    Uni<Optional<Dossier>> find(UUID id) {
        return dossiers(List.of(id)).map(found -> found.stream().findFirst());
    }

    /** Like {@link #get}, to be looked at only: nothing of it is followed, or written when it changes. */
    Uni<Dossier> look(UUID id) {
        return database.session().chain(session -> {
            session.setDefaultReadOnly(true);
            return get(id);
        });
    }

    Uni<Dossier> get(UUID id) {
        return find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("trip " + id)));
    }

    /** The trip with its row locked until the end of the act. */
    Uni<Dossier> lock(UUID id) {
        return findLocked(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("trip " + id)));
    }

    Uni<Optional<Dossier>> findLocked(UUID id) {
        return database.session()
                .chain(session -> session.find(Trip.class, id, LockMode.PESSIMISTIC_WRITE))
                .chain(trip -> trip == null
                        ? Uni.createFrom().item(Optional.empty())
                        : dossier(trip).map(Optional::of));
    }

    /** A place in a list of trips, newest first. */
    record Place(Instant createdAt, UUID id) {
        static final Place NEWEST = new Place(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

        /** Reads {@code <instant>_<id>}. */
        static Place read(String cursor) {
            int bar = cursor.indexOf('_');
            return new Place(Page.cursorInstant(cursor.substring(0, bar)), UUID.fromString(cursor.substring(bar + 1)));
        }

        String text() {
            return createdAt + "_" + id;
        }
    }

    /** Whose trips a list shows: those one travels on or asked for, those of a unit, or all that may be seen. */
    record Whose(UUID personId, UUID unitId) {
        private List<String> conditions() {
            return personId != null ? OWN : unitId != null ? OF_UNIT : ALL;
        }

        private UUID id() {
            return personId != null ? personId : unitId;
        }
    }

    /** Trips after a place, newest first. */
    Uni<List<UUID>> list(Whose whose, TripState state, Place after, int limit) {
        return database.rows(listing(whose, state), whose.id(), after.createdAt(), after.id(), limit)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    static String listing(Whose whose, TripState state) {
        String inState = state == null ? "" : " and t.state = '" + state.name() + "'";
        return whose.conditions().stream()
                .map(condition -> BRANCH.formatted(condition, inState))
                .collect(Collectors.joining(
                        " union all ", "select l.id from (", ") l order by l.created_at desc, l.id desc limit $4"));
    }

    /** Writes a new trip that holds nothing yet, in one statement; what is written is not followed any further. */
    Uni<Void> addNew(Dossier dossier, List<Dossier.Passenger> riding) {
        return database.sql(
                        ADD_TRIP,
                        all(dossier.columns(), Leg.columns(dossier.legs()), Dossier.Passenger.columns(riding)))
                .replaceWithVoid();
    }

    /**
     * Writes what a trip holds, in one statement.
     *
     * @param noShowAt when nobody has come; null for a ride that is not booked yet
     */
    Uni<Void> addHeld(Trip trip, List<Booking> bookings, Instant noShowAt) {
        Object[] of = {trip.id(), trip.unitId(), Ids.next(), noShowAt};
        return database.sql(ADD_HELD, all(of, Booking.columns(bookings))).replaceWithVoid();
    }

    private static Object[] all(Object[]... parts) {
        return Stream.of(parts).flatMap(Stream::of).toArray();
    }

    /** Writes what a change made new and flushes, so that a refusal of the database is known here. */
    Uni<Void> add(Dossier dossier) {
        Object[] things = Stream.of(Stream.of(dossier.trip()), dossier.legs().stream(), dossier.approval().stream())
                .flatMap(part -> part)
                .toArray();
        return database.session().chain(session -> session.persistAll(things).chain(session::flush));
    }

    /** The trip's own people, the traveller first, without those who ride along because trips were pooled. */
    Uni<List<Dossier.Passenger>> ownPassengers(UUID tripId) {
        return database.rows(
                        "select person_id, name from trip.passenger where trip_id = $1 and pool_id is null "
                                + "order by ordinal",
                        tripId)
                .map(rows -> rows.stream()
                        .map(row -> new Dossier.Passenger(row.uuid(0), row.text(1)))
                        .toList());
    }

    /** The trip a change was made to and the hash of its body; empty when there is no change with this id. */
    Uni<Optional<MadeChange>> change(UUID changeId) {
        return database.row("select trip_id, body_hash from trip.change where id = $1", changeId)
                .map(row -> row.map(r -> new MadeChange(r.uuid(0), r.text(1))));
    }

    /** A change that was made. */
    record MadeChange(UUID tripId, String bodyHash) {}

    /** What is written down of a change. */
    record Change(
            UUID id,
            UUID actorId,
            String bodyHash,
            String kind,
            boolean reopened,
            String reason,
            String before,
            Dossier.GivenUp givenUp) {}

    Uni<Void> addChange(Trip trip, Change change, String after, Instant at) {
        return database.sql(
                        ADD_CHANGE,
                        change.id(),
                        trip.id(),
                        trip.unitId(),
                        change.actorId(),
                        change.bodyHash(),
                        change.kind(),
                        change.reopened(),
                        change.reason(),
                        change.before(),
                        after,
                        at,
                        change.givenUp().kept(),
                        change.givenUp().fee().fen(),
                        change.givenUp().operatorId())
                .replaceWithVoid();
    }

    /** Whether a booking of the option the trip has now went back to those who decide, when its time was changed. */
    Uni<Boolean> wasBooked(Trip trip) {
        return database.row(
                        "select exists (select from trip.change where trip_id = $1 and reopened and case kind "
                                + "when 'REPLAN' then kept and (after ->> 'edition')::int = $2 "
                                + "else (before ->> 'edition')::int = $2 end)",
                        trip.id(),
                        trip.edition())
                .map(row -> row.orElseThrow().flag(0));
    }

    /** Who rides on a trip, as far as known by more than a name; of one that was pooled all who share the car. */
    Uni<Set<UUID>> aboard(UUID tripId) {
        return database.rows("select person_id from trip.aboard where trip_id = $1", tripId)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).collect(Collectors.toSet()));
    }

    /** Sets a timer, or sets it anew. */
    Uni<Void> setTimer(Trip trip, TimerKind kind, Instant dueAt) {
        return database.sql(SET_TIMER, Ids.next(), trip.id(), trip.unitId(), kind.name(), dueAt)
                .replaceWithVoid();
    }

    /** The next due timer of a trip nobody else is at; the trip's row is locked until the act ends. */
    Uni<Optional<Timer>> dueTimer(Instant now) {
        return database.row(DUE_TIMER, now, TIMER_KINDS).map(row -> row.map(TripRepository::timer));
    }

    /** Takes a due timer, after its trip was locked; empty when it was taken or set anew meanwhile. */
    Uni<Optional<Timer>> takeTimer(UUID id, Instant now) {
        return database.row(TAKE_TIMER, id, now).map(row -> row.map(TripRepository::timer));
    }

    /** A timer that failed is tried again at a time, or parked when it was tried so often; answers whether parked. */
    Uni<Boolean> missTimer(UUID id, String problem, Instant retryAt, int triesMax, Instant now) {
        return database.row(MISS_TIMER, id, problem, retryAt, triesMax, now)
                .map(row -> row.map(r -> r.flag(0)).orElse(false));
    }

    /** Whether a timer is parked; refused as not found when there is none. */
    Uni<Boolean> lockTimer(UUID id) {
        return database.row("select parked_at is not null from trip.timer where id = $1 for update", id)
                .map(row -> row.orElseThrow(() -> ProblemException.notFound("timer " + id))
                        .flag(0));
    }

    /** The timer with all its tries again. */
    Uni<Timer> retryTimer(UUID id, Instant at) {
        return database.row(
                        "update trip.timer set parked_at = null, attempts = 0, retry_at = $2 where id = $1 "
                                + "returning id, trip_id, unit_id, kind, attempts",
                        id,
                        at)
                .map(row -> timer(row.orElseThrow()));
    }

    private static Timer timer(Row r) {
        return new Timer(r.uuid(0), r.uuid(1), r.uuid(2), TimerKind.valueOf(r.text(3)), (int) r.whole(4));
    }

    /** Timers whose tries are used up, the newest first. */
    Uni<List<Parked>> parkedTimers(Place after, int limit) {
        return database.rows(PARKED, after.createdAt(), after.id(), limit)
                .map(rows -> rows.stream()
                        .map(r -> new Parked(
                                r.uuid(0),
                                r.uuid(1),
                                TimerKind.valueOf(r.text(2)),
                                r.instant(3),
                                (int) r.whole(4),
                                r.text(5),
                                r.instant(6)))
                        .toList());
    }

    /** The trip whose leg an operator's record of a ride belongs to. */
    Uni<Optional<UUID>> tripOfRide(UUID operatorId, BikeRides.Told ride) {
        return database.row(BIKE_RIDE, operatorId, ride.rideNo(), ride.orderId(), ride.bikeId(), ride.startedAt())
                .map(row -> row.map(r -> r.uuid(0)));
    }

    /** A number that changes whenever a trip or what belongs to it does. */
    Uni<Map<UUID, Long>> stamps(Collection<UUID> ids) {
        return database.rows(STAMPS, (Object) ids.toArray(UUID[]::new))
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.uuid(0), row -> row.whole(1))));
    }

    <T> T read(String text, Class<T> type) {
        return json.read(text, type);
    }

    String write(Object value) {
        return json.write(value);
    }

    /** Trips with all that belongs to them, in the order of the ids; two statements, however many there are. */
    Uni<List<Dossier>> dossiers(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return database.session().chain(session -> TRIPS.rows(session, ids)).chain(trips -> complete(ids, trips));
    }

    private Uni<Dossier> dossier(Trip trip) {
        return database.session()
                .chain(session -> session.find(Approval.class, trip.id()))
                .chain(approval -> complete(List.of(trip.id()), List.<Object[]>of(new Object[] {trip, approval})))
                .map(all -> all.get(0));
    }

    private Uni<List<Dossier>> complete(List<UUID> ids, List<Object[]> trips) {
        return database.session()
                .chain(session -> PARTS.rows(session, ids))
                .map(parts -> Dossier.all(ids, trips, parts));
    }
}
