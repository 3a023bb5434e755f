package org.twinloop.trip.simulation;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to be true of bookings, holds and money at every moment between two acts, and what more once nothing is left
 * to do. Plain SQL over the tables; none of the service's code, views or functions.
 */
final class Checker {
    /** The unit looked at and the time. */
    private static final String LOOKED_AT = "with u as (select ?::uuid as id, ?::timestamptz as now) ";

    /** Its budgets, each with its transfers that are debited to it. */
    private static final String DEBITED = "u join ledger.budget a on a.unit_id = u.id "
            + "join ledger.transfer %1$s on %1$s.debit_account = a.account_id";

    static final String RIDDEN = "('ENDED', 'CONFIRMED', 'SETTLED', 'ARCHIVED')";

    private static final String LIVING = "('SUBMITTED', 'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS')";
    private static final String PAYING =
            "('SUBMITTED', 'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS', 'ENDED', 'CONFIRMED')";
    private static final String HOLDING = "('HELD', 'FIRM', 'PENDING_PARTNER')";

    /** A sentence that is never true, and the query that finds where it is. */
    record Never(String words, String where) {}

    private static Never twice(String words, String table, String thing) {
        return new Never(words, """
                select a.id || ' ' || b.id from %1$s a join %1$s b on a.%2$s = b.%2$s and a.id < b.id
                where not isempty(a.blocked) and not isempty(b.blocked)
                        and lower(a.blocked) < upper(b.blocked) and lower(b.blocked) < upper(a.blocked)
                    or a.state in ('HELD', 'FIRM') and b.state in ('HELD', 'FIRM')
                        and a.starts_at < b.ends_at and b.starts_at < a.ends_at""".formatted(table, thing));
    }

    private static Never apart(String words, String kind, String table, String thing) {
        String where = """
                select b.id::text from u join trip.booking b on b.unit_id = u.id and b.kind = '%1$s'
                join trip.trip t on t.id = b.trip_id
                left join trip.approval a on a.trip_id = t.id
                left join %2$s r on r.id = b.id
                where b.state in %4$s and (r.id is null or r.%3$s <> b.%3$s
                    or not (r.state = 'FIRM' or b.state = 'HELD' and (r.state = 'HELD'
                        or r.state = 'EXPIRED' and a.expires_at <= u.now))
                    or '%1$s' <> 'PILE' and (r.starts_at <> t.window_from or r.ends_at <> t.window_to))
                union all
                select r.id::text from u join %2$s r on r.unit_id = u.id and r.state in ('HELD', 'FIRM')
                where not exists (select from trip.booking b where b.id = r.id and b.state in %4$s)""";
        return new Never(words, where.formatted(kind, table, thing, HOLDING));
    }

