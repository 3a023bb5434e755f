create schema vehicle;
comment on schema vehicle is 'Cars, rental bays, newest state of each car, reservations of cars and bays.';

create table vehicle.model (
    code          text primary key check (code ~ '^[A-Z0-9-]{2,24}$'),
    name_zh       text not null,
    name_en       text not null,
    vehicle_class text not null check (vehicle_class ~ '^[A-Z0-9_]{2,20}$'),
    seats         int not null check (seats between 1 and 9),
    battery_wh    int not null check (battery_wh between 5000 and 200000),
    wh_per_km     int not null check (wh_per_km between 60 and 600),
    max_dc_w      int not null check (max_dc_w > 0),
    max_ac_w      int not null check (max_ac_w > 0),
    source        text not null
);
comment on table vehicle.model is 'Kinds of car with the figures the planner starts from.';
comment on column vehicle.model.wh_per_km is 'Typical use in mixed city driving, before any fit to telemetry.';
comment on column vehicle.model.source is
    'Where the figures come from; "typical" means a class value and not a data sheet.';

insert into vehicle.model values
    ('ROEWE-EI5', '荣威 Ei5', 'Roewe Ei5', 'COMPACT', 5, 52500, 135, 50000, 7000,
     'battery 52.5 kWh as advertised for the 2019 model; use and charging power typical'),
    ('BAIC-EC180', '北汽新能源 EC180', 'BAIC EC180', 'MICRO', 4, 20300, 115, 20000, 3300,
     'battery 20.3 kWh as advertised; use and charging power typical'),
    ('CHERY-EQ1', '奇瑞小蚂蚁 eQ1', 'Chery eQ1', 'MICRO', 4, 30600, 110, 30000, 3300,
     'battery 30.6 kWh as advertised for the long-range version; use and charging power typical'),
    ('BYD-E5', '比亚迪 e5', 'BYD e5', 'SEDAN', 5, 51200, 145, 40000, 7000,
     'battery 51.2 kWh as advertised for the 2019 model; use and charging power typical'),
    ('MAXUS-EUNIQ5', '上汽大通 EUNIQ 5', 'Maxus Euniq 5', 'MPV', 7, 52500, 165, 50000, 7000,
     'battery 52.5 kWh as advertised; use and charging power typical');

create table vehicle.vehicle (
    id            uuid primary key,
    vehicle_no    int generated always as identity unique,
    asset_no      text not null unique check (asset_no ~ '^TL[0-9A-HJKMNP-TV-Z]{9}$'),
    vin           text not null unique check (vin ~ '^[A-HJ-NPR-Z0-9]{17}$'),
    plate         text not null unique,
    model_code    text not null references vehicle.model,
    calendar      text not null check (calendar in ('OURS', 'OPERATOR')),
    loop          text not null check (loop in ('INNER', 'OUTER')),
    operator_id   uuid,
    unit_id       uuid,
    home_stop_id  uuid,
    device_id     text unique,
    duty          text not null default 'IN_SERVICE' check (duty in ('IN_SERVICE', 'OUT_OF_SERVICE')),
    registered_at timestamptz not null,
    check (operator_id is not null or unit_id is not null),
    check (calendar = 'OURS' or operator_id is not null)
);
create index vehicle_unit on vehicle.vehicle (unit_id) where unit_id is not null;
create index vehicle_operator on vehicle.vehicle (operator_id);
comment on table vehicle.vehicle is 'A car: rented from an operator, or retained by a unit (unit_id set; 保留公务用车).';
comment on column vehicle.vehicle.vehicle_no is 'Short key used by telemetry tables only.';
comment on column vehicle.vehicle.asset_no is
    'Opaque number of the QR label: TL, eight Crockford base32 digits, one check digit.';
comment on column vehicle.vehicle.calendar is
    'OURS: the database alone decides a hold. OPERATOR: the operator must confirm it.';
comment on column vehicle.vehicle.unit_id is 'Set only for a retained official car; such a car serves no other unit.';

create table vehicle.bay (
    id           uuid primary key,
    stop_id      uuid not null,
    code         text not null check (code ~ '^[A-Z0-9-]{1,20}$'),
    geom         geometry(Point, 4326) not null,
    connector_id uuid unique,
    active       boolean not null default true,
    unique (stop_id, code)
);
create index bay_geom on vehicle.bay using gist (geom);
comment on table vehicle.bay is
    'A marked place where a rental car stands, at a stop; connector_id when a pile serves it.';

