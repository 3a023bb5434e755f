-- Pooling: two booked trips the same way are proposed to be merged into one car.
create table trip.pool_proposal (
    id             uuid primary key,
    host_trip_id   uuid not null references trip.trip (id),
    guest_trip_id  uuid not null references trip.trip (id),
    host_unit_id   uuid not null,
    guest_unit_id  uuid not null,
    host_version   integer not null,
    guest_version  integer not null,
    state          text not null
        check (state in ('PROPOSED', 'MERGED', 'DECLINED', 'EXPIRED', 'OVERTAKEN', 'PARTED')),
    host_persons   integer not null check (host_persons >= 1),
    guest_persons  integer not null check (guest_persons >= 1),
    depart_at      timestamptz not null,
    terms          jsonb not null,
    saved_fen      bigint not null,
    saved_m        bigint not null,
    saved_co2_g    bigint not null,
    proposed_at    timestamptz not null,
    expires_at     timestamptz not null check (expires_at > proposed_at),
    host_accepted_at  timestamptz,
    guest_accepted_at timestamptz,
    merged_at      timestamptz,
    ended_at       timestamptz,
    ended_why      text check (char_length(ended_why) <= 500),
    share_hold_id  uuid,
    share_rule     text check (share_rule in ('EQUAL_PER_PERSON', 'HOST_PAYS')),
    posted_fen     bigint check (posted_fen >= 0),
    share_fen      bigint check (share_fen >= 0),
    shared_at      timestamptz,
    offer_due_at   timestamptz,
    offer_plan_id  uuid references trip.plan (id) on delete set null,
    offered_at     timestamptz,
    check (host_trip_id <> guest_trip_id),
    check ((state in ('PROPOSED', 'MERGED')) = (ended_at is null)),
    check (state not in ('MERGED', 'PARTED') or merged_at is not null),
    check ((shared_at is null) = (share_fen is null) and (share_fen is null) = (posted_fen is null)),
    check (share_fen <= posted_fen)
);
comment on table trip.pool_proposal is
    'Two booked trips that could go in one car, asked about once: PROPOSED, then MERGED when both accept before '
    'expires_at, DECLINED, EXPIRED, or OVERTAKEN when one of the trips changed; PARTED when a merged one fell apart';
comment on column trip.pool_proposal.host_trip_id is
    'The trip whose car stays; of guest_trip_id the car is given up';
comment on column trip.pool_proposal.host_version is
    'Of the trip as it was looked at; a trip that changed is not merged';
comment on column trip.pool_proposal.terms is
    'Where and when the guest gets in and out, and the host''s way when longer';
comment on column trip.pool_proposal.saved_fen is
    'Planned price of both trips less that of the one; so metres and grams';
comment on column trip.pool_proposal.share_hold_id is
    'What the budget of the guest keeps for its share; null where both trips have the same budget';
comment on column trip.pool_proposal.posted_fen is
    'What the operator was paid for the ride; share_fen of it by the guest';
comment on column trip.pool_proposal.offer_due_at is
    'When other ways are looked for, for a guest left without a car';
create unique index pool_proposal_pair on trip.pool_proposal
    (least(host_trip_id, guest_trip_id), greatest(host_trip_id, guest_trip_id));
create unique index pool_proposal_one_host on trip.pool_proposal (host_trip_id) where state = 'MERGED';
create unique index pool_proposal_one_guest on trip.pool_proposal (guest_trip_id) where state = 'MERGED';
create index pool_proposal_host on trip.pool_proposal (host_trip_id);
create index pool_proposal_guest on trip.pool_proposal (guest_trip_id);
create index pool_proposal_open on trip.pool_proposal (expires_at) where state = 'PROPOSED';
create index pool_proposal_offer on trip.pool_proposal (offer_due_at) where offer_due_at is not null;
create index pool_proposal_plan on trip.pool_proposal (offer_plan_id) where offer_plan_id is not null;
create index pool_proposal_age on trip.pool_proposal (ended_at) where merged_at is null;
alter table trip.pool_proposal enable row level security;
create policy pool_proposal_isolation on trip.pool_proposal
    using (common.allowed(host_unit_id, null) or common.allowed(guest_unit_id, null));
grant select, insert, update, delete on trip.pool_proposal to ${runtime};

alter table trip.passenger add column pool_id uuid references trip.pool_proposal (id);
comment on column trip.passenger.pool_id is 'Who rides along because of a merged proposal; null for those of the trip';
create index passenger_pool on trip.passenger (pool_id) where pool_id is not null;
grant delete on trip.passenger to ${runtime};

-- Trips for which others the same way are to be looked for: a row each, taken by one instance at a time.
create table trip.pool_look (
    trip_id uuid primary key references trip.trip (id),
    unit_id uuid not null,
    due_at  timestamptz not null
);
comment on table trip.pool_look is
    'Booked trips to be compared with others; whoever looks puts the row off, and drops it when done';
create index pool_look_due on trip.pool_look (due_at);
alter table trip.pool_look enable row level security;
create policy pool_look_isolation on trip.pool_look using (common.allowed(unit_id, null));
grant select, insert, update, delete on trip.pool_look to ${runtime};
create index trip_booked_departure on trip.trip (unit_id, depart_at) where state = 'BOOKED' and mode = 'EV';

-- Trips that may share a car or take a place in another: booked, in a car of our own calendar, nobody waits to decide.
create view trip.poolable with (security_invoker = true) as
    select t.id, t.unit_id, t.traveller_id, t.actor_id, t.version, t.depart_at, t.arrive_at, t.window_from, t.window_to,
        t.passengers, t.quoted_fen, t.held_fen, t.cost_centre, t.purpose_category, t.option, t.policy, p.request,
        exists (select from trip.approval a where a.trip_id = t.id and a.decision = 'APPROVE') as approved,
        (p.request #>> '{to,point,lon}')::float8 as to_lon, (p.request #>> '{to,point,lat}')::float8 as to_lat,
        (p.request #>> '{from,point,lon}')::float8 as from_lon, (p.request #>> '{from,point,lat}')::float8 as from_lat
    from trip.trip t
    join trip.plan p on p.id = t.plan_id
    where t.state = 'BOOKED' and t.mode = 'EV' and not t.emergency
        and (t.option #>> '{terms,ours}')::boolean and not (t.option #>> '{terms,retained}')::boolean
        and not exists (select from trip.approval a where a.trip_id = t.id and a.decision is null)
        and not exists (select from trip.pool_proposal m where m.state = 'MERGED' and m.host_trip_id = t.id);
comment on view trip.poolable is 'Booked trips that could be merged with another; WGS-84';
grant select on trip.poolable to ${runtime};
