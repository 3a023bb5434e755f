package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.pool.PoolFit.Fit;
import org.twinloop.trip.pool.Proposal.Saving;
import org.twinloop.trip.pool.Proposal.Share;
import org.twinloop.trip.pool.Proposal.ShareRule;
import org.twinloop.trip.pool.Proposal.Side;
import org.twinloop.trip.pool.Proposal.State;
import org.twinloop.trip.pool.Proposal.Terms;

/** The SQL of proposals. An act on one locks the rows of both trips first, in the order of their ids. */
@ApplicationScoped
class PoolRepository {
    private static final String PROPOSAL = """
            select p.id, p.state, p.host_trip_id, h.unit_id, h.traveller_id, h.actor_id, p.host_version, p.host_persons,
                h.cost_centre, p.host_accepted_at, p.guest_trip_id, g.unit_id, g.traveller_id, g.actor_id,
                p.guest_version, p.guest_persons, g.cost_centre, p.guest_accepted_at, p.depart_at, p.terms::text,
                p.saved_fen, p.saved_m, p.saved_co2_g, p.proposed_at, p.expires_at, p.merged_at, p.ended_at,
                p.ended_why, p.share_hold_id, p.share_rule, p.posted_fen, p.share_fen, p.shared_at, p.offer_plan_id
            from trip.pool_proposal p
            join trip.trip h on h.id = p.host_trip_id join trip.trip g on g.id = p.guest_trip_id
            """;

    private static final String ADD = """
            insert into trip.pool_proposal (id, host_trip_id, guest_trip_id, host_unit_id, guest_unit_id, host_version,
                guest_version, state, host_persons, guest_persons, depart_at, terms, saved_fen, saved_m, saved_co2_g,
                proposed_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, 'PROPOSED', $8, $9, $10, cast($11::text as jsonb), $12, $13, $14, $15,
                $16) on conflict do nothing""";

    /** Those of whom somebody accepted already are told, so they are answered. */
    private static final String END_OTHERS = """
            update trip.pool_proposal set state = 'OVERTAKEN', ended_at = $3, ended_why = $4
            where state = 'PROPOSED' and id <> $1
                and (host_trip_id = any($2::uuid[]) or guest_trip_id = any($2::uuid[]))
            returning id""";

    private static final String IS_STALE = """
             p.state = 'PROPOSED' and (p.expires_at <= $1 or h.state <> 'BOOKED' or g.state <> 'BOOKED'
                or h.version <> p.host_version or g.version <> p.guest_version)""";

    private static final String END_STALE = """
            update trip.pool_proposal p set state = case when p.expires_at <= $1 then 'EXPIRED' else 'OVERTAKEN' end,
                ended_at = $1, ended_why = case when p.expires_at <= $1
                    then '双方未在时限内同意 / not both accepted in time'
                    else '其中一个行程已变化 / one of the trips has changed' end
            from trip.trip h, trip.trip g
            where p.id = $2 and h.id = p.host_trip_id and g.id = p.guest_trip_id and
            """ + IS_STALE + " returning p.id";

    /** Of the two trips, whichever of their open proposals ends in the same act. */
    private static final String LOCK = """
            select id from trip.pool_proposal where id = $1 or state = 'PROPOSED'
                and (host_trip_id = any($2::uuid[]) or guest_trip_id = any($2::uuid[]))
            order by id for update""";

    private static final String TAKE_ALONG = """
            insert into trip.passenger (trip_id, ordinal, unit_id, person_id, name, pool_id)
            select $1, (select max(ordinal) from trip.passenger where trip_id = $1) + p.ordinal, $2,
                coalesce(p.person_id, case when p.ordinal = 1 then $4::uuid end), p.name, $5
            from trip.passenger p where p.trip_id = $3""";

    /** The trip's own people were the first; these come after them and go as they came. */
    private static final String LEAVE = """
            with gone as (delete from trip.passenger where pool_id = $1 returning trip_id)
            update trip.trip t set passengers = t.passengers - n.people, version = t.version + 1
            from (select trip_id, count(*)::int as people from gone group by trip_id) n where t.id = n.trip_id""";