-- Newest state: one row a car, changed only by vehicle.apply_reports. The fill factor leaves room for updates in place.
create table vehicle.newest_state (
    vehicle_no   int primary key references vehicle.vehicle (vehicle_no),
    event_time   timestamptz not null,
    boot         bigint not null,
    seq          bigint not null,
    received_at  timestamptz not null,
    geom         geometry(Point, 4326),
    position_at  timestamptz,
    accuracy_m   real,
    speed_kmh    real,
    heading_deg  real,
    odometer_m   bigint,
    soc_percent  real,
    doors_open   boolean,
    locked       boolean,
    plugged      boolean,
    charging     boolean,
    last_command uuid
) with (fillfactor = 60);
create index newest_state_geom on vehicle.newest_state using gist (geom);
comment on table vehicle.newest_state is 'What each car said last, ordered by (event time, boot, sequence).';
comment on column vehicle.newest_state.position_at is
    'Event time of the report that last carried a position; a car may report without a fix.';

create function vehicle.apply_reports(
    vehicle_nos int[], event_times timestamptz[], boots bigint[], seqs bigint[], received_ats timestamptz[],
    lons float8[], lats float8[], accuracies_m float8[], speeds_kmh float8[], headings_deg float8[],
    odometers_m bigint[], soc_percents float8[], doors_opens boolean[], lockeds boolean[], pluggeds boolean[],
    chargings boolean[], last_commands uuid[]) returns bigint
    language sql volatile security definer set search_path = vehicle, public, pg_temp
    as $$
    with report as (
        select distinct on (u.no) u.*,
            case when u.lon is null or u.lat is null then null
                 else st_setsrid(st_makepoint(u.lon, u.lat), 4326) end as point
        from unnest(vehicle_nos, event_times, boots, seqs, received_ats, lons, lats, accuracies_m, speeds_kmh,
                headings_deg, odometers_m, soc_percents, doors_opens, lockeds, pluggeds, chargings, last_commands)
            as u(no, at, boot, seq, received, lon, lat, accuracy, speed, heading, odometer, soc, doors, locked,
                plugged, charging, command)
        order by u.no, u.at desc, u.boot desc, u.seq desc
    ), applied as (
        insert into vehicle.newest_state as n (vehicle_no, event_time, boot, seq, received_at, geom, position_at,
            accuracy_m, speed_kmh, heading_deg, odometer_m, soc_percent, doors_open, locked, plugged, charging,
            last_command)
        select no, at, boot, seq, received, point, case when point is null then null else at end,
            accuracy, speed, heading, odometer, soc, doors, locked, plugged, charging, command
        from report order by no
        on conflict (vehicle_no) do update set
            event_time = excluded.event_time, boot = excluded.boot, seq = excluded.seq,
            received_at = excluded.received_at,
            geom = coalesce(excluded.geom, n.geom), position_at = coalesce(excluded.position_at, n.position_at),
            accuracy_m = case when excluded.geom is null then n.accuracy_m else excluded.accuracy_m end,
            speed_kmh = excluded.speed_kmh, heading_deg = coalesce(excluded.heading_deg, n.heading_deg),
            odometer_m = coalesce(excluded.odometer_m, n.odometer_m),
            soc_percent = coalesce(excluded.soc_percent, n.soc_percent),
            doors_open = coalesce(excluded.doors_open, n.doors_open), locked = coalesce(excluded.locked, n.locked),
            plugged = coalesce(excluded.plugged, n.plugged), charging = coalesce(excluded.charging, n.charging),
            last_command = coalesce(excluded.last_command, n.last_command)
        where (excluded.event_time, excluded.boot, excluded.seq) > (n.event_time, n.boot, n.seq)
        returning 1
    )
    select count(*) from applied
    $$;
comment on function vehicle.apply_reports is
    'Compare-and-set of the newest state for many reports; older ones change nothing. Returns how many cars changed. '
    'Rows are taken in order of vehicle_no, so two writers cannot deadlock.';

-- A blocked range is the booked time plus the turnaround; an empty range blocks nothing and keeps the row as history.
create table vehicle.reservation (
    id          uuid primary key,
    vehicle_id  uuid not null references vehicle.vehicle,
    trip_leg_id uuid not null,
    unit_id     uuid default nullif(current_setting('twinloop.unit', true), '')::uuid,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null check (ends_at > starts_at),
    blocked     tstzrange not null,
    state       text not null default 'HELD' check (state in ('HELD', 'FIRM', 'RELEASED', 'EXPIRED')),
    expires_at  timestamptz,
    released_at timestamptz,
    check (state <> 'HELD' or released_at is null),
    constraint vehicle_reserved_once exclude using gist (vehicle_id with =, blocked with &&)
);
create index reservation_expiry on vehicle.reservation (expires_at) where state = 'HELD' and expires_at is not null;
create index reservation_leg on vehicle.reservation (trip_leg_id);
comment on table vehicle.reservation is
    'HELD -> FIRM -> RELEASED; HELD -> RELEASED or EXPIRED. Two blocked ranges of one car never overlap. '
    'Rows are inserted with "on conflict do nothing" only: a plain insert deadlocks in a race.';
comment on column vehicle.reservation.blocked is
    'starts_at to ends_at plus turnaround; shortened when the car comes back early.';

