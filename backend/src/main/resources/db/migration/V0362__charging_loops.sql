create function charging.free_piles(box geometry, at timestamptz, age_max interval) returns table (
        connector_no int, geom geometry, power_w int, name_zh text, name_en text)
    language sql stable security definer set search_path = charging, public, pg_temp
    as $$
    select c.connector_no, c.geom, c.power_w, s.name_zh, s.name_en
    from charging.connector c
    join charging.pile p on p.id = c.pile_id
    join charging.site s on s.id = p.site_id
    join charging.newest_status n on n.connector_no = c.connector_no
    where c.geom && box and s.loop = 'OUTER'
        and charging.status(n.status, n.event_time, at, age_max) = 'AVAILABLE'
        and not exists (select from charging.reservation r where r.connector_id = c.id and r.blocked @> at)
    $$;
comment on function charging.free_piles is
    'Published for citizens: connectors of the outer loop that are free now and held by nobody.';
revoke execute on function charging.free_piles from public;
grant execute on function charging.free_piles to ${runtime};
