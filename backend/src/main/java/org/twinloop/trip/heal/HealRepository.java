package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/** The SQL of healing: whose car, pile or bay will not be fit, and what was done about it. */
@ApplicationScoped
class HealRepository {
    /** The filter stands before the limit: sound cars never use up a pass. Whoever waits longest comes first. */
    private static final String UNFIT = """
            select t.id, t.unit_id, t.traveller_id, b.id, coalesce(u.unfit, 'GONE'), t.option::text, p.request::text,
                t.depart_at, t.arrive_at, t.window_to, t.passengers, t.quoted_fen, t.held_fen, h.offered_until,
                coalesce(h.outcome = 'STRANDED', false), false
            from vehicle.next_uses($1, $2, make_interval(secs => $3), make_interval(secs => $4), $5) u
            join trip.booking b on b.id = u.reservation_id and b.kind = 'CAR' and b.state = 'FIRM'
            join trip.trip t on t.id = b.trip_id and t.state = 'BOOKED'
            join trip.plan p on p.id = t.plan_id
            left join trip.heal h on h.booking_id = b.id
            cross join lateral (select jsonb_path_query_first(t.option,
                '$.option.legs[*] ? (@.kind == "DRIVE").from') as promised) s
            where (u.unfit is not null or st_distancesphere(st_makepoint(u.standing_lon, u.standing_lat),
                    st_makepoint((s.promised ->> 'lon')::float8, (s.promised ->> 'lat')::float8)) > $6)
                and ($8 or u.unfit is distinct from 'SILENT')
                and (h.next_try_at is null or h.next_try_at <= $1)
            order by h.tried_at nulls first, t.depart_at, t.id limit $7""";

    /** Trips under way or leaving soon whose pile, at the return or on the way, will not work. */
    private static final String LOST_PILE = """
            select t.id, t.unit_id, t.traveller_id, b.id, l.lost, t.option::text, p.request::text,
                t.depart_at, t.arrive_at, t.window_to, t.passengers, t.quoted_fen, t.held_fen, h.offered_until,
                coalesce(h.outcome = 'STRANDED', false), t.state = 'IN_PROGRESS'
            from charging.lost_holds($1, $2, make_interval(secs => $3), make_interval(secs => $4)) l
            join trip.booking b on b.id = l.reservation_id and b.kind = 'PILE' and b.state = 'FIRM'
            join trip.trip t on t.id = b.trip_id
                and (t.state = 'IN_PROGRESS' or t.state = 'BOOKED' and t.depart_at <= $2)
            join trip.plan p on p.id = t.plan_id
            left join trip.heal h on h.booking_id = b.id
            where (h.next_try_at is null or h.next_try_at <= $1) and ($6 or l.lost <> 'PILE_SILENT')
            order by h.tried_at nulls first, t.depart_at, t.id limit $5""";

    /** The same whose bay cannot be used: itself, or because no car is returned at its stop when they arrive. */
    private static final String LOST_BAY = """
            select t.id, t.unit_id, t.traveller_id, b.id, 'BAY_BLOCKED', t.option::text, p.request::text,
                t.depart_at, t.arrive_at, t.window_to, t.passengers, t.quoted_fen, t.held_fen, h.offered_until,
                coalesce(h.outcome = 'STRANDED', false), t.state = 'IN_PROGRESS'
            from (select reservation_id as id from vehicle.lost_bays($1, $2)
                union select k.id from trip.trip u join trip.booking k on k.trip_id = u.id and k.kind = 'BAY'
                join unnest($3::uuid[], $4::timestamptz[]) ban(stop_id, until) on ban.stop_id = k.stop_id
                where u.state = 'IN_PROGRESS' and (ban.until is null or ban.until > greatest($1, u.arrive_at))) l
            join trip.booking b on b.id = l.id and b.kind = 'BAY' and b.state = 'FIRM'
            join trip.trip t on t.id = b.trip_id
                and (t.state = 'IN_PROGRESS' or t.state = 'BOOKED' and t.depart_at <= $2)
            join trip.plan p on p.id = t.plan_id
            left join trip.heal h on h.booking_id = b.id
            where h.next_try_at is null or h.next_try_at <= $1
            order by h.tried_at nulls first, t.depart_at, t.id limit $5""";

