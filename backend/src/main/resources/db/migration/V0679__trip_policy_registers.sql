-- What policy needs to know and no other register has.
create table trip.kept_car (
    vehicle_id uuid not null,
    valid_from date not null,
    purpose    text,
    primary key (vehicle_id, valid_from)
);
comment on table trip.kept_car is 'The one purpose a car that a unit keeps is registered for from a day on (PR-24)';
comment on column trip.kept_car.purpose is
    'Null: registered for none from that day on; then the list of the edition holds';
grant select, insert, update on trip.kept_car to ${runtime};

create table trip.service_power (
    operator_id   uuid not null,
    vehicle_class text not null check (char_length(vehicle_class) between 1 and 40),
    valid_from    date not null,
    power         text not null check (power in ('ELECTRIC', 'PLUG_IN_HYBRID', 'PETROL')),
    primary key (operator_id, vehicle_class, valid_from)
);
comment on table trip.service_power is 'What powers a class of cars of a car service from a day on (PR-35)';
alter table trip.service_power enable row level security;
create policy service_power_isolation on trip.service_power using (common.allowed(null, operator_id));
grant select, insert, update on trip.service_power to ${runtime};

create table trip.charging_order (
    order_no   text primary key check (char_length(order_no) between 1 and 64),
    unit_id    uuid not null,
    plate      text not null,
    started_at timestamptz not null,
    ended_at   timestamptz not null check (ended_at > started_at),
    energy_wh  integer not null check (energy_wh >= 0),
    start_soc  real check (start_soc between 0 and 100),
    target_soc real check (target_soc between 0 and 100),
    full_at    timestamptz check (full_at >= started_at),
    left_at    timestamptz check (left_at >= full_at),
    taken_at   timestamptz not null,
    import_id  uuid not null
);
create index charging_order_unit on trip.charging_order (unit_id, ended_at);
create index charging_order_import on trip.charging_order (import_id);
comment on table trip.charging_order is
    'Charging on the account of a unit, as its operator bills it: the car need not be of the unit (PR-50, PR-53)';
comment on column trip.charging_order.import_id is 'The import that told it last';
comment on column trip.charging_order.full_at is 'When it stopped to charge; null when not told';
alter table trip.charging_order enable row level security;
create policy charging_order_isolation on trip.charging_order using (common.allowed(unit_id, null));
grant select, insert, update on trip.charging_order to ${runtime};

create view trip.charged with (security_invoker = true) as
    select order_no, unit_id, plate, started_at, ended_at, energy_wh, start_soc, target_soc, full_at, left_at, import_id
    from trip.charging_order;
comment on view trip.charged is 'Published for supervision: charging on the accounts of units';
grant select on trip.charged to ${runtime};

create table trip.register_import (
    id          uuid primary key,
    kind        text not null check (kind in ('KEPT_CARS', 'CAR_POWER', 'CHARGING_ORDERS')),
    imported_by uuid not null,
    imported_at timestamptz not null,
    lines       integer not null,
    taken       integer not null,
    unchanged   integer not null
);
create index register_import_newest on trip.register_import (imported_at desc, id desc);
comment on table trip.register_import is 'What came when: how fresh each register is';
grant select, insert on trip.register_import to ${runtime};