    private static final String OFFER_DUE = """
            select p.id, q.request::text from trip.pool_proposal p join trip.trip g on g.id = p.guest_trip_id
            join trip.plan q on q.id = g.plan_id
            where p.offer_due_at <= $1 order by p.offer_due_at limit 1 for no key update of p skip locked""";

    private final Database database;
    private final StoredJson json;

    PoolRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /** Answers whether it is new: a pair is proposed once. The trips' rows are named in the order of every act. */
    Uni<Boolean> add(UUID id, Fit fit, Instant at, Instant expiresAt) {
        UUID[] trips = {fit.host().tripId(), fit.guest().tripId()};
        return database.rows(
                        "select id from trip.trip where id = any($1::uuid[]) order by id for key share", (Object) trips)
                .chain(() -> insert(id, fit, at, expiresAt));
    }

    private Uni<Boolean> insert(UUID id, Fit fit, Instant at, Instant expiresAt) {
        return database.sql(
                        ADD,
                        id,
                        fit.host().tripId(),
                        fit.guest().tripId(),
                        fit.host().unitId(),
                        fit.guest().unitId(),
                        fit.host().version(),
                        fit.guest().version(),
                        fit.host().persons(),
                        fit.guest().persons(),
                        fit.host().departAt(),
                        json.write(fit.terms()),
                        fit.saving().fen(),
                        fit.saving().metres(),
                        fit.saving().co2G(),
                        at,
                        expiresAt)
                .map(rows -> rows == 1);
    }

    Uni<Optional<Proposal>> find(UUID id) {
        return database.row(PROPOSAL + "where p.id = $1", id).map(row -> row.map(this::proposal));
    }

    Uni<Proposal> get(UUID id) {
        return find(id).map(found -> found.orElseThrow(() -> ProblemException.notFound("pool proposal " + id)));
    }

    /**
     * Locks both trips in the order of their ids, then the proposal and all open ones for the two in the order of
     * theirs, until the act ends; answers it as it is now. Looks come after these, then cars, bays and piles, the money
     * last.
     */
    Uni<Proposal> lock(Proposal seen) {
        UUID[] trips = {seen.host().tripId(), seen.guest().tripId()};
        return database.rows(
                        "select id from trip.trip where id = any($1::uuid[]) order by id for no key update",
                        (Object) trips)
                .chain(() -> database.rows(LOCK, seen.id(), trips))
                .chain(() -> get(seen.id()));
    }

    /**
     * What the two trips are paid from.
     *
     * @param hostHold of the host's budget, with {@code hostHeldFen}
     */
    record Purses(UUID hostBudget, UUID hostHold, long hostHeldFen, UUID guestBudget) {}

    /** Nothing where one of the two is not booked any more, or changed since it was looked at. */
    Uni<Optional<Purses>> asLookedAt(Proposal p) {
        return database.row(
                        "select h.budget_account, h.hold_id, h.held_fen, g.budget_account "
                                + "from trip.trip h, trip.trip g where h.id = $1 and h.version = $2 "
                                + "and h.state = 'BOOKED' and g.id = $3 and g.version = $4 and g.state = 'BOOKED'",
                        p.host().tripId(),
                        p.host().version(),
                        p.guest().tripId(),
                        p.guest().version())
                .map(row -> row.map(r -> new Purses(r.uuid(0), r.uuid(1), r.whole(2), r.uuid(3))));
    }

    /** Whether the host's car is still where it was promised, and nobody drives it. */
    Uni<Boolean> isToCome(Proposal p) {
        return database.row(
                        "select state = 'BOOKED' from trip.trip where id = $1",
                        p.host().tripId())
                .map(row -> row.orElseThrow().flag(0));
    }

