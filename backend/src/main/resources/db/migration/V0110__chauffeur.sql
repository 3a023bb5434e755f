create schema chauffeur;
comment on schema chauffeur is 'Orders to car-service companies (派车单) and how they went.';

create table chauffeur.dispatch_order (
    id               uuid primary key,
    order_no         text not null unique,
    operator_id      uuid not null,
    unit_id          uuid,
    trip_id          uuid not null,
    trip_leg_id      uuid,
    applicant_id     uuid,
    purpose_category text,
    purpose_text     text,
    document_no      text,
    passengers       int not null check (passengers between 1 and 50),
    vehicle_class    text not null,
    pickup_name      text not null,
    pickup           geometry(Point, 4326) not null,
    dropoff_name     text not null,
    dropoff          geometry(Point, 4326) not null,
    pickup_at        timestamptz not null,
    planned_until    timestamptz,
    planned_km       numeric(8, 2),
    planned_fen      bigint,
    budget_code      text,
    state            text not null default 'PENDING' check (state in
        ('PENDING', 'ACCEPTED', 'DECLINED', 'ARRIVED', 'ONBOARD', 'COMPLETED', 'CANCELLED')),
    reason           text,
    driver_name      text,
    driver_phone     text,
    plate            text,
    arrived_at       timestamptz,
    started_at       timestamptz,
    ended_at         timestamptz,
    km               numeric(8, 2),
    minutes          int,
    toll_fen         bigint,
    parking_fen      bigint,
    created_at       timestamptz not null,
    deadline         timestamptz not null,
    sent_at          timestamptz,
    next_look_at     timestamptz,
    failures         int not null default 0,
    last_error       text,
    check (state <> 'COMPLETED' or (started_at is not null and ended_at is not null and km is not null))
);
create index dispatch_order_due on chauffeur.dispatch_order (next_look_at) where next_look_at is not null;
create index dispatch_order_trip on chauffeur.dispatch_order (trip_id);
create sequence chauffeur.order_number;
comment on table chauffeur.dispatch_order is
    '派车单. PENDING -> ACCEPTED -> ARRIVED -> ONBOARD -> COMPLETED; PENDING -> DECLINED; any open state -> CANCELLED.';
comment on column chauffeur.dispatch_order.id is
    'The booking id of the trip; also the idempotency key at the operator.';
comment on column chauffeur.dispatch_order.deadline is
    'An order not accepted by then counts as declined and is withdrawn.';
comment on column chauffeur.dispatch_order.next_look_at is
    'When to send or ask again; null when nothing more is to be asked.';

alter table chauffeur.dispatch_order enable row level security;
create policy dispatch_order_isolation on chauffeur.dispatch_order using (common.allowed(unit_id, operator_id));

grant usage on schema chauffeur to ${runtime};
grant select, insert, update on chauffeur.dispatch_order to ${runtime};
grant usage on sequence chauffeur.order_number to ${runtime};
