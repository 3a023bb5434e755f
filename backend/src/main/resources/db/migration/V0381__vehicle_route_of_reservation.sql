-- How far the holder means to drive, so that telemetry can compare it with the charge.
alter table vehicle.reservation add column route_m integer check (route_m >= 0);
comment on column vehicle.reservation.route_m is 'Planned road distance in metres; null when it was never told.';

create function vehicle.short_of_charge(at timestamptz, until timestamptz, reserve_percent float8)
    returns table (vehicle_no int, reservation_id uuid, starts_at timestamptz, need_wh bigint, have_wh bigint)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select v.vehicle_no, r.id, r.starts_at, need.wh, have.wh
    from vehicle.vehicle v
    join vehicle.model m on m.code = v.model_code
    join vehicle.newest_state n on n.vehicle_no = v.vehicle_no
    cross join lateral (
        select next.id, next.starts_at, next.route_m, next.used_from from vehicle.reservation next
        where next.vehicle_id = v.id and next.state in ('HELD', 'FIRM') and next.ends_at > short_of_charge.at
        order by next.starts_at limit 1) r
    cross join lateral (select ((r.route_m / 1000.0) * m.wh_per_km)::bigint as wh) need
    cross join lateral (
        select (m.battery_wh * (n.soc_percent - reserve_percent) / 100 + case when n.charging
            then m.max_ac_w * extract(epoch from greatest(r.starts_at - short_of_charge.at, interval '0')) / 3600
            else 0 end)::bigint as wh) have
    where n.soc_percent is not null and r.route_m is not null and r.used_from is null
        and r.starts_at <= until and need.wh > have.wh
    $$;
comment on function vehicle.short_of_charge is
    'Cars whose charge, less a reserve, is not enough for the way of their next reservation when it begins by then and '
    'is not under way yet; a car that charges is credited with what an AC pile gives until the start. Wh.';
revoke execute on function vehicle.short_of_charge from public;
grant execute on function vehicle.short_of_charge to ${runtime};
