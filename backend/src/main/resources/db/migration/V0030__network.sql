create schema network;
comment on schema network is 'Places, stops, the two loops and the roads. Positions are WGS-84.';

create table network.place (
    id            text primary key check (id ~ '^[A-Z0-9-]{2,20}$'),
    name_zh       text not null,
    name_en       text not null,
    pinyin        text not null,
    initials      text not null,
    district      text not null,
    category      text not null,
    home_loop     text not null check (home_loop in ('INNER', 'OUTER')),
    hub           boolean not null,
    address_zh    text not null,
    geom          geometry(Point, 4326) not null,
    confidence    text not null check (confidence in ('high', 'medium', 'low')),
    uncertainty_m int not null check (uncertainty_m > 0)
);
create index place_geom on network.place using gist (geom);
comment on table network.place is 'Anywhere with a name.';
comment on column network.place.pinyin is 'Reading of the Chinese name, syllables parted by spaces.';
comment on column network.place.uncertainty_m is 'Estimated half-width of the error of the position, metres.';

create table network.stop (
    id       uuid primary key,
    code     text not null unique check (code ~ '^[A-Z0-9-]{2,20}$'),
    place_id text not null references network.place,
    name_zh  text not null,
    name_en  text not null,
    geom     geometry(Point, 4326) not null,
    radius_m int not null check (radius_m between 10 and 1000)
);
create index stop_geom on network.stop using gist (geom);
comment on table network.stop is 'A place of a loop where cars are picked up and returned.';
comment on column network.stop.radius_m is 'A car within this distance of the stop counts as standing at it.';

create table network.loop_stop (
    loop    text not null check (loop in ('INNER', 'OUTER')),
    stop_id uuid not null references network.stop,
    valid   tstzrange not null,
    primary key (loop, stop_id, valid),
    exclude using gist (loop with =, stop_id with =, valid with &&)
);
comment on table network.loop_stop is 'Which stops belong to which loop, and when. A hub belongs to both.';

create table network.road_node (
    id      int primary key,
    ref     text not null unique,
    name_zh text not null,
    name_en text not null,
    kind    text not null,
    geom    geometry(Point, 4326) not null
);
create index road_node_geom on network.road_node using gist (geom);
comment on table network.road_node is 'A junction of the car network.';

create table network.road_edge (
    id         int primary key,
    ref        text not null unique,
    from_node  int not null references network.road_node,
    to_node    int not null references network.road_node,
    name_zh    text not null,
    name_en    text not null,
    road_class text not null check (road_class in ('motorway', 'trunk', 'primary', 'secondary', 'link')),
    structure  text not null check (structure in ('ground', 'elevated', 'tunnel', 'bridge')),
    speed_kmh  int not null check (speed_kmh between 5 and 130),
    lanes      int not null check (lanes > 0),
    oneway     boolean not null,
    toll       boolean not null,
    length_m   int not null check (length_m > 0),
    geom       geometry(LineString, 4326) not null
);
create index road_edge_geom on network.road_edge using gist (geom);
create index road_edge_from on network.road_edge (from_node);
create index road_edge_to on network.road_edge (to_node);
comment on table network.road_edge is 'A road between two junctions; parallel edges exist, so this is a multigraph.';

create table network.version (
    only_row   boolean primary key default true check (only_row),
    version    bigint not null,
    changed_at timestamptz not null
);
comment on table network.version is 'Grows with every change; instances reload their snapshot when it does.';
insert into network.version values (true, 0, 'epoch');

create view network.pgrouting_edge as
    select id, from_node as source, to_node as target,
        length_m * 3.6 / speed_kmh as cost,
        case when oneway then -1 else length_m * 3.6 / speed_kmh end as reverse_cost
    from network.road_edge;
comment on view network.pgrouting_edge is 'The same roads in the form pgRouting wants: the second opinion of the '
    'tests. Cost: free-flow seconds.';

create view network.map_place with (security_invoker = true) as
    select id, name_zh, name_en, category, home_loop as loop, hub, geom from network.place;
comment on view network.map_place is 'Published for the map.';
create view network.map_road with (security_invoker = true) as
    select id, name_zh, name_en, road_class, structure, oneway, geom from network.road_edge;
comment on view network.map_road is 'Published for the map.';
create view network.map_stop with (security_invoker = true) as
    select s.id, s.code, s.name_zh, s.name_en, s.radius_m, p.hub, s.geom,
        array_agg(l.loop order by l.loop) as loops
    from network.stop s
    join network.place p on p.id = s.place_id
    join network.loop_stop l on l.stop_id = s.id and upper_inf(l.valid)
    group by s.id, p.hub;
comment on view network.map_stop is 'Published for the map: stops that are not closed, with their loops.';

grant usage on schema network to ${runtime};
grant select, insert on network.place, network.stop, network.loop_stop, network.road_node, network.road_edge to
    ${runtime};
grant update on network.loop_stop to ${runtime};
grant select, update on network.version to ${runtime};
grant select on network.pgrouting_edge, network.map_place, network.map_road, network.map_stop to ${runtime};