    /** Trips that leave soon by a bicycle that can no longer be had. */
    private static final String NO_BIKE = """
            select t.id, t.unit_id, t.traveller_id, b.id, 'NO_BIKE', t.option::text, p.request::text,
                t.depart_at, t.arrive_at, t.window_to, t.passengers, t.quoted_fen, t.held_fen, h.offered_until,
                coalesce(h.outcome = 'STRANDED', false), false
            from trip.booking b
            join trip.trip t on t.id = b.trip_id and t.state = 'BOOKED' and t.depart_at <= $2 and t.window_to > $1
            join trip.plan p on p.id = t.plan_id
            left join trip.heal h on h.booking_id = b.id
            where b.kind = 'BIKE' and b.state = 'FIRM' and not b.replaced
                and (h.next_try_at is null or h.next_try_at <= $1)
                and not bike.can_be_had(b.operator_id, t.option #>> '{option,bike,id}',
                    t.option #>> '{option,bike,dockId}', $1, make_interval(secs => $3))
            order by h.tried_at nulls first, t.depart_at, t.id limit $4""";

    /** Of several instances one heals a trip; the others pass on. A row that merely refers to the trip is no rival. */
    private static final String CLAIM = """
            select t.id from trip.trip t join trip.booking b on b.trip_id = t.id and b.id = $2
            left join trip.heal h on h.booking_id = b.id
            where t.id = $1 and t.state = $4 and b.state = 'FIRM'
                and (h.next_try_at is null or h.next_try_at <= $3)
            for no key update of t skip locked""";

    /** Trips whose operator did not confirm and that nobody has been offered anything for yet. */
    private static final String DECLINED = """
            select t.id, t.unit_id, t.traveller_id, h.booking_id, h.unfit, t.option::text, p.request::text,
                t.depart_at, t.arrive_at, t.window_to, t.passengers, t.quoted_fen, t.held_fen, h.offered_until, false,
                false
            from trip.heal h join trip.trip t on t.id = h.trip_id and t.state = 'DECLINED'
            join trip.plan p on p.id = t.plan_id
            where h.unfit = 'DECLINED' and h.outcome = 'TRIED' and h.next_try_at <= $1
            order by h.tried_at, t.id limit $2""";

    private static final String CLAIM_DECLINED = """
            select t.id from trip.trip t join trip.heal h on h.trip_id = t.id and h.booking_id = $2
            where t.id = $1 and t.state = 'DECLINED' and h.unfit = 'DECLINED' and h.outcome = 'TRIED'
                and h.next_try_at <= $3
            for no key update of t skip locked""";

    private static final String EXPECT = """
            insert into trip.heal (booking_id, trip_id, unit_id, unfit, outcome, tried_at, next_try_at)
            values ($1, $2, $3, 'DECLINED', 'TRIED', $4, $4)
            on conflict (booking_id) do update set unfit = 'DECLINED', outcome = 'TRIED', new_vehicle_id = null,
                new_connector_id = null, new_bay_booking_id = null, plan_id = null, offered_until = null,
                next_try_at = excluded.next_try_at""";

    private static final String TO_CHOOSE_ANEW = """
            select exists (select from trip.heal h join trip.booking b on b.id = h.booking_id
                where h.trip_id = $1 and b.state = 'FIRM' and h.outcome in ('OFFERED', 'STRANDED')
                    and h.offered_until >= $2)""";

