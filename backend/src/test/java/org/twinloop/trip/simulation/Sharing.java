package org.twinloop.trip.simulation;

import java.util.List;
import org.twinloop.trip.simulation.Checker.Never;

/** What has to be true of trips that share a car; {@link Checker} looks. */
final class Sharing {
    private static final String POOLS = """
            u join trip.pool_proposal m on m.guest_unit_id = u.id
            join trip.trip h on h.id = m.host_trip_id join trip.trip g on g.id = m.guest_trip_id""";

    static final List<Never> NEVER = List.of(
            new Never("who shares a car is not aboard, or another is", """
                    select m.id || ' ' || m.state from %s
                    where (select count(*) from trip.passenger p where p.pool_id = m.id) <> case m.state
                            when 'MERGED' then m.guest_persons else 0 end
                        or m.state = 'MERGED' and g.state <> 'CANCELLED'""".formatted(POOLS)),
            new Never("somebody shares two cars", """
                    select x.trip_id::text from (select m.host_trip_id as trip_id from %1$s where m.state = 'MERGED'
                        union all select m.guest_trip_id from %1$s where m.state = 'MERGED') x
                    group by 1 having count(*) > 1""".formatted(POOLS)),
            new Never("the seats of a shared car do not do", """
                    select m.id || ' ' || h.passengers from %s
                    join trip.booking b on b.trip_id = h.id and b.kind = 'CAR' and b.state = 'FIRM'
                    join vehicle.vehicle v on v.id = b.vehicle_id join vehicle.model o on o.code = v.model_code
                    where m.state = 'MERGED' and h.passengers > o.seats""".formatted(POOLS)));

    static final List<Never> NEVER_IN_THE_END = List.of(
            new Never("a shared car is promised still", """
                    select m.id || ' ' || m.state || ' ' || h.state from %s
                    where m.state = 'PROPOSED'
                        or m.state = 'MERGED' and h.state not in %s""".formatted(POOLS, Checker.RIDDEN)),
            new Never("the shares of a ride are not what was paid", """
                    select m.id || ' ' || coalesce(m.share_fen::text, '-') from %s
                    left join settlement.receipt r on r.trip_id = m.host_trip_id and r.state = 'SETTLED'
                    where m.state = 'MERGED' and r.trip_id is not null and (m.shared_at is null
                        or m.posted_fen <> r.posted_fen or m.share_fen > m.posted_fen
                        or m.share_hold_id is null and g.budget_account <> h.budget_account
                        or m.share_hold_id is not null and (m.share_fen <> coalesce((select c.amount_fen
                                from ledger.transfer c where c.hold_id = m.share_hold_id and c.kind = 'POST'), 0)
                            or m.share_fen <> coalesce((select sum(d.amount_fen) from ledger.transfer d
                                where d.credit_account = h.budget_account and d.trip_id = g.id
                                    and d.kind = 'DIRECT'), 0)))""".formatted(POOLS)));

    private Sharing() {}
}
