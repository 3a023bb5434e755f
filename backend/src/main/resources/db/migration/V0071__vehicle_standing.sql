-- Where cars stand now, whoever may see them: a bay taken by another unit's car is taken all the same.
create function vehicle.standing(stop uuid, leaving_by timestamptz) returns setof uuid
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select b.id
    from vehicle.newest_state n
    join vehicle.vehicle v on v.vehicle_no = n.vehicle_no
    cross join lateral (
        select bay.id, st_distancesphere(bay.geom, n.geom) as distance
        from vehicle.bay bay
        where bay.stop_id = stop and bay.active
        order by bay.geom <-> n.geom limit 1) b
    where n.geom && st_expand((select st_extent(geom)::geometry from vehicle.bay where stop_id = stop), 0.0005)
        and b.distance <= 25
        and coalesce(n.speed_kmh, 0) <= 3
        and not exists (select from vehicle.reservation r
            where r.vehicle_id = v.id and r.state in ('HELD', 'FIRM')
                and r.starts_at <= leaving_by and r.ends_at >= n.event_time)
    $$;
comment on function vehicle.standing is
    'One bay id for each car that stands at the stop and is not booked to leave by then: its nearest bay within 25 m. '
    'Two cars seen at the same bay (positions are metres off) give it twice, so counting stays right.';
revoke execute on function vehicle.standing from public;
grant execute on function vehicle.standing to ${runtime};
