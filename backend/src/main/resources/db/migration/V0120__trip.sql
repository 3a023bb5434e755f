-- The official trip: saved plans, request, approval, legs and their bookings, timers, dated policy.
create schema trip;
comment on schema trip is 'The official trip: request, approval, booking, ride, end';
grant usage on schema trip to ${runtime};

create table trip.policy (
    version     text primary key,
    valid_from  timestamptz not null,
    valid_to    timestamptz,
    settings    jsonb not null,
    source      text not null,
    check (valid_to is null or valid_to > valid_from),
    exclude using gist (tstzrange(valid_from, valid_to) with &&)
);
comment on table trip.policy is 'Dated thresholds of the trip policy; a trip keeps the version it was decided with';
comment on column trip.policy.settings is
    'Thresholds by name, read into PolicySettings; money in fen, times in minutes';
comment on column trip.policy.source is 'Where the thresholds come from, for the person who asks why';
grant select on trip.policy to ${runtime};

insert into trip.policy (version, valid_from, settings, source) values (
    '2026.1', '2017-03-01T00:00:00+08:00',
    '{"leadMinutes":30,"horizonDays":15,"workFrom":"07:00","workTo":"20:00",
      "holidayPurposes":["EMERGENCY_DUTY","ON_DUTY","CONFIDENTIAL","FOREIGN_AFFAIRS"],
      "allowanceDistricts":["黄浦","静安","徐汇","长宁","普陀","虹口","杨浦"],
      "groupPassengers":3,"dearerFen":2000,"dearerPercent":50,
      "ceilingFen":{"BIKE":1000,"EV":20000,"CHAUFFEUR":70000},"tripCeilingFen":30000,
      "shortDistanceM":3000,"longDistanceM":15000,"minimumTextLength":6}',
    '上海市机关事务管理办法 (2017-03-01); 党政机关公务用车管理办法 (2017-12-05); defaults of practice, see docs/glossary.md');

create table trip.plan (
    id             uuid primary key,
    unit_id        uuid not null,
    operator_id    uuid,
    person_id      uuid not null,
    created_at     timestamptz not null,
    valid_until    timestamptz not null,
    metric_version bigint not null,
    body_hash      text not null,
    request        jsonb not null,
    options        jsonb not null,
    rejected       jsonb not null,
    check (valid_until > created_at)
);
comment on table trip.plan is 'Options offered to one person at one moment; a request names one of them';
comment on column trip.plan.body_hash is
    'SHA-256 of the request body: the same id with the same body gives the same answer';
create index plan_person on trip.plan (person_id, created_at);
alter table trip.plan enable row level security;
create policy plan_isolation on trip.plan using (common.allowed(unit_id, operator_id));
grant select, insert on trip.plan to ${runtime};

create table trip.trip (
    id               uuid primary key,
    unit_id          uuid not null,
    traveller_id     uuid not null,
    actor_id         uuid not null,
    state            text not null check (state in ('SUBMITTED', 'RETURNED', 'REJECTED', 'PENDING_PARTNER', 'BOOKED',
                         'IN_PROGRESS', 'ENDED', 'SETTLED', 'CANCELLED', 'EXPIRED', 'NO_SHOW', 'DECLINED')),
    version          integer not null,
    body_hash        text not null,
    plan_id          uuid not null references trip.plan (id),
    option_id        uuid not null,
    mode             text not null,
    option           jsonb not null,
    purpose_category text not null,
    purpose_text     text not null check (char_length(purpose_text) <= 500),
    passengers       integer not null check (passengers between 1 and 50),
    note             text check (char_length(note) <= 500),
    emergency        boolean not null,
    cost_centre      text not null,
    hold_id          uuid not null,
    budget_account   uuid not null,
    quoted_fen       bigint not null check (quoted_fen >= 0),
    held_fen         bigint not null check (held_fen >= quoted_fen),
    receipt_fen      bigint check (receipt_fen >= 0),
    policy           jsonb not null,
    policy_version   text not null references trip.policy (version),
    depart_at        timestamptz not null,
    arrive_at        timestamptz not null,
    window_from      timestamptz not null,
    window_to        timestamptz not null,
    created_at       timestamptz not null,
    started_at       timestamptz,
    start_odometer_m bigint,
    start_soc        double precision,
    ended_at         timestamptz,
    end_odometer_m   bigint,
    end_soc          double precision,
    closed_reason    text,
    check (depart_at < arrive_at and window_from < window_to),
    check (ended_at is null or started_at is not null),
    unique (id, traveller_id),
    unique (id, actor_id)
);
comment on table trip.trip is 'One official trip; the states and their arrows are drawn in TripState';
comment on column trip.trip.actor_id is 'Who sent the request; may differ from the traveller it is for';
comment on column trip.trip.option is 'The chosen option as it was offered, with its price lines';
comment on column trip.trip.policy is 'What policy said: version, outcome, findings, inputs';
comment on column trip.trip.window_from is 'Start of the reservation window, window_to its end, margin included';
comment on column trip.trip.held_fen is
    'Budget held: price of the whole window; the receipt posts the real price and voids the rest';
