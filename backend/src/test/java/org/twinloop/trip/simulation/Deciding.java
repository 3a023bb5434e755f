package org.twinloop.trip.simulation;

import java.util.List;
import org.twinloop.trip.simulation.Checker.Never;

/** What has to be true of chains, deputies and decisions after a trip; {@link Checker} looks. */
final class Deciding {
    /** A level that somebody decided, with whose right it was. */
    private static final String DECIDED = """
            u join trip.approval_step s on s.unit_id = u.id and s.decided_by is not null
            join lateral (select coalesce(s.in_stead_of, s.decided_by) as id) whose on true""";

    private static final String STEPS = """
            u join trip.approval a on a.unit_id = u.id
            join lateral (select count(*) filter (where s.state = 'OPEN') as open,
                    count(*) filter (where s.state = 'APPROVED') as agreed,
                    count(*) filter (where s.state in ('WAITING', 'REJECTED', 'RETURNED')) as against
                from trip.approval_step s where s.trip_id = a.trip_id and s.round = a.round) n on true""";

    /** The ride of a trip is over, or that of the car it shared. */
    private static final String OVER = """
            (t.ended_at is not null or exists (select from trip.pool_proposal m
                join trip.trip h on h.id = m.host_trip_id
                where m.guest_trip_id = t.id and m.state = 'MERGED' and h.ended_at is not null))""";

    static final List<Never> NEVER = List.of(
            new Never("somebody decided a level that is not theirs", """
                    select s.trip_id || ' ' || s.level from %s
                    where whose.id <> all (s.people) and (s.role is null or not exists (
                        select from identity.membership i where i.person_id = whose.id and i.unit_id = s.unit_id
                            and i.valid @> s.decided_at and s.role = any (i.roles)))""".formatted(DECIDED)),
            new Never("somebody decided for another without their right", """
                    select s.trip_id || ' ' || s.level from %s
                    where s.in_stead_of is not null and not exists (
                        with recursive held(person) as (select s.in_stead_of union
                            select d.to_id from held join identity.delegation d on d.from_id = held.person
                            where d.kind = 'APPROVE' and s.decided_at between lower(d.during) and upper(d.during))
                        select from held where held.person = s.decided_by)""".formatted(DECIDED)),
            new Never("somebody decided whose right was with another", """
                    select s.trip_id || ' ' || s.level from %s
                    join identity.delegation d on d.from_id = s.decided_by and d.kind = 'APPROVE'
                    where s.in_stead_of is null and s.decided_at > lower(d.during)
                        and s.decided_at < upper(d.during)""".formatted(DECIDED)),
            new Never("an open decision is with no level, or with two", """
                    select a.trip_id || ' ' || n.open from %s
                    where n.open <> case when a.decision is null then 1 else 0 end""".formatted(STEPS)),
            new Never("somebody agreed over the head of a level", """
                    select a.trip_id::text from %s
                    where a.decision = 'APPROVE' and (n.agreed = 0 or n.against > 0)""".formatted(STEPS)),
            new Never("a ride is decided about afterwards before it is over", """
                    select t.id::text from u join trip.approval a on a.unit_id = u.id and a.after_trip
                    join trip.trip t on t.id = a.trip_id where not %s""".formatted(OVER)),
            new Never("a ride that is over was sent back", """
                    select a.trip_id::text from u join trip.approval a on a.unit_id = u.id
                    where a.after_trip and a.decision in ('RETURN', 'WITHDRAW')"""));

    static final List<Never> NEVER_IN_THE_END =
            List.of(new Never("nobody was asked about a ride afterwards", """
                    select t.id || ' ' || t.state from u join trip.trip t on t.unit_id = u.id
                        and t.purpose_category = 'EMERGENCY_DUTY'
                    left join trip.approval a on a.trip_id = t.id
                    where %s and (a.trip_id is null or a.decision = 'WITHDRAW')""".formatted(OVER)));

    private Deciding() {}
}