    private static final List<Never> NEVER = List.of(
            twice("a car is taken twice", "vehicle.reservation", "vehicle_id"),
            twice("a bay is taken twice", "vehicle.bay_reservation", "bay_id"),
            twice("a pile is taken twice", "charging.reservation", "connector_id"),
            apart("a booked car and its reservation differ", "CAR", "vehicle.reservation", "vehicle_id"),
            new Never("a booked bay and its reservation differ", """
                    select b.id::text from u join trip.booking b on b.unit_id = u.id and b.kind = 'BAY'
                    join trip.trip t on t.id = b.trip_id
                    left join trip.approval a on a.trip_id = t.id
                    left join vehicle.bay_reservation r on r.id = b.id
                    where b.state in ('HELD', 'FIRM') and (r.id is null
                        or not (r.state = 'FIRM' or b.state = 'HELD' and (r.state = 'HELD'
                            or r.state = 'EXPIRED' and a.expires_at <= u.now))
                        or r.starts_at <> t.window_from or r.ends_at <> t.window_to)
                    union all
                    select r.id::text from u join vehicle.bay_reservation r on r.unit_id = u.id
                        and r.state in ('HELD', 'FIRM')
                    where not exists (select from trip.booking b where b.id = r.id and b.state in ('HELD', 'FIRM'))"""),
            apart("a booked pile and its reservation differ", "PILE", "charging.reservation", "connector_id"),
            new Never("a trip that is over keeps things", """
                    select t.id || ' ' || b.kind || ' ' || b.state from u join trip.trip t on t.unit_id = u.id
                    join trip.booking b on b.trip_id = t.id
                    where t.state not in %s and b.state in %s""".formatted(LIVING, HOLDING)),
            new Never("a living trip lacks its ride or its bay", """
                    select t.id::text from u join trip.trip t on t.unit_id = u.id
                    left join lateral (select count(*) filter (where b.kind in ('CAR', 'CHAUFFEUR', 'BIKE')) as rides,
                            count(*) filter (where b.kind = 'CAR') as cars,
                            count(*) filter (where b.kind = 'BAY') as bays
                        from trip.booking b where b.trip_id = t.id and b.state in %s) h on true
                    where t.state in %s and (h.rides <> 1 or h.cars <> h.bays)""".formatted(HOLDING, LIVING)),
            new Never("what a trip books is less sure than the trip, or surer", """
                    select t.id || ' ' || t.state || ' ' || b.kind || ' ' || b.state
                    from u join trip.trip t on t.unit_id = u.id
                    join trip.booking b on b.trip_id = t.id and b.state in %s
                    where t.state in %s and b.state <> case
                        when t.state = 'SUBMITTED' then 'HELD'
                        when t.state = 'PENDING_PARTNER' and b.kind in ('CAR', 'CHAUFFEUR', 'BIKE')
                            then 'PENDING_PARTNER'
                        else 'FIRM' end""".formatted(HOLDING, LIVING)),
            new Never("a hold is closed twice", """
                    select c.hold_id::text from %s
                    where c.hold_id is not null group by 1 having count(*) > 1""".formatted(DEBITED.formatted("c"))),
            new Never("a hold of no living trip", """
                    select h.id::text from %s and h.kind = 'HOLD'
                    left join trip.trip t on t.id = h.trip_id
                    where not exists (select from ledger.transfer c where c.hold_id = h.id)
                        and (t.id is null or t.hold_id <> h.id or t.state not in %s)
                        and not exists (select from settlement.dispute d where d.hold_id = h.id
                            and d.state in ('OPEN', 'ANSWERED')
                            and d.disputed_fen = h.amount_fen)
                        and not exists (select from trip.pool_proposal m where m.share_hold_id = h.id
                            and m.guest_trip_id = h.trip_id and m.state = 'MERGED'
                            and m.shared_at is null)""".formatted(DEBITED.formatted("h"), PAYING)),
            new Never("a living trip without its hold", """
                    select t.id || ' ' || t.state from u join trip.trip t on t.unit_id = u.id
                    where t.state in %s
                        and not exists (select from settlement.receipt r
                            where r.trip_id = t.id and r.state = 'SETTLED')
                        and not exists (select from ledger.transfer h where h.id = t.hold_id and h.kind = 'HOLD'
                            and h.trip_id = t.id and h.debit_account = t.budget_account and h.amount_fen = t.held_fen
                            and not exists (select from ledger.transfer c
                                where c.hold_id = h.id))""".formatted(PAYING)),
            new Never("a hold is given back in part", """
                    select v.id::text from %s and v.kind = 'VOID'
                    join ledger.transfer h on h.id = v.hold_id
                    where h.amount_fen <> v.amount_fen""".formatted(DEBITED.formatted("v"))),
            new Never("the budget drifts", """
                    select b.account_id || ' balance ' || b.balance_fen || ' held ' || b.held_fen || ' counted '
                        || s.balance || ' ' || s.held
                    from u join ledger.budget b on b.unit_id = u.id
                    join lateral (select
                        coalesce(sum(t.amount_fen) filter (where t.credit_account = b.account_id), 0)
                            - coalesce(sum(t.amount_fen) filter (where t.debit_account = b.account_id
                                and t.kind in ('POST', 'DIRECT')), 0) as balance,
                        coalesce(sum(t.amount_fen) filter (where t.debit_account = b.account_id
                            and t.kind = 'HOLD'
                            and not exists (select from ledger.transfer c where c.hold_id = t.id)), 0) as held
                        from ledger.transfer t
                        where b.account_id in (t.debit_account, t.credit_account)) s on true
                    where b.balance_fen <> s.balance or b.held_fen <> s.held
                        or b.held_fen > b.balance_fen or b.held_fen < 0"""),
            new Never("what was paid is not what the trip owes", """
                    select t.id || ' ' || t.state || ' ' || p.fen from u join trip.trip t on t.unit_id = u.id
                    join lateral (select count(*) filter (where x.kind = 'POST') as times, coalesce(sum(case
                            when x.kind = 'POST' then x.amount_fen
                            when x.kind = 'DIRECT' and x.operator_id is not null then -x.amount_fen end), 0) as fen
                        from ledger.transfer x where x.trip_id = t.id) p on true
                    join lateral (select
                            count(*) filter (where d.hold_id is not null and d.state = 'WITHDRAWN') as times,
                            coalesce(sum(d.disputed_fen) filter (where d.state in ('OPEN', 'ANSWERED')), 0) as fen
                        from settlement.dispute d where d.trip_id = t.id) w on true
                    join lateral (select coalesce(sum(c.fee_fen), 0) as fen, count(*) as times
                        from trip.change c where c.trip_id = t.id and c.fee_fen > 0) g on true
                    left join trip.pool_proposal m on m.guest_trip_id = t.id and m.share_hold_id is not null
                        and m.shared_at is not null
                    where p.times > 1 + g.times + w.times
                        or p.fen - g.fen + w.fen - coalesce(m.share_fen, 0) <> case
                        when t.state in ('SETTLED', 'ARCHIVED') then t.receipt_fen
                        when t.state in ('ENDED', 'CONFIRMED') then coalesce((select r.posted_fen
                            from settlement.receipt r where r.trip_id = t.id and r.state = 'SETTLED'), 0)
                        else coalesce(t.fee_fen, 0) end"""),
            new Never("somebody approved their own", """
                    select a.trip_id || ' ' || a.decided_by from u join trip.approval a on a.unit_id = u.id
                    where a.decision in ('APPROVE', 'REJECT', 'RETURN')
                        and (a.decided_by in (a.traveller_id, a.actor_id) or exists (select from trip.passenger p
                            where p.trip_id = a.trip_id and p.person_id = a.decided_by))
                    union all
                    select s.trip_id || ' ' || s.decided_by from u join trip.approval_step s on s.unit_id = u.id
                    where s.decided_by in (s.traveller_id, s.actor_id) or exists (select from trip.passenger p
                            where p.trip_id = s.trip_id and p.person_id = s.decided_by)
                        or exists (select from trip.approval_step o where o.trip_id = s.trip_id
                            and o.round = s.round and o.level <> s.level and o.decided_by = s.decided_by)"""),
            new Never("a decision is open and the trip does not wait, or the other way round", """
                    select t.id || ' ' || t.state from u join trip.trip t on t.unit_id = u.id
                    left join trip.approval a on a.trip_id = t.id
                    where t.state = 'SUBMITTED' and (a.trip_id is null or a.decision is not null)
                        or a.trip_id is not null and a.decision is null and t.state <> 'SUBMITTED'
                            and not t.emergency and t.started_at is null and not a.after_trip"""),
            new Never("passengers were lost", """
                    select t.id::text from u join trip.trip t on t.unit_id = u.id
                    where t.passengers <> (select count(*) from trip.passenger p where p.trip_id = t.id)"""),
            new Never("an event is told twice", """
                    select e.trip_id || ' ' || e.type from u join trip.trip t on t.unit_id = u.id
                    join journal.event e on e.trip_id = t.id
                    where e.type in ('trip.started', 'trip.finished', 'trip.settled', 'trip.archived',
                        'trip.cancelled', 'trip.withdrawn', 'trip.expired', 'trip.no-show', 'trip.booking-declined',
                        'trip.rejected', 'trip.backfilled', 'trip.end-overridden')
                    group by e.trip_id, e.type having count(*) > 1
                    union all
                    select e.trip_id || ' confirmed' from u join trip.trip t on t.unit_id = u.id
                    join journal.event e on e.trip_id = t.id and e.type in ('trip.confirmed', 'trip.disputed')
                    group by e.trip_id
                    having count(*) filter (where e.type = 'trip.confirmed')
                        > count(*) filter (where e.type = 'trip.disputed') + 1
                    union all
                    select e.subject_id || ' ' || e.type from u join trip.trip t on t.unit_id = u.id
                    join journal.event e on e.trip_id = t.id
                    where e.type in ('trip.booking-released', 'trip.booking-pending-partner',
                        'partner.hold-confirmed', 'partner.hold-declined')
                    group by e.subject_id, e.type having count(*) > 1"""),
            new Never("a change is not told once", """
                    select c.id::text from u join trip.change c on c.unit_id = u.id
                    left join lateral (select count(*) as n from journal.event e
                        join journal.payload p on p.event_id = e.id
                        where e.trip_id = c.trip_id and e.type = 'trip.changed'
                            and p.body::jsonb -> 'change' ->> 'changeId' = c.id::text) told on true
                    where told.n <> 1"""),
            new Never("a timer went off twice", """
                    select m.trip_id || ' ' || m.kind || ' ' || m.attempts from u join trip.timer m on m.unit_id = u.id
                    where m.done_at is not null and m.problem is null and m.attempts > 1"""),
            new Never("a message is sent twice", """
                    select m.person_id || ' ' || m.template from u join trip.trip t on t.unit_id = u.id
                    join journal.event e on e.trip_id = t.id
                    join notification.message m on m.event_id = e.id
                    group by m.event_id, m.person_id, m.template having count(*) > 1"""));

