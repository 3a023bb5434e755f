-- Who looks for cars in a neighbourhood looks for their cells (V0571). Under row-level security no index over a
-- geometry can be used: && might leak, so the isolation is asked first, of every car of the city. Here it is asked
-- afterwards, of those in the box only, by the owner, to whom the policies do not apply.
create function vehicle.cars_in(box geometry) returns setof int
    language sql stable security definer rows 50 set search_path = vehicle, public, pg_temp
    as $$
    select n.vehicle_no
    from vehicle.newest_state n
    join vehicle.vehicle v on v.vehicle_no = n.vehicle_no
    where n.cell && st_expand(box, 0.005) and n.geom && box
        and (common.allowed(v.unit_id, v.operator_id)
            or (v.unit_id is null and current_setting('twinloop.scope', true) = 'unit'))
    $$;
comment on function vehicle.cars_in is
    'Published for map and planner: cars whose newest position lies in the box, of those that the running transaction '
    'may see by the policies of vehicle.vehicle, which it repeats. For joins by vehicle_no: what is told of the cars '
    'stays under these policies too.';
revoke execute on function vehicle.cars_in from public;
grant execute on function vehicle.cars_in to ${runtime};

create or replace function vehicle.free_cars(box geometry, at timestamptz, age_max interval) returns table (
        vehicle_no int, geom geometry, soc_percent real, seats int, name_zh text, name_en text)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select v.vehicle_no, n.geom, n.soc_percent, m.seats, m.name_zh, m.name_en
    from vehicle.newest_state n
    join vehicle.vehicle v on v.vehicle_no = n.vehicle_no
    join vehicle.model m on m.code = v.model_code
    where n.cell && st_expand(box, 0.005) and n.geom && box
        and v.loop = 'OUTER' and v.unit_id is null and v.duty = 'IN_SERVICE'
        and vehicle.status(n.event_time, n.speed_kmh, n.locked, n.doors_open, n.charging, at, age_max)
            in ('PARKED', 'CHARGING')
        and not exists (select from vehicle.reservation r where r.vehicle_id = v.id and r.blocked @> at)
    $$;

create or replace function vehicle.standing(stop uuid, leaving_by timestamptz) returns setof uuid
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    with here as materialized (
        select st_expand(st_extent(geom)::geometry, 0.0005) as box from vehicle.bay where stop_id = stop)
    select b.id
    from vehicle.newest_state n
    join vehicle.vehicle v on v.vehicle_no = n.vehicle_no
    cross join lateral (
        select bay.id, st_distancesphere(bay.geom, n.geom) as distance
        from vehicle.bay bay
        where bay.stop_id = stop and bay.active
        order by bay.geom <-> n.geom limit 1) b
    where n.cell && (select st_expand(box, 0.005) from here) and n.geom && (select box from here)
        and b.distance <= 25
        and coalesce(n.speed_kmh, 0) <= 3
        and not exists (select from vehicle.reservation r
            where r.vehicle_id = v.id and r.state in ('HELD', 'FIRM')
                and r.starts_at <= leaving_by and r.ends_at >= n.event_time)
    $$;
