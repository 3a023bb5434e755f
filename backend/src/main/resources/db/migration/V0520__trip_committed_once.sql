-- What a contract is committed to: a trip counts once, by the ride it books now, through its whole life.
create or replace function trip.committed_fen(wanted_operator uuid, during tstzrange) returns bigint
    language sql stable security definer set search_path = trip, pg_temp
    as $$
    select coalesce(sum(case
        when t.state in ('SUBMITTED', 'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS', 'ENDED', 'CONFIRMED') then t.held_fen
        when t.state in ('SETTLED', 'ARCHIVED') then t.receipt_fen
        else t.fee_fen end), 0)::bigint
    from trip.booking b join trip.leg l on l.id = b.leg_id join trip.trip t on t.id = b.trip_id
    where b.operator_id = wanted_operator and b.kind in ('CAR', 'CHAUFFEUR', 'BIKE') and not b.replaced
        and l.edition = t.edition and during @> t.depart_at
    $$;
comment on function trip.committed_fen(uuid, tstzrange) is
    'Fen held for open trips, posted for settled ones and paid as a fee for those given up, with an operator, that '
    'leave in a time; all units';
