alter table chauffeur.dispatch_order add column link_version int not null default 0;
alter table chauffeur.dispatch_order add column waited_minutes int check (waited_minutes >= 0);
alter table chauffeur.dispatch_order add column odometer_from_km numeric(9, 1);
alter table chauffeur.dispatch_order add column odometer_to_km numeric(9, 1) check (odometer_to_km >= odometer_from_km);
comment on column chauffeur.dispatch_order.link_version is
    'Version of the driver''s link that is good now; grows with each link issued and each change of driver or car.';
comment on column chauffeur.dispatch_order.waited_minutes is
    'Minutes the driver waited, before the passengers got in beyond the free time and on the way; null when not told.';

create table chauffeur.driver_step (
    id          uuid primary key,
    order_id    uuid not null references chauffeur.dispatch_order (id),
    unit_id     uuid,
    operator_id uuid not null,
    no          int not null check (no between 1 and 1000),
    kind        text not null check (kind in ('ON_THE_WAY', 'ARRIVED', 'ONBOARD', 'WAIT_BEGIN', 'WAIT_END', 'TOLL',
        'PARKING', 'FINISHED')),
    told_at     timestamptz not null,
    odometer_km numeric(9, 1) check (odometer_km >= 0),
    fen         bigint check (fen > 0),
    receipt_no  text,
    unique (order_id, no),
    check ((kind in ('ONBOARD', 'FINISHED')) = (odometer_km is not null)),
    check ((kind in ('TOLL', 'PARKING')) = (fen is not null)),
    check ((fen is null) = (receipt_no is null))
);
create unique index driver_step_once on chauffeur.driver_step (order_id, kind)
    where kind in ('ON_THE_WAY', 'ARRIVED', 'ONBOARD', 'FINISHED');
create unique index driver_step_receipt on chauffeur.driver_step (order_id, kind, receipt_no)
    where receipt_no is not null;
comment on table chauffeur.driver_step is
    'What the driver told through the signed link, in order; only added to. Tolls and parking carry their receipt.';
comment on column chauffeur.driver_step.id is 'Made by the driver''s page: the same id again is the same step.';

create table chauffeur.driver_position (
    order_id    uuid primary key references chauffeur.dispatch_order (id),
    unit_id     uuid,
    operator_id uuid not null,
    position    geometry(Point, 4326) not null,
    told_at     timestamptz not null
);
comment on table chauffeur.driver_position is
    'Where the driver is, WGS-84: the newest only, while under way; deleted when the order ends.';

create table chauffeur.rating (
    order_id    uuid primary key references chauffeur.dispatch_order (id),
    unit_id     uuid,
    operator_id uuid not null,
    stars       int not null check (stars between 1 and 5),
    words       text,
    rated_by    uuid not null,
    rated_at    timestamptz not null
);
comment on table chauffeur.rating is 'How the traveller found the ride, once: 1 (bad) to 5 (good), with words.';

alter table chauffeur.driver_step enable row level security;
create policy driver_step_isolation on chauffeur.driver_step using (common.allowed(unit_id, operator_id));
alter table chauffeur.driver_position enable row level security;
create policy driver_position_isolation on chauffeur.driver_position using (common.allowed(unit_id, operator_id));
alter table chauffeur.rating enable row level security;
create policy rating_isolation on chauffeur.rating using (common.allowed(unit_id, operator_id));

grant select, insert on chauffeur.driver_step to ${runtime};
grant select, insert, update, delete on chauffeur.driver_position to ${runtime};
grant select, insert on chauffeur.rating to ${runtime};