create table vehicle.bay_reservation (
    id          uuid primary key,
    bay_id      uuid not null references vehicle.bay,
    trip_leg_id uuid not null,
    unit_id     uuid default nullif(current_setting('twinloop.unit', true), '')::uuid,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null check (ends_at > starts_at),
    blocked     tstzrange not null,
    state       text not null default 'HELD' check (state in ('HELD', 'FIRM', 'RELEASED', 'EXPIRED')),
    expires_at  timestamptz,
    released_at timestamptz,
    check (state <> 'HELD' or released_at is null),
    constraint bay_reserved_once exclude using gist (bay_id with =, blocked with &&)
);
create index bay_reservation_expiry on vehicle.bay_reservation (expires_at)
    where state = 'HELD' and expires_at is not null;
create index bay_reservation_leg on vehicle.bay_reservation (trip_leg_id);
comment on table vehicle.bay_reservation is 'The return place held for a booking, same life as vehicle.reservation.';

-- Isolation. A shared car is seen by every unit; a retained one by its own unit; an operator sees its own cars.
alter table vehicle.vehicle enable row level security;
create policy vehicle_isolation on vehicle.vehicle using (
    common.allowed(unit_id, operator_id)
    or (unit_id is null and current_setting('twinloop.scope', true) = 'unit'));
alter table vehicle.newest_state enable row level security;
create policy newest_state_isolation on vehicle.newest_state using (
    current_setting('twinloop.scope', true) = 'all'
    or exists (select from vehicle.vehicle v where v.vehicle_no = newest_state.vehicle_no));
alter table vehicle.reservation enable row level security;
create policy reservation_isolation on vehicle.reservation using (common.allowed(unit_id, null));
alter table vehicle.bay_reservation enable row level security;
create policy bay_reservation_isolation on vehicle.bay_reservation using (common.allowed(unit_id, null));

-- What is taken must be known across units although the rows are not: only ids come out of these two.
create function vehicle.busy(vehicle_ids uuid[], starts timestamptz, ends timestamptz) returns setof uuid
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select u.id from unnest(vehicle_ids) u(id)
    where exists (select from vehicle.reservation r
        where r.vehicle_id = u.id and r.blocked && tstzrange(starts, ends))
    $$;
comment on function vehicle.busy is 'Those of the given cars that somebody of any unit holds within the time.';

create function vehicle.bays_busy(bay_ids uuid[], starts timestamptz, ends timestamptz) returns setof uuid
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select u.id from unnest(bay_ids) u(id)
    where exists (select from vehicle.bay_reservation r
        where r.bay_id = u.id and r.blocked && tstzrange(starts, ends))
    $$;
comment on function vehicle.bays_busy is 'Those of the given bays that somebody of any unit holds within the time.';

create function vehicle.status(
    event_time timestamptz, speed_kmh real, locked boolean, doors_open boolean, charging boolean,
    at timestamptz, age_max interval) returns text
    language sql immutable parallel safe
    as $$
    select case
        when event_time is null or event_time < at - age_max then 'UNKNOWN'
        when charging then 'CHARGING'
        when coalesce(speed_kmh, 0) > 3 then 'DRIVING'
        when locked is null or not locked or coalesce(doors_open, false) then 'IN_USE'
        else 'PARKED' end
    $$;
comment on function vehicle.status is
    'The one derivation of a car''s status; an old report says UNKNOWN and never a free car.';

create view vehicle.live with (security_invoker = true) as
    select v.id, v.vehicle_no, v.vin, v.plate, v.model_code, m.name_zh as model_name_zh, m.name_en as model_name_en,
        m.vehicle_class, m.seats, m.battery_wh, m.wh_per_km, v.calendar, v.loop, v.operator_id, v.unit_id,
        v.home_stop_id, v.device_id, v.duty, n.event_time, n.received_at, n.geom, n.position_at, n.accuracy_m,
        n.speed_kmh, n.heading_deg, n.odometer_m, n.soc_percent, n.doors_open, n.locked, n.plugged, n.charging,
        n.last_command
    from vehicle.vehicle v
    join vehicle.model m on m.code = v.model_code
    left join vehicle.newest_state n on n.vehicle_no = v.vehicle_no;
comment on view vehicle.live is
    'Published for map and console: each car with its newest state; vehicle.status(...) derives the status. '
    'Row-level security of the reader applies; the asset number is not part of it.';

grant usage on schema vehicle to ${runtime};
grant select on vehicle.model, vehicle.live to ${runtime};
grant select, insert, update on vehicle.vehicle, vehicle.bay, vehicle.reservation,
    vehicle.bay_reservation to ${runtime};
grant select on vehicle.newest_state to ${runtime};
revoke execute on function vehicle.apply_reports from public;
revoke execute on function vehicle.busy from public;
revoke execute on function vehicle.bays_busy from public;
grant execute on function vehicle.apply_reports, vehicle.busy, vehicle.bays_busy, vehicle.status to ${runtime};