    /** What is offered in place of what the trip books, or of the ride it was declined. */
    private static final String OFFERED = """
            select h.plan_id, h.offered_until, h.unfit, t.option::text
            from trip.heal h
            join trip.trip t on t.id = h.trip_id and t.traveller_id = $2
            join trip.booking b on b.id = h.booking_id
            join trip.leg l on l.id = b.leg_id and l.edition = t.edition
            where h.trip_id = $1 and h.outcome = 'OFFERED' and h.offered_until > $3
                and (t.state = 'DECLINED' and b.state = 'DECLINED' or t.state = 'BOOKED' and b.state = 'FIRM')
            order by h.tried_at desc limit 1""";

    private static final String NOTE = """
            insert into trip.heal (booking_id, trip_id, unit_id, unfit, outcome, new_vehicle_id, plan_id, offered_until,
                tried_at, next_try_at, new_connector_id, new_bay_booking_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9::timestamptz + make_interval(secs => $10), $11, $12)
            on conflict (booking_id) do update set unfit = excluded.unfit, tries = heal.tries + 1,
                outcome = case when excluded.outcome = 'TRIED' and heal.outcome <> 'MOVED' then heal.outcome
                    else excluded.outcome end,
                new_vehicle_id = excluded.new_vehicle_id, plan_id = coalesce(excluded.plan_id, heal.plan_id),
                offered_until = coalesce(excluded.offered_until, heal.offered_until), tried_at = excluded.tried_at,
                next_try_at = excluded.next_try_at,
                new_connector_id = excluded.new_connector_id, new_bay_booking_id = excluded.new_bay_booking_id""";

    private final Database database;
    private final StoredJson json;

    HealRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Trips that leave soon with an unfit car and whose turn it is.
     *
     * @param silenceCounts whether a car of which nothing is heard is unfit; otherwise the silence may be our own
     */
    Uni<List<Promise>> unfit(Instant at, boolean silenceCounts, HealConfig config) {
        return database.rows(
                        UNFIT,
                        at,
                        at.plus(config.ahead()),
                        seconds(config.silentAfter()),
                        seconds(config.lateGrace()),
                        config.socReservePercent(),
                        config.movedMaxM(),
                        config.tripsMax(),
                        silenceCounts)
                .map(rows -> rows.stream().map(this::promise).toList());
    }

    /**
     * Trips under way or leaving soon with a pile that will not work and whose turn it is.
     *
     * @param silenceCounts whether a pile of which nothing is heard will not work; otherwise the silence may be our own
     */
    Uni<List<Promise>> lostPiles(Instant at, boolean silenceCounts, HealConfig config) {
        return database.rows(
                        LOST_PILE,
                        at,
                        at.plus(config.ahead()),
                        seconds(config.pileBrokenFor()),
                        seconds(config.pileSilentFor()),
                        config.tripsMax(),
                        silenceCounts)
                .map(rows -> rows.stream().map(this::promise).toList());
    }

    /** Trips under way or leaving soon with a bay that cannot be used and whose turn it is. */
    Uni<List<Promise>> lostBays(Instant at, List<Ban> bans, HealConfig config) {
        return database.rows(
                        LOST_BAY,
                        at,
                        at.plus(config.ahead()),
                        bans.stream().map(Ban::stopId).toArray(UUID[]::new),
                        bans.stream().map(Ban::until).toArray(Instant[]::new),
                        config.tripsMax())
                .map(rows -> rows.stream().map(this::promise).toList());
    }

    /** A stop where no car is returned now; {@code until} null means until further notice. */
    record Ban(UUID stopId, Instant until) {}

    /** Trips that leave soon, whose bicycle is gone and whose turn it is. */
    Uni<List<Promise>> goneBikes(Instant at, HealConfig config) {
        return database.rows(NO_BIKE, at, at.plus(config.ahead()), seconds(config.bikeFeedAgeMax()), config.tripsMax())
                .map(rows -> rows.stream().map(this::promise).toList());
    }

    /** Something else is to be offered for a ride that its operator did not confirm. */
    Uni<Void> expect(UUID tripId, UUID unitId, UUID bookingId, Instant at) {
        return database.sql(EXPECT, bookingId, tripId, unitId, at).replaceWithVoid();
    }

