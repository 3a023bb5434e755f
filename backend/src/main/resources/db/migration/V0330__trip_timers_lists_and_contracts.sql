-- A timer that fails is tried again later and parked after its tries, so that it never stands before the others.
alter table trip.timer
    add column retry_at  timestamptz,
    add column problem   text,
    add column parked_at timestamptz,
    add check (parked_at is null or problem is not null);
comment on column trip.timer.attempts is 'Times it was taken; one that went well is the last';
comment on column trip.timer.retry_at is 'When a timer that failed is tried again; city time';
comment on column trip.timer.problem is 'Why it failed last';
comment on column trip.timer.parked_at is 'Its tries are used up: a person looks at it; city time';
drop index trip.timer_due;
create index timer_next on trip.timer (coalesce(retry_at, due_at)) where done_at is null and parked_at is null;
create index timer_parked on trip.timer (parked_at desc, id desc) where parked_at is not null;

-- Lists of trips: whoever asks reads one page of one index, newest first.
drop index trip.trip_traveller;
drop index trip.trip_unit;
create index trip_traveller on trip.trip (traveller_id, created_at desc, id desc);
create index trip_actor on trip.trip (actor_id, created_at desc, id desc) where actor_id <> traveller_id;
create index trip_unit on trip.trip (unit_id, created_at desc, id desc);
create index trip_unit_state on trip.trip (unit_id, state, created_at desc, id desc);
create index trip_recent on trip.trip (created_at desc, id desc);
create index trip_state on trip.trip (state, created_at desc, id desc);

-- Plans nobody asked a trip from are swept.
create index trip_plan on trip.trip (plan_id);
create index plan_age on trip.plan (created_at);
grant delete on trip.plan to ${runtime};

-- What a framework contract is committed to, over all units, whoever asks.
create index booking_operator on trip.booking (operator_id, trip_id) where kind in ('CAR', 'CHAUFFEUR', 'BIKE');
create function trip.committed_fen(wanted_operator uuid, during tstzrange) returns bigint
    language sql stable security definer set search_path = trip, pg_temp
    as $$
    select coalesce(sum(case
        when t.state in ('SUBMITTED', 'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS', 'ENDED') then t.held_fen
        when t.state = 'SETTLED' then t.receipt_fen
        else 0 end), 0)::bigint
    from trip.booking b join trip.trip t on t.id = b.trip_id
    where b.operator_id = wanted_operator and b.kind in ('CAR', 'CHAUFFEUR', 'BIKE') and during @> t.depart_at
    $$;
comment on function trip.committed_fen(uuid, tstzrange) is
    'Fen held for open trips and posted for settled ones with an operator that leave in a time; all units';
revoke all on function trip.committed_fen(uuid, tstzrange) from public;
grant execute on function trip.committed_fen(uuid, tstzrange) to ${runtime};
