-- Which of the next uses of cars will not find a fit car: who leaves soon is told before leaving.
create index reservation_next on vehicle.reservation (starts_at) where state = 'FIRM' and used_from is null;

create function vehicle.next_uses(
    at timestamptz, until timestamptz, silent_after interval, late_grace interval, reserve_percent float8)
    returns table (reservation_id uuid, vehicle_id uuid, unfit text, standing_lon float8, standing_lat float8)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select r.id, v.id,
        case
            when v.duty <> 'IN_SERVICE' then 'BLOCKED'
            when earlier.used_from is not null and earlier.ends_at + late_grace < next_uses.at then 'LATE_PREDECESSOR'
            when earlier.id is null and (n.event_time is null or n.event_time < next_uses.at - silent_after)
                then 'SILENT'
            when r.route_m is not null and n.soc_percent is not null
                and r.route_m / 1000.0 * m.wh_per_km > m.battery_wh * (n.soc_percent - reserve_percent) / 100
                    + case when n.charging and earlier.id is null then m.max_ac_w * extract(epoch from
                        greatest(r.starts_at - next_uses.at, interval '0')) / 3600 else 0 end
                then 'LOW_CHARGE'
        end,
        case when earlier.id is null then st_x(n.geom) end,
        case when earlier.id is null then st_y(n.geom) end
    from vehicle.reservation r
    join vehicle.vehicle v on v.id = r.vehicle_id
    join vehicle.model m on m.code = v.model_code
    left join vehicle.newest_state n on n.vehicle_no = v.vehicle_no
    left join lateral (
        select o.id, o.used_from, o.ends_at from vehicle.reservation o
        where o.vehicle_id = v.id and o.id <> r.id and o.state in ('HELD', 'FIRM')
            and (o.used_from is not null or (o.starts_at < r.starts_at and o.ends_at > next_uses.at))
        order by o.used_from is not null desc, o.starts_at limit 1) earlier on true
    where r.state = 'FIRM' and r.used_from is null and r.starts_at <= until and r.ends_at > next_uses.at
    $$;
comment on function vehicle.next_uses is
    'Published for healing: firm uses that have not begun and begin by then, with why the car will not be fit: out of '
    'service, still out past the end of the use before, not heard of, or a charge that less a reserve is not enough '
    'for the way; null when nothing is wrong. Where the car stands is told when nobody uses it before.';
revoke execute on function vehicle.next_uses from public;
grant execute on function vehicle.next_uses to ${runtime};
