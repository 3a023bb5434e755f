-- What trips cost in the end, and what partners bill for them.
create schema settlement;
grant usage on schema settlement to ${runtime};

create table settlement.trip_fact (
    leg_id            uuid primary key,
    trip_id           uuid not null,
    platform_order_id uuid not null unique,
    operator_order_id text,
    state             text not null check (state in ('FINISHED', 'CANCELLED')),
    product           text not null check (product in ('CAR_SHARE', 'BIKE', 'CHAUFFEUR', 'CHARGING')),
    operator_id       uuid not null,
    operator_code     text not null,
    unit_id           uuid not null,
    unit_code         text not null,
    traveller_id      uuid not null,
    rider_pseudonym   text not null,
    vehicle_id        uuid,
    plate             text,
    vin               text,
    vehicle_class     text not null,
    price_list_id     uuid,
    hold_id           uuid,
    started_at        timestamptz not null,
    ended_at          timestamptz not null check (ended_at >= started_at),
    period            text not null check (period ~ '^[0-9]{4}-[0-9]{2}$'),
    km                numeric(10, 3) not null check (km >= 0),
    energy_wh         bigint not null check (energy_wh >= 0),
    toll_fen          bigint not null check (toll_fen >= 0),
    parking_fen       bigint not null check (parking_fen >= 0),
    ceiling_fen       bigint check (ceiling_fen >= 0),
    total_fen         bigint not null check (total_fen >= 0)
);
create index trip_fact_period on settlement.trip_fact (operator_id, period, platform_order_id);
create index trip_fact_order on settlement.trip_fact (operator_id, operator_order_id)
    where operator_order_id is not null;
create index trip_fact_plate on settlement.trip_fact (operator_id, plate, started_at) where plate is not null;
comment on table settlement.trip_fact is
    'One row per paid leg that finished or was cancelled, fed from the journal; what a partner may bill';
comment on column settlement.trip_fact.period is 'Month of the end in Shanghai: the statement it belongs on';
comment on column settlement.trip_fact.rider_pseudonym is
    'Stable per partner and person; two partners cannot join theirs';

create table settlement.receipt (
    trip_id            uuid primary key,
    unit_id            uuid not null,
    traveller_id       uuid not null,
    state              text not null check (state in ('SETTLED', 'AWAITING_DECISION')),
    total_fen          bigint not null check (total_fen >= 0),
    held_fen           bigint not null check (held_fen >= 0),
    posted_fen         bigint not null check (posted_fen >= 0),
    released_fen       bigint not null check (released_fen >= 0),
    price_list_id      uuid,
    price_list_version integer,
    lines              jsonb not null,
    explanation_zh     text not null,
    explanation_en     text not null,
    priced_at          timestamptz not null,
    settled_at         timestamptz,
    decision           text check (decision in ('APPROVE', 'REJECT')),
    decided_by         uuid,
    decision_reason    text,
    check ((state = 'SETTLED') = (settled_at is not null)),
    check ((decision is null) = (decided_by is null)),
    constraint receipt_needs_a_second_person check (decided_by <> traveller_id)
);
create index receipt_awaiting on settlement.receipt (priced_at, trip_id) where state = 'AWAITING_DECISION';
comment on table settlement.receipt is
    'What a trip cost and why. AWAITING_DECISION: dearer than the hold allows; nothing is posted until it is decided';

create table settlement.charge (
    trip_id     uuid not null references settlement.receipt (trip_id),
    hold_id     uuid not null,
    operator_id uuid not null,
    unit_id     uuid not null,
    amount_fen  bigint not null check (amount_fen >= 0),
    held_fen    bigint not null check (held_fen >= 0),
    primary key (trip_id, hold_id)
);
comment on table settlement.charge is 'What of a receipt is to be posted against which hold, to which partner';

