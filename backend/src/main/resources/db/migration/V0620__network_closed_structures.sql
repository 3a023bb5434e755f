-- An area on the ground leaves open what passes below or above it, and roads that only touch its rim.
alter table network.closure add column structures text[] not null default '{}'
    check (structures <@ array['GROUND', 'BRIDGE', 'ELEVATED', 'TUNNEL']);
update network.closure set structures = array['GROUND', 'BRIDGE', 'ELEVATED', 'TUNNEL'] where kind = 'AREA';
alter table network.closure add check ((cardinality(structures) = 0) = (kind <> 'AREA'));
comment on column network.closure.structures is
    'What carries the roads that an area closes; areas that were set before this was asked close all of them.';

create function network.edges_within(of_build int, area geometry, carried text[]) returns table (edge int)
    language sql stable
    as $$
    select e.id
    from network.road_edge e
    where e.build = of_build and upper(e.structure) = any (carried) and st_intersects(e.geom, area)
        and (st_intersects(st_startpoint(e.geom), area) or st_intersects(st_endpoint(e.geom), area)
            or st_length(st_intersection(e.geom, area)::geography) >= least(10, 0.1 * e.length_m))
    $$;
comment on function network.edges_within is
    'Roads an area closes: an end lies in it, or 10 m of the road, or a tenth of a shorter one.';
revoke execute on function network.edges_within from public;
grant execute on function network.edges_within to ${runtime};
