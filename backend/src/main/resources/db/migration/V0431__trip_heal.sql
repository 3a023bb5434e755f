-- What was done for a traveller whose promised car would not have been fit.
create table trip.heal (
    booking_id     uuid primary key references trip.booking (id),
    trip_id        uuid not null references trip.trip (id),
    unit_id        uuid not null,
    unfit          text not null check (unfit in ('BLOCKED', 'LATE_PREDECESSOR', 'SILENT', 'LOW_CHARGE', 'GONE')),
    outcome        text not null check (outcome in ('TRIED', 'MOVED', 'OFFERED', 'STRANDED')),
    new_vehicle_id uuid,
    plan_id        uuid references trip.plan (id) on delete set null,
    offered_until  timestamptz,
    tries          integer not null default 1 check (tries >= 1),
    tried_at       timestamptz not null,
    next_try_at    timestamptz not null,
    check ((outcome = 'MOVED') = (new_vehicle_id is not null))
);
comment on table trip.heal is
    'One row for each booking of a car that was found unfit before its ride: moved to an equal car, offered other '
    'options, or still open; one row a booking, so that nobody is told the same twice';
comment on column trip.heal.booking_id is 'The booking of the unfit car; after a move it is RELEASED';
comment on column trip.heal.outcome is
    'TRIED: refused so far, tried again; OFFERED: plan_id can be chosen from; STRANDED: not even that, a person acts';
comment on column trip.heal.plan_id is 'The plan with the options on offer; old plans are dropped';
comment on column trip.heal.next_try_at is 'City time of the next look for an equal car';
create index heal_trip on trip.heal (trip_id);
create index heal_plan on trip.heal (plan_id) where plan_id is not null;
alter table trip.heal enable row level security;
create policy heal_isolation on trip.heal using (common.allowed(unit_id, null));
grant select, insert, update on trip.heal to ${runtime};
