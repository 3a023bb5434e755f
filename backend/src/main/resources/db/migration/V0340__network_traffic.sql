-- What changes how long roads take: what was learnt about the hours of the week, and what is closed.
create table network.traffic_standing (
    only_row      boolean primary key default true check (only_row),
    closures      bigint not null,
    profile       bigint not null,
    learned_until timestamptz not null
);
comment on table network.traffic_standing is
    'Grows with every change of closures and of the profile; instances make their travel times anew when it does.';
comment on column network.traffic_standing.learned_until is
    'City time up to which the profile has learnt; the instance that moves it writes what it learnt of that time.';
insert into network.traffic_standing values (true, 0, 0, 'epoch');

create table network.speed_profile (
    road_class text not null,
    slot       int not null check (slot between 0 and 335),
    share      double precision not null check (share > 0 and share <= 2),
    weight     double precision not null check (weight > 0),
    primary key (road_class, slot)
);
comment on table network.speed_profile is
    'Mean share of the signed speed that was observed, by class of road and half hour of the week.';
comment on column network.speed_profile.slot is 'Half hours from Monday 00:00, Shanghai time.';
comment on column network.speed_profile.weight is
    'How many observations it stands for; capped, so that it goes on learning.';

create table network.closure (
    id           uuid primary key,
    version      int not null check (version > 0),
    kind         text not null check (kind in ('ROAD', 'AREA', 'NO_RETURN')),
    name_zh      text not null check (char_length(name_zh) between 1 and 80),
    name_en      text not null check (char_length(name_en) between 1 and 80),
    valid        tstzrange not null check (not isempty(valid) and not lower_inf(valid)),
    modes        text[] not null check (modes <@ array['CAR', 'BIKE', 'FOOT']),
    area         geometry(Polygon, 4326),
    put_at       timestamptz not null,
    withdrawn_at timestamptz,
    check ((area is null) = (kind = 'ROAD')),
    check ((cardinality(modes) = 0) = (kind = 'NO_RETURN'))
);
create index closure_valid on network.closure using gist (valid) where withdrawn_at is null;
comment on table network.closure is
    'Roads closed (ROAD), areas whose roads are closed (AREA) and areas where cars are not returned (NO_RETURN), each '
        'for a time. What it said before a change stands in the journal.';
comment on column network.closure.version is 'Grows with every change; a change must name the one it is made to.';
comment on column network.closure.withdrawn_at is 'When it was taken back; it has no effect from then on.';

create table network.closed_road (
    closure_id uuid not null references network.closure on delete cascade,
    ref        text not null,
    direction  text not null check (direction in ('BOTH', 'FORWARD', 'BACKWARD')),
    primary key (closure_id, ref, direction)
);
comment on table network.closed_road is
    'Roads of a closure, by the name they keep from one build of the network to the next.';

grant select on network.traffic_standing, network.speed_profile, network.closure, network.closed_road to ${runtime};
grant update on network.traffic_standing to ${runtime};
grant insert, update on network.speed_profile, network.closure to ${runtime};
grant insert, delete on network.closed_road to ${runtime};
