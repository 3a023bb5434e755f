-- Stops have dated versions; what is derived of the loops is kept: legs from stop to stop, the tour of each loop.
create table network.stop_version (
    stop_id    uuid not null references network.stop,
    version    int not null check (version >= 1),
    valid      tstzrange not null check (not isempty(valid)),
    name_zh    text not null check (char_length(name_zh) between 1 and 100),
    name_en    text not null check (char_length(name_en) between 1 and 150),
    geom       geometry(Point, 4326) not null,
    radius_m   int not null check (radius_m between 10 and 1000),
    changed_by uuid,
    primary key (stop_id, version),
    exclude using gist (stop_id with =, valid with &&)
);
comment on table network.stop_version is
    'How a stop was called, where it was and how far it reached, and when; network.stop has what it began with.';
comment on column network.stop_version.changed_by is 'The person who changed it; null for what was loaded.';
insert into network.stop_version (stop_id, version, valid, name_zh, name_en, geom, radius_m)
    select id, 1, tstzrange(null, null), name_zh, name_en, geom, radius_m from network.stop;

create table network.leg (
    from_stop   uuid not null references network.stop,
    to_stop     uuid not null references network.stop,
    distance_m  double precision not null check (distance_m >= 0),
    energy_wh   double precision not null,
    night_s     int not null check (night_s >= 0),
    morning_s   int not null check (morning_s >= 0),
    day_s       int not null check (day_s >= 0),
    evening_s   int not null check (evening_s >= 0),
    primary key (from_stop, to_stop)
);
comment on table network.leg is
    'The quickest way by car from stop to stop; a pair between which no road leads is absent. Derived, replaced whole.';
comment on column network.leg.distance_m is 'Along the way of the day; likewise the energy.';
comment on column network.leg.night_s is 'Seconds at 03:00 of a Wednesday; morning 08:30, day 13:00, evening 18:00.';

create table network.tour (
    loop          text primary key check (loop in ('INNER', 'OUTER')),
    stops         uuid[] not null,
    unreached     uuid[] not null,
    length_s      int not null check (length_s >= 0),
    lower_bound_s int not null check (lower_bound_s between 0 and length_s),
    exact         boolean not null
);
comment on table network.tour is 'The shortest closed tour found through the stops of a loop, by seconds of the day.';
comment on column network.tour.unreached is 'Stops left out because no road leads to them and back.';
comment on column network.tour.lower_bound_s is 'No tour takes less: the tour itself where exact, else of a 1-tree.';

create table network.leg_table (
    only_row        boolean primary key default true check (only_row),
    network_version bigint not null,
    metric_version  bigint not null,
    computed_at     timestamptz not null,
    claim           uuid,
    claimed_at      timestamptz check ((claimed_at is null) = (claim is null))
);
comment on table network.leg_table is
    'Which network the legs and tours are of. An instance that makes them anew claims the row first.';
insert into network.leg_table values (true, -1, 0, 'epoch');

create function network.stops_at(at timestamptz) returns table (
        id uuid, code text, place_id text, name_zh text, name_en text, radius_m int, hub boolean,
        geom geometry, loops text[], version int)
    language sql stable
begin atomic
    select s.id, s.code, s.place_id, v.name_zh, v.name_en, v.radius_m, count(*) = 2, v.geom,
        array_agg(l.loop order by l.loop), v.version
    from network.stop s
    join network.stop_version v on v.stop_id = s.id and v.valid @> at
    join network.loop_stop l on l.stop_id = s.id and l.valid @> at
    group by s.id, v.stop_id, v.version;
end;
comment on function network.stops_at is
    'Published for the map: stops open at an instant, with their loops; a hub is a stop of both.';

grant select, insert, update on network.stop_version to ${runtime};
grant select, insert, delete on network.leg to ${runtime};
grant select, insert, update on network.tour to ${runtime};
grant select, update on network.leg_table to ${runtime};
grant delete on network.loop_stop to ${runtime};
grant execute on function network.stops_at to ${runtime};
