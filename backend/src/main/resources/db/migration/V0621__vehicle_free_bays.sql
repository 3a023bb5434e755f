-- A bay on which a car stands, or that somebody holds now, is no place to return a car to.
create function vehicle.free_bays(at timestamptz) returns table (bay_id uuid, stop_id uuid, geom geometry)
    language sql stable
    as $$
    with bay as materialized (
        select b.id, b.stop_id, b.geom from vehicle.bay b
        where b.active and (b.open_until is null or b.open_until > at)),
    held as (
        select vehicle.bays_busy(array(select id from bay), at, at + interval '1 second') as id),
    stood as (
        select s.stop_id, b.id from (select distinct stop_id from bay) s, vehicle.standing(s.stop_id, at) as b(id)),
    free as (
        select b.*, row_number() over (partition by b.stop_id order by b.id) as nth,
            (select count(*) from bay a where a.stop_id = b.stop_id)
                - (select count(*) from bay a join held using (id) where a.stop_id = b.stop_id)
                - (select count(*) from stood s where s.stop_id = b.stop_id) as many
        from bay b
        where b.id not in (select id from held) and b.id not in (select id from stood))
    select id, stop_id, geom from free where nth <= many
    $$;
comment on function vehicle.free_bays is
    'Published for the loops: bays that nobody holds and on which no car stands; as many of a stop as are left where '
    'two cars stand on one.';
revoke execute on function vehicle.free_bays from public;
grant execute on function vehicle.free_bays to ${runtime};
