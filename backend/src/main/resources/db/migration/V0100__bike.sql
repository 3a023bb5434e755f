create schema bike;
comment on schema bike is 'Docks and free bikes of bike operators, as their feeds tell them.';

create table bike.kind (
    operator_id uuid not null,
    kind_id     text not null,
    form        text not null,
    propulsion  text not null,
    max_range_m real,
    name_zh     text,
    name_en     text,
    primary key (operator_id, kind_id)
);
comment on table bike.kind is
    'GBFS vehicle_types: form factor and propulsion; words we do not know are stored as "other".';

create table bike.dock (
    operator_id     uuid not null,
    dock_id         text not null,
    name_zh         text not null,
    name_en         text,
    geom            geometry(Point, 4326),
    capacity        int check (capacity >= 0),
    bikes_available int check (bikes_available >= 0),
    places_free     int check (places_free >= 0),
    installed       boolean not null default false,
    lends           boolean not null default false,
    takes_back      boolean not null default false,
    reported_at     timestamptz,
    status_at       timestamptz,
    primary key (operator_id, dock_id)
) with (fillfactor = 80);
create index dock_geom on bike.dock using gist (geom);
comment on table bike.dock is 'GBFS station_information joined with station_status.';
comment on column bike.dock.status_at is
    'last_updated of the station_status file the counts come from; null when there was none.';

create table bike.bike (
    operator_id  uuid not null,
    bike_id      text not null,
    kind_id      text,
    dock_id      text,
    geom         geometry(Point, 4326),
    reserved     boolean not null,
    disabled     boolean not null,
    range_m      real,
    charge_share real check (charge_share between 0 and 1),
    reported_at  timestamptz,
    primary key (operator_id, bike_id)
) with (fillfactor = 80);
create index bike_geom on bike.bike using gist (geom);
comment on table bike.bike is
    'GBFS vehicle_status. bike_id changes after every ride, so it is no key for history: a bike no longer '
    'listed is removed.';

create table bike.feed_time (
    operator_id uuid primary key,
    bikes_at    timestamptz,
    docks_at    timestamptz
);
comment on table bike.feed_time is
    'last_updated of the newest accepted bike and dock files; the age of everything in this schema.';

grant usage on schema bike to ${runtime};
grant select, insert, update, delete on bike.kind, bike.dock, bike.bike to ${runtime};
grant select, insert, update on bike.feed_time to ${runtime};