    /** What is true besides once the day is over and nothing is left to do. */
    private static final List<Never> NEVER_IN_THE_END = List.of(
            new Never("a trip waits for nobody", """
                    select t.id || ' ' || t.state from u join trip.trip t on t.unit_id = u.id
                    where t.state in %s""".formatted(LIVING)),
            new Never("a settled trip does not know it", """
                    select t.id || ' ' || t.state from u join trip.trip t on t.unit_id = u.id
                    join settlement.receipt r on r.trip_id = t.id and r.state = 'SETTLED'
                    where t.state in ('ENDED', 'CONFIRMED')"""),
            new Never("a finished trip has no receipt", """
                    select t.id || ' ' || t.state from u join trip.trip t on t.unit_id = u.id
                    where t.state in ('ENDED', 'CONFIRMED', 'SETTLED', 'ARCHIVED')
                        and not exists (select from settlement.receipt r where r.trip_id = t.id)"""),
            new Never("a timer is parked or forgotten", """
                    select m.trip_id || ' ' || m.kind || ' ' || coalesce(m.problem, '')
                    from u join trip.timer m on m.unit_id = u.id
                    where m.done_at is null and (m.parked_at is not null or m.due_at <= u.now)"""),
            new Never("an event is not sealed, or was given up", """
                    select e.id || ' ' || e.type from u join trip.trip t on t.unit_id = u.id
                    join journal.event e on e.trip_id = t.id
                    left join journal.seal s on s.event_id = e.id
                    left join journal.parked p on p.seq = s.seq
                    where s.seq is null or p.seq is not null"""),
            new Never("an order to a car outlives its trip", """
                    select c.id || ' ' || c.state from u join trip.trip t on t.unit_id = u.id
                    join device.command c on c.trip_id = t.id
                    where c.state in ('QUEUED', 'SENT', 'ACKNOWLEDGED')"""),
            new Never("a declined trip has neither an offer nor a desk that knows", """
                    select t.id::text from u join trip.trip t on t.unit_id = u.id
                    where t.state = 'DECLINED' and not exists (select from journal.event e
                        where e.trip_id = t.id and e.type in ('trip.decline-offered', 'trip.stranded'))"""),
            new Never("a car is asked for that no trip needs", """
                    select h.id || ' ' || h.state from u join trip.booking b on b.unit_id = u.id
                    join partner.hold h on h.id = b.id
                    where b.state in ('RELEASED', 'DECLINED') and h.state in ('ASKING', 'PENDING', 'CONFIRMED')
                    union all
                    select o.id || ' ' || o.state from u join trip.booking b on b.unit_id = u.id
                    join trip.trip t on t.id = b.trip_id
                    join chauffeur.dispatch_order o on o.id = b.id
                    where t.state not in ('ENDED', 'CONFIRMED', 'SETTLED', 'ARCHIVED')
                        and o.state not in ('DECLINED', 'CANCELLED', 'COMPLETED')"""));