    /** Whether it was told that what a trip books will not be fit, and what was told still stands. */
    Uni<Boolean> isToChooseAnew(UUID tripId, Instant at) {
        return database.row(TO_CHOOSE_ANEW, tripId, at)
                .map(row -> row.orElseThrow().flag(0));
    }

    /** A plan offered until a time. */
    record Offered(UUID planId, Instant until, Unfit unfit, PlannedOption planned) {}

    Uni<Optional<Offered>> offered(UUID tripId, UUID personId, Instant at) {
        return database.row(OFFERED, tripId, personId, at)
                .map(found -> found.map(row -> new Offered(
                        row.uuid(0),
                        row.instant(1),
                        Unfit.valueOf(row.text(2)),
                        json.read(row.text(3), PlannedOption.class))));
    }

    /** Trips that ended because their operator did not confirm, and whose turn it is. */
    Uni<List<Promise>> declined(Instant at, int max) {
        return database.rows(DECLINED, at, max)
                .map(rows -> rows.stream().map(this::promise).toList());
    }

    private Promise promise(Row row) {
        return new Promise(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.uuid(3),
                Unfit.valueOf(row.text(4)),
                json.read(row.text(5), PlannedOption.class),
                json.read(row.text(6), PlanRequest.class),
                new Promise.Terms(
                        row.instant(7),
                        row.instant(8),
                        row.instant(9),
                        (int) row.whole(10),
                        row.whole(11),
                        row.whole(12)),
                Optional.ofNullable(row.instant(13)),
                row.flag(14),
                row.flag(15));
    }

    /** Locks the trip until the end of the act; answers whether it is still ours to heal. */
    Uni<Boolean> claim(Promise promise, Instant at) {
        Uni<Optional<Row>> claimed = promise.unfit() == Unfit.DECLINED
                ? database.row(CLAIM_DECLINED, promise.tripId(), promise.bookingId(), at)
                : database.row(
                        CLAIM,
                        promise.tripId(),
                        promise.bookingId(),
                        at,
                        promise.underWay() ? "IN_PROGRESS" : "BOOKED");
        return claimed.map(Optional::isPresent);
    }

    /** What came of a try. */
    enum Outcome {
        TRIED,
        MOVED,
        OFFERED,
        STRANDED
    }

    /**
     * What is written down of a try; {@code vehicleId}, {@code connectorId} or {@code bayBookingId} of a move, {@code
     * planId} and {@code until} of an offer.
     */
    record Note(Outcome outcome, UUID vehicleId, UUID connectorId, UUID bayBookingId, UUID planId, Instant until) {
        static final Note TRIED = new Note(Outcome.TRIED, null, null, null, null, null);

        static Note toCar(UUID vehicleId, UUID planId) {
            return new Note(Outcome.MOVED, vehicleId, null, null, planId, null);
        }

        /** @param connectorId null for a bay without a pile, of booking {@code bayBookingId} */
        static Note toPlace(UUID connectorId, UUID bayBookingId) {
            return new Note(Outcome.MOVED, null, connectorId, connectorId == null ? bayBookingId : null, null, null);
        }

        static Note told(Outcome outcome, UUID planId, Instant until) {
            return new Note(outcome, null, null, null, planId, until);
        }

        boolean isMove() {
            return outcome == Outcome.MOVED;
        }
    }

    Uni<Void> note(Promise promise, Note note, Instant at, Duration retry) {
        return database.sql(
                        NOTE,
                        promise.bookingId(),
                        promise.tripId(),
                        promise.unitId(),
                        promise.unfit().name(),
                        note.outcome().name(),
                        note.vehicleId(),
                        note.planId(),
                        note.until(),
                        at,
                        seconds(retry),
                        note.connectorId(),
                        note.bayBookingId())
                .replaceWithVoid();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