create index trip_traveller on trip.trip (traveller_id, created_at desc);
create index trip_unit on trip.trip (unit_id, created_at desc);
alter table trip.trip enable row level security;
create policy trip_isolation on trip.trip using (common.allowed(unit_id, null));
grant select, insert, update on trip.trip to ${runtime};

create table trip.passenger (
    trip_id   uuid not null references trip.trip (id),
    ordinal   integer not null check (ordinal between 1 and 50),
    unit_id   uuid not null,
    person_id uuid,
    name      text check (char_length(name) between 1 and 100),
    primary key (trip_id, ordinal),
    check (person_id is not null or name is not null)
);
comment on table trip.passenger is 'Who rides; the traveller is number 1';
alter table trip.passenger enable row level security;
create policy passenger_isolation on trip.passenger using (common.allowed(unit_id, null));
grant select, insert on trip.passenger to ${runtime};

create table trip.leg (
    id         uuid primary key,
    trip_id    uuid not null references trip.trip (id),
    unit_id    uuid not null,
    ordinal    integer not null check (ordinal between 1 and 20),
    kind       text not null check (kind in ('WALK', 'DRIVE', 'BIKE', 'CHAUFFEUR')),
    state      text not null check (state in ('PLANNED', 'BOOKED', 'RIDING', 'DONE', 'RELEASED')),
    version    integer not null,
    distance_m double precision not null check (distance_m >= 0),
    unique (trip_id, ordinal)
);
comment on table trip.leg is 'A part of a trip in one mode, in order';
alter table trip.leg enable row level security;
create policy leg_isolation on trip.leg using (common.allowed(unit_id, null));
grant select, insert, update on trip.leg to ${runtime};

create table trip.booking (
    id            uuid primary key,
    leg_id        uuid not null references trip.leg (id),
    trip_id       uuid not null references trip.trip (id),
    unit_id       uuid not null,
    operator_id   uuid,
    kind          text not null check (kind in ('CAR', 'BAY', 'PILE', 'CHAUFFEUR', 'BIKE')),
    state         text not null check (state in ('HELD', 'FIRM', 'PENDING_PARTNER', 'DECLINED', 'RELEASED')),
    version       integer not null,
    vehicle_id    uuid,
    stop_id       uuid,
    connector_id  uuid,
    product       text,
    price_list_id uuid,
    vehicle_class text,
    partner_answer jsonb,
    check (kind <> 'CAR' or (vehicle_id is not null and product is not null)),
    check (kind <> 'BAY' or stop_id is not null),
    check (kind <> 'PILE' or connector_id is not null)
);
comment on table trip.booking is 'What a leg holds at a provider; the id is also the reservation id there';
comment on column trip.booking.partner_answer is 'What the operator answered: driver, plate, or why not';
create index booking_trip on trip.booking (trip_id);
alter table trip.booking enable row level security;
create policy booking_isolation on trip.booking using (common.allowed(unit_id, operator_id));
grant select, insert, update on trip.booking to ${runtime};

create table trip.approval (
    trip_id      uuid primary key references trip.trip (id),
    unit_id      uuid not null,
    traveller_id uuid not null,
    actor_id     uuid not null,
    requested_at timestamptz not null,
    expires_at   timestamptz not null,
    version      integer not null,
    decision     text check (decision in ('APPROVE', 'REJECT', 'RETURN', 'EXPIRE', 'WITHDRAW')),
    decided_by   uuid,
    decided_at   timestamptz,
    reason       text check (char_length(reason) <= 500),
    foreign key (trip_id, traveller_id) references trip.trip (id, traveller_id),
    foreign key (trip_id, actor_id) references trip.trip (id, actor_id),
    constraint approval_not_own check (decided_by is null or decision = 'WITHDRAW'
                         or (decided_by <> traveller_id and decided_by <> actor_id)),
    check ((decision is null) = (decided_at is null)),
    check (expires_at > requested_at)
);
comment on table trip.approval is 'A decision somebody else has to take about a trip outside policy';
comment on constraint approval_not_own on trip.approval is 'Nobody approves a trip they travel on or asked for';
create index approval_open on trip.approval (unit_id, requested_at) where decision is null;
alter table trip.approval enable row level security;
create policy approval_isolation on trip.approval using (common.allowed(unit_id, null));
grant select, insert, update on trip.approval to ${runtime};

create table trip.timer (
    id       uuid primary key,
    trip_id  uuid not null references trip.trip (id),
    unit_id  uuid not null,
    kind     text not null check (kind in ('APPROVAL_EXPIRY', 'PARTNER_DEADLINE', 'NO_SHOW')),
    due_at   timestamptz not null,
    done_at  timestamptz,
    attempts integer not null default 0,
    unique (trip_id, kind)
);
comment on table trip.timer is
    'What must happen at a time unless the trip moved on; taken with SKIP LOCKED by any instance';
create index timer_due on trip.timer (due_at) where done_at is null;
alter table trip.timer enable row level security;
create policy timer_isolation on trip.timer using (common.allowed(unit_id, null));
grant select, insert, update on trip.timer to ${runtime};
