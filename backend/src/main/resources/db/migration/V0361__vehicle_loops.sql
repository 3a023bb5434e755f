-- A stop that will close takes no booking beyond that; the desk counts bays; citizens see free cars.
alter table vehicle.bay add column open_until timestamptz;
comment on column vehicle.bay.open_until is 'No hold reaches beyond it: its stop closes then; null: stays open.';

create view vehicle.bay_place with (security_invoker = true) as
    select id, stop_id, geom, connector_id is not null as charges from vehicle.bay where active;
comment on view vehicle.bay_place is 'Published for the loops: where rental cars stand.';
grant select on vehicle.bay_place to ${runtime};

create function vehicle.free_cars(box geometry, at timestamptz, age_max interval) returns table (
        vehicle_no int, geom geometry, soc_percent real, seats int, name_zh text, name_en text)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select v.vehicle_no, n.geom, n.soc_percent, m.seats, m.name_zh, m.name_en
    from vehicle.newest_state n
    join vehicle.vehicle v on v.vehicle_no = n.vehicle_no
    join vehicle.model m on m.code = v.model_code
    where n.geom && box and v.loop = 'OUTER' and v.unit_id is null and v.duty = 'IN_SERVICE'
        and vehicle.status(n.event_time, n.speed_kmh, n.locked, n.doors_open, n.charging, at, age_max)
            in ('PARKED', 'CHARGING')
        and not exists (select from vehicle.reservation r where r.vehicle_id = v.id and r.blocked @> at)
    $$;
comment on function vehicle.free_cars is
    'Published for citizens: cars of the outer loop that stand free, without number or plate. Never a retained car, '
    'never one that is held or was not heard of lately.';
revoke execute on function vehicle.free_cars from public;
grant execute on function vehicle.free_cars to ${runtime};
