-- A trip that is changed gives up what it holds in the same act: for its own traveller that counts as free.
drop function vehicle.taken_times(uuid[], timestamptz, timestamptz);
create function vehicle.taken_times(vehicle_ids uuid[], starts timestamptz, ends timestamptz, but uuid[] default '{}')
    returns table (vehicle_id uuid, taken_from timestamptz, taken_to timestamptz)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select u.id, lower(r.blocked), upper(r.blocked) from unnest(vehicle_ids) u(id)
    join vehicle.reservation r on r.vehicle_id = u.id and r.blocked && tstzrange(starts, ends) and r.id <> all (but)
    $$;
comment on function vehicle.taken_times is
    'When the given cars are taken within a time, by whomever but under the given reservations, the turnaround after '
    'each use included.';

drop function vehicle.bay_taken_times(uuid[], timestamptz, timestamptz);
create function vehicle.bay_taken_times(bay_ids uuid[], starts timestamptz, ends timestamptz, but uuid[] default '{}')
    returns table (bay_id uuid, taken_from timestamptz, taken_to timestamptz)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select u.id, lower(r.blocked), upper(r.blocked) from unnest(bay_ids) u(id)
    join vehicle.bay_reservation r on r.bay_id = u.id and r.blocked && tstzrange(starts, ends) and r.id <> all (but)
    union all
    select b.id, b.open_until, ends + interval '1 day' from vehicle.bay b
    where b.id = any (bay_ids) and b.open_until < ends
    $$;
comment on function vehicle.bay_taken_times is
    'When the given bays are taken within a time, by whomever but under the given reservations, the turnaround after '
    'each use included; one whose stop closes is taken from then on.';

drop function vehicle.used_before(uuid[], uuid[], timestamptz, timestamptz);
create function vehicle.used_before(vehicle_ids uuid[], stop_ids uuid[], after timestamptz, before timestamptz,
        but uuid[] default '{}')
    returns table (vehicle_id uuid, stop_id uuid, lon float8, lat float8, used_s float8)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select u.vehicle_id, b.stop_id, st_x(b.geom), st_y(b.geom), u.used_s
    from (select r.vehicle_id, (array_agg(r.trip_leg_id order by r.starts_at desc))[1] as last_leg,
            sum(extract(epoch from r.ends_at - greatest(r.starts_at, after)))::float8 as used_s
        from vehicle.reservation r join vehicle.vehicle v on v.id = r.vehicle_id and v.duty = 'IN_SERVICE'
        where r.state in ('HELD', 'FIRM') and r.blocked && tstzrange(after, before) and r.id <> all (but)
        group by r.vehicle_id) u
    left join vehicle.bay_reservation br on br.trip_leg_id = u.last_leg and br.state in ('HELD', 'FIRM')
    left join vehicle.bay b on b.id = br.bay_id
    where u.vehicle_id = any (vehicle_ids) or b.stop_id = any (stop_ids)
    $$;
comment on function vehicle.used_before is
    'Cars that will be used until a time, but under the given reservations: the bay where the last of these uses ends '
    'and the seconds of all. Told are the given cars and those that come to the given stops.';

revoke execute on function vehicle.taken_times, vehicle.bay_taken_times, vehicle.used_before from public;
grant execute on function vehicle.taken_times, vehicle.bay_taken_times, vehicle.used_before to ${runtime};