create table settlement.statement (
    id            uuid primary key,
    operator_id   uuid not null,
    operator_code text not null,
    period        text not null check (period ~ '^[0-9]{4}-[0-9]{2}$'),
    sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    state         text not null check (state in ('LOADING', 'READY', 'SUPERSEDED')),
    byte_count    bigint not null,
    uploaded_by   uuid not null,
    received_at   timestamptz not null,
    lines         integer not null default 0,
    matched       integer not null default 0,
    different     integer not null default 0,
    missing       integer not null default 0,
    not_ours      integer not null default 0,
    duplicates    integer not null default 0,
    cancelled     integer not null default 0,
    rejected      integer not null default 0,
    billed_fen    bigint not null default 0,
    expected_fen  bigint not null default 0,
    unique (operator_id, period, sha256)
);
create unique index statement_one_in_force on settlement.statement (operator_id, period) where state = 'READY';
comment on table settlement.statement is
    'A partner''s monthly bill as received. A later file for the same month supersedes the earlier one, which stays';

create table settlement.statement_line (
    statement_id      uuid not null references settlement.statement (id),
    position          bigint not null,
    line_no           integer,
    raw               text,
    operator_id       uuid not null,
    unit_id           uuid,
    verdict           text check (verdict in ('MATCHED', 'DIFFERENT', 'MISSING_TRIP', 'MISSING_BILL', 'DUPLICATE',
                                              'CANCELLED_BILLED', 'REJECTED')),
    codes             text[] not null default '{}',
    faults            jsonb not null default '[]',
    matched_by        text check (matched_by in ('PLATFORM_ORDER', 'OPERATOR_ORDER', 'PLATE_AND_TIME')),
    leg_id            uuid,
    trip_id           uuid,
    platform_order_id text,
    operator_order_id text,
    product           text,
    unit_code         text,
    plate             text,
    started_at        timestamptz,
    ended_at          timestamptz,
    minutes           integer,
    km                numeric(10, 3),
    energy_wh         bigint,
    toll_fen          bigint,
    parking_fen       bigint,
    other_fen         bigint,
    parts_fen         bigint,
    billed_fen        bigint,
    expected_fen      bigint,
    status            text,
    explanation_zh    text,
    explanation_en    text,
    primary key (statement_id, position)
);
create index statement_line_verdict on settlement.statement_line (statement_id, verdict, position);
create index statement_line_leg on settlement.statement_line (leg_id) where leg_id is not null;
comment on table settlement.statement_line is
    'Every line of a statement with exactly one verdict, and one line without a number for every trip not billed';
comment on column settlement.statement_line.parts_fen is 'Sum of the parts the line names, less its discount';

alter table settlement.trip_fact enable row level security;
alter table settlement.receipt enable row level security;
alter table settlement.charge enable row level security;
alter table settlement.statement enable row level security;
alter table settlement.statement_line enable row level security;
create policy trip_fact_isolation on settlement.trip_fact using (common.allowed(unit_id, operator_id));
create policy receipt_isolation on settlement.receipt using (common.allowed(unit_id, null));
create policy charge_isolation on settlement.charge using (common.allowed(unit_id, operator_id));
create policy statement_isolation on settlement.statement using (common.allowed(null, operator_id));
create policy statement_line_isolation on settlement.statement_line using (common.allowed(unit_id, operator_id));

grant select, insert on settlement.trip_fact to ${runtime};
grant select, insert, update on settlement.receipt to ${runtime};
grant select, insert on settlement.charge to ${runtime};
grant select, insert, update, delete on settlement.statement, settlement.statement_line to ${runtime};

create view settlement.partner_order with (security_invoker = true) as
select platform_order_id, operator_order_id, operator_id, unit_id, product, unit_code, rider_pseudonym, plate, vin,
       price_list_id, vehicle_class, started_at, ended_at,
       greatest(1, ceil(extract(epoch from ended_at - started_at) / 60))::integer as minutes,
       km, energy_wh, toll_fen, parking_fen, period, state
from settlement.trip_fact;
comment on view settlement.partner_order is
    'Orders a partner served, without any person: what its statement is made from';
grant select on settlement.partner_order to ${runtime};
