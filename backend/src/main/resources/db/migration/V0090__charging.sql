create schema charging;
comment on schema charging is
    'Charging sites, piles, connectors, their newest status and meter, charging sessions, reservations.';

create table charging.site (
    id          uuid primary key,
    code        text not null unique check (code ~ '^[A-Z0-9-]{2,30}$'),
    stop_id     uuid,
    operator_id uuid not null,
    name_zh     text not null,
    name_en     text not null,
    loop        text not null check (loop in ('INNER', 'OUTER')),
    geom        geometry(Point, 4326) not null
);
create index site_geom on charging.site using gist (geom);
create index site_stop on charging.site (stop_id);
comment on table charging.site is
    'Piles that stand together (OCPI: location). Inner-loop sites serve officials only.';

create table charging.pile (
    id          uuid primary key,
    evse_id     text not null unique check (evse_id ~ '^[A-Z]{2}\*[A-Z0-9]{3}\*E[A-Z0-9*]{1,30}$'),
    device_id   text unique,
    site_id     uuid not null references charging.site,
    operator_id uuid not null,
    power_w     int not null check (power_w between 1000 and 1000000),
    geom        geometry(Point, 4326) not null
);
create index pile_site on charging.pile (site_id);
comment on table charging.pile is 'A pile (OCPI: EVSE). One report channel (device) a pile.';
comment on column charging.pile.evse_id is 'OCPI 2.2.1 evse_id, eMI3 form: country*party*E...';

create table charging.connector (
    id           uuid primary key,
    connector_no int generated always as identity unique,
    pile_id      uuid not null references charging.pile,
    number       smallint not null check (number between 1 and 8),
    standard     text not null check (standard in ('GBT_AC', 'GBT_DC')),
    power_w      int not null check (power_w between 1000 and 1000000),
    geom         geometry(Point, 4326) not null,
    unique (pile_id, number)
);
comment on table charging.connector is 'A gun of a pile with the place of the car it reaches.';
comment on column charging.connector.standard is 'OCPI 2.2.1 ConnectorType, the two Chinese ones.';

create table charging.newest_status (
    connector_no int primary key references charging.connector (connector_no),
    event_time   timestamptz not null,
    boot         bigint not null,
    seq          bigint not null,
    received_at  timestamptz not null,
    status       text not null check (status in
        ('AVAILABLE', 'BLOCKED', 'CHARGING', 'INOPERATIVE', 'OUTOFORDER', 'PLANNED', 'REMOVED', 'RESERVED')),
    since        timestamptz not null,
    error        text
) with (fillfactor = 70);
comment on table charging.newest_status is 'What each connector said last, ordered by (event time, boot, sequence).';
comment on column charging.newest_status.since is 'Event time at which the present status was first told.';

create table charging.newest_meter (
    connector_no int primary key references charging.connector (connector_no),
    event_time   timestamptz not null,
    boot         bigint not null,
    seq          bigint not null,
    received_at  timestamptz not null,
    meter_wh     bigint not null check (meter_wh >= 0),
    power_w      int,
    vin          text
) with (fillfactor = 70);
comment on table charging.newest_meter is 'Last meter reading of each connector.';

create table charging.session (
    id             uuid primary key,
    connector_id   uuid not null references charging.connector,
    operator_id    uuid not null,
    vin            text,
    started_at     timestamptz not null,
    ended_at       timestamptz check (ended_at >= started_at),
    first_meter_wh bigint,
    last_meter_wh  bigint,
    last_meter_at  timestamptz,
    energy_wh      bigint not null default 0 check (energy_wh >= 0),
    meter_went_back boolean not null default false
);
create unique index session_open on charging.session (connector_id) where ended_at is null;
create index session_recent on charging.session (connector_id, started_at desc);
create index session_vin on charging.session (vin, started_at desc);
comment on table charging.session is
    'From the first CHARGING to the next other status of a connector. Energy is the sum of rises of the meter; '
    'a meter that went back (pile replaced or reset) adds nothing and is marked.';

create table charging.reservation (
    id           uuid primary key,
    connector_id uuid not null references charging.connector,
    trip_leg_id  uuid,
    unit_id      uuid default nullif(current_setting('twinloop.unit', true), '')::uuid,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null check (ends_at > starts_at),
    blocked      tstzrange not null,
    state        text not null default 'HELD' check (state in ('HELD', 'FIRM', 'RELEASED', 'EXPIRED')),
    expires_at   timestamptz,
    released_at  timestamptz,
    check (state <> 'HELD' or released_at is null),
    constraint connector_reserved_once exclude using gist (connector_id with =, blocked with &&)
);
create index charging_reservation_expiry on charging.reservation (expires_at)
    where state = 'HELD' and expires_at is not null;
create index charging_reservation_leg on charging.reservation (trip_leg_id);
comment on table charging.reservation is
    'A connector held for a booking: HELD -> FIRM -> RELEASED; HELD -> RELEASED or EXPIRED.';

alter table charging.session enable row level security;
create policy session_isolation on charging.session using (common.allowed(null, operator_id));
alter table charging.reservation enable row level security;
create policy reservation_isolation on charging.reservation using (common.allowed(unit_id, null));
alter table charging.site enable row level security;
create policy site_isolation on charging.site using (
    common.allowed(null, operator_id) or current_setting('twinloop.scope', true) = 'unit');
alter table charging.pile enable row level security;
create policy pile_isolation on charging.pile using (
    common.allowed(null, operator_id) or current_setting('twinloop.scope', true) = 'unit');

create function charging.busy(connector_ids uuid[], starts timestamptz, ends timestamptz) returns setof uuid
    language sql stable security definer set search_path = charging, public, pg_temp
    as $$
    select u.id from unnest(connector_ids) u(id)
    where exists (select from charging.reservation r
        where r.connector_id = u.id and r.blocked && tstzrange(starts, ends))
    $$;
comment on function charging.busy is 'Those of the given connectors that somebody of any unit holds within the time.';

create function charging.status(status text, event_time timestamptz, at timestamptz, age_max interval) returns text
    language sql immutable parallel safe
    as $$
    select case when event_time is null or event_time < at - age_max then 'UNKNOWN' else status end
    $$;
comment on function charging.status is 'OCPI status with age: an old report says UNKNOWN and never AVAILABLE.';

create view charging.live with (security_invoker = true) as
    select c.id as connector_id, c.connector_no, c.number, c.standard, c.power_w, c.geom, p.id as pile_id, p.evse_id,
        p.device_id, p.operator_id, s.id as site_id, s.code as site_code, s.name_zh as site_name_zh,
        s.name_en as site_name_en, s.stop_id, s.loop, n.status, n.since, n.error, n.event_time, n.received_at,
        t.meter_wh, t.power_w as drawn_w, t.vin, t.event_time as meter_at
    from charging.connector c
    join charging.pile p on p.id = c.pile_id
    join charging.site s on s.id = p.site_id
    left join charging.newest_status n on n.connector_no = c.connector_no
    left join charging.newest_meter t on t.connector_no = c.connector_no;
comment on view charging.live is
    'Published for map and console: each connector with newest status and meter; charging.status(...) ages it.';

grant usage on schema charging to ${runtime};
grant select on charging.live to ${runtime};
grant select, insert, update on charging.site, charging.pile, charging.connector, charging.newest_status,
    charging.newest_meter, charging.session, charging.reservation to ${runtime};
revoke execute on function charging.busy from public;
grant execute on function charging.busy, charging.status to ${runtime};