    private static final List<Never> ALL_DAY = Stream.of(NEVER, Sharing.NEVER, Deciding.NEVER)
            .flatMap(List::stream)
            .toList();
    private static final List<Never> AT_NIGHT = Stream.of(
                    NEVER_IN_THE_END, Sharing.NEVER_IN_THE_END, Deciding.NEVER_IN_THE_END)
            .flatMap(List::stream)
            .toList();
    private static final String ALWAYS = query(ALL_DAY);
    private static final String AT_LAST = query(AT_NIGHT);

    private final Sql sql;
    private final Transitions transitions;

    Checker(Sql sql) {
        this.sql = sql;
        this.transitions = new Transitions(sql);
    }

    private static String query(List<Never> nevers) {
        return LOOKED_AT
                + nevers.stream()
                        .map(never -> "select '" + never.words + "' || ': ' || x.found from (" + never.where
                                + ") as x(found)")
                        .collect(Collectors.joining("\nunion all "));
    }

    /** What is not true just now; empty when all is well. */
    List<String> between(UUID unit, Instant now) throws SQLException {
        return texts(ALWAYS, unit, now);
    }

    /** The same with the story the journal tells, and what has to be true at the end of the day. */
    List<String> atLast(UUID unit, Instant now) throws SQLException {
        List<String> broken = new ArrayList<>(between(unit, now));
        broken.addAll(texts(AT_LAST, unit, now));
        broken.addAll(transitions.broken(unit));
        return broken;
    }

    private List<String> texts(String query, UUID unit, Instant now) throws SQLException {
        return sql.rows(query, unit, Town.at(now)).stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** Sentences of this checker that can be broken; each has to be planted once. */
    static List<String> sentences() {
        List<String> all = new ArrayList<>();
        ALL_DAY.forEach(never -> all.add(never.words));
        AT_NIGHT.forEach(never -> all.add(never.words));
        all.addAll(List.of(Transitions.NO_SUCH, Transitions.ANOTHER));
        return all;
    }
}
