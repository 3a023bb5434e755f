-- A change that gives the booked ride up late costs what cancelling costs.
alter table trip.change
    add column kept boolean not null default false,
    add column fee_fen bigint not null default 0 check (fee_fen >= 0),
    add column operator_id uuid;
comment on column trip.change.kept is
    'Whether the ride that was booked before stays the same one, so that giving it up later costs what it did';
comment on column trip.change.fee_fen is
    'Paid from the old hold for the ride that was given up, by the terms of its price list';
comment on column trip.change.operator_id is 'Of the ride that was given up; who the fee is paid to';
create index change_fee on trip.change (operator_id, changed_at) where fee_fen > 0;

create or replace function trip.committed_fen(wanted_operator uuid, during tstzrange) returns bigint
    language sql stable security definer set search_path = trip, pg_temp
    as $$
    select coalesce(sum(case
        when t.state in ('SUBMITTED', 'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS', 'ENDED', 'CONFIRMED') then t.held_fen
        when t.state in ('SETTLED', 'ARCHIVED') then t.receipt_fen
        else t.fee_fen end), 0)::bigint + (
            select coalesce(sum(c.fee_fen), 0)::bigint from trip.change c
            where c.operator_id = wanted_operator and c.fee_fen > 0 and during @> c.changed_at)
    from trip.booking b join trip.leg l on l.id = b.leg_id join trip.trip t on t.id = b.trip_id
    where b.operator_id = wanted_operator and b.kind in ('CAR', 'CHAUFFEUR', 'BIKE') and not b.replaced
        and l.edition = t.edition and during @> t.depart_at
    $$;
comment on function trip.committed_fen(uuid, tstzrange) is
    'Fen held for open trips, posted for settled ones and paid as a fee for those given up, with an operator, that '
    'leave in a time, and paid in that time for rides given up by a change; all units';