    /** The guest's people come after the host's own; a traveller who gave a name only is known by id. */
    Uni<Void> takeAlong(Proposal p) {
        return database.sql(
                        TAKE_ALONG,
                        p.host().tripId(),
                        p.host().unitId(),
                        p.guest().tripId(),
                        p.guest().travellerId(),
                        p.id())
                .chain(() -> database.sql(
                        "update trip.trip set passengers = passengers + $2, version = version + 1 where id = $1",
                        p.host().tripId(),
                        p.guest().persons()))
                .replaceWithVoid();
    }

    /** The host's option driven past where the guest gets out, with its price, time and hold. */
    Uni<Void> lengthen(UUID tripId, PlannedOption longer, UUID holdId) {
        return database.sql(
                        "update trip.trip set option = cast($2::text as jsonb), quoted_fen = $3, held_fen = $4, "
                                + "arrive_at = $5, window_to = $6, hold_id = $7 where id = $1",
                        tripId,
                        json.write(longer),
                        longer.option().priceFen(),
                        longer.option().holdFen(),
                        longer.option().arriveAt(),
                        longer.terms().windowTo(),
                        holdId)
                .replaceWithVoid();
    }

    /** The merged one whose car is that of a trip. */
    Uni<Optional<Proposal>> merged(UUID hostTripId) {
        return database.row(PROPOSAL + "where p.host_trip_id = $1 and p.state = 'MERGED'", hostTripId)
                .map(row -> row.map(this::proposal));
    }

    /** Those somebody is or was asked about, newest first; open ones can be answered or are merged and to come. */
    Uni<List<Proposal>> ofPerson(UUID personId, boolean open, UUID before, Instant now, int limit) {
        return list(
                "where (h.traveller_id = $1 or h.actor_id = $1 or g.traveller_id = $1 or g.actor_id = $1) "
                        + "and ($2::uuid is null or p.id < $2) and (not $3::boolean or p.state = 'PROPOSED' "
                        + "or p.state in ('MERGED', 'PARTED') "
                        + "and (p.terms ->> 'arriveAt')::timestamptz > $4) order by p.id desc limit $5",
                personId,
                before,
                open,
                now,
                limit);
    }

    /** All that may be seen, newest first. */
    Uni<List<Proposal>> all(UUID unitId, State state, UUID before, int limit) {
        return list(
                "where ($1::uuid is null or p.host_unit_id = $1 or p.guest_unit_id = $1) "
                        + "and ($2::text is null or p.state = $2) and ($3::uuid is null or p.id < $3) "
                        + "order by p.id desc limit $4",
                unitId,
                state == null ? null : state.name(),
                before,
                limit);
    }

    private Uni<List<Proposal>> list(String where, Object... parameters) {
        return database.rows(PROPOSAL + where, parameters)
                .map(rows -> rows.stream().map(this::proposal).toList());
    }

    Uni<Void> accept(UUID id, boolean host, Instant at) {
        String side = host ? "host_accepted_at" : "guest_accepted_at";
        return database.sql("update trip.pool_proposal set " + side + " = $2 where id = $1", id, at)
                .replaceWithVoid();
    }

    Uni<Void> merge(UUID id, UUID shareHoldId, ShareRule rule, Instant at) {
        return database.sql(
                        "update trip.pool_proposal set state = 'MERGED', merged_at = $2, share_hold_id = $3, "
                                + "share_rule = $4 where id = $1",
                        id,
                        at,
                        shareHoldId,
                        rule.name())
                .replaceWithVoid();
    }

    Uni<Void> end(UUID id, State how, String why, Instant at) {
        return database.sql(
                        "update trip.pool_proposal set state = $2, ended_at = $3, ended_why = $4 where id = $1",
                        id,
                        how.name(),
                        at,
                        why)
                .replaceWithVoid();
    }

    /** Of all other proposals for these trips nothing comes. */
    Uni<List<UUID>> endOthers(Proposal but, String why, Instant at) {
        UUID[] trips = {but.host().tripId(), but.guest().tripId()};
        return ids(database.rows(END_OTHERS, but.id(), trips, at, why));
    }

    /** What was not answered in time, and what is about trips that are no longer as they were; nothing is locked. */
    Uni<List<UUID>> stale(Instant now, int max) {
        return ids(database.rows(
                "select p.id from trip.pool_proposal p join trip.trip h on h.id = p.host_trip_id "
                        + "join trip.trip g on g.id = p.guest_trip_id where " + IS_STALE
                        + " order by p.expires_at, p.id limit $2",
                now,
                max));
    }

    /** Ends it, where it still is so; must be called inside an act that holds it. */
    Uni<List<UUID>> endStale(UUID id, Instant now) {
        return ids(database.rows(END_STALE, now, id));
    }

    private static Uni<List<UUID>> ids(Uni<List<Row>> rows) {
        return rows.map(found -> found.stream().map(row -> row.uuid(0)).toList());
    }

    /** The guest's people are passengers of the host's trip no more, and other ways are looked for. */
    Uni<Void> part(UUID id, String why, Instant at) {
        return database.sql(LEAVE, id)
                .chain(() -> end(id, State.PARTED, why, at))
                .chain(() -> database.sql("update trip.pool_proposal set offer_due_at = $2 where id = $1", id, at))
                .replaceWithVoid();
    }

    /** A guest without a place who is to be offered other ways. */
    record Stranded(UUID proposalId, PlanRequest request) {}

    /** The next; the row is locked until the act ends. */
    Uni<Optional<Stranded>> offerDue(Instant now) {
        return database.row(OFFER_DUE, now)
                .map(row -> row.map(r -> new Stranded(r.uuid(0), json.read(r.text(1), PlanRequest.class))));
    }

    /** @param planId null where there is nothing to offer */
    Uni<Void> offered(UUID id, UUID planId, Instant at) {
        return database.sql(
                        "update trip.pool_proposal set offer_due_at = null, offer_plan_id = $2, offered_at = $3 "
                                + "where id = $1",
                        id,
                        planId,
                        at)
                .replaceWithVoid();
    }

    Uni<Void> putOff(UUID id, Instant until) {
        return database.sql("update trip.pool_proposal set offer_due_at = $2 where id = $1", id, until)
                .replaceWithVoid();
    }

    Uni<Void> shared(UUID id, Share share) {
        return database.sql(
                        "update trip.pool_proposal set posted_fen = $2, share_fen = $3, shared_at = $4 where id = $1",
                        id,
                        share.postedFen(),
                        share.guestFen(),
                        share.at())
                .replaceWithVoid();
    }

    /** The budget a trip is paid from. */
    Uni<UUID> budgetOf(UUID tripId) {
        return database.row("select budget_account from trip.trip where id = $1", tripId)
                .map(row -> row.orElseThrow().uuid(0));
    }

    /** Proposals that came to nothing before an instant; the oldest first. */
    Uni<Integer> dropBefore(Instant before, int max) {
        return database.sql("""
                delete from trip.pool_proposal where id in (
                    select id from trip.pool_proposal where merged_at is null and ended_at < $1
                    order by ended_at limit $2)""", before, max);
    }

    private Proposal proposal(Row r) {
        return new Proposal(
                r.uuid(0),
                State.valueOf(r.text(1)),
                side(r, 2),
                side(r, 10),
                r.instant(18),
                json.read(r.text(19), Terms.class),
                new Saving(r.whole(20), r.whole(21), r.whole(22)),
                r.instant(23),
                r.instant(24),
                r.instant(25),
                r.instant(26),
                r.text(27),
                r.uuid(28),
                r.isNull(29) ? null : ShareRule.valueOf(r.text(29)),
                r.isNull(32) ? null : new Share(ShareRule.valueOf(r.text(29)), r.whole(30), r.whole(31), r.instant(32)),
                r.uuid(33));
    }

    private static Side side(Row r, int at) {
        return new Side(
                r.uuid(at),
                r.uuid(at + 1),
                r.uuid(at + 2),
                r.uuid(at + 3),
                (int) r.whole(at + 4),
                (int) r.whole(at + 5),
                r.text(at + 6),
                r.instant(at + 7));
    }
}
