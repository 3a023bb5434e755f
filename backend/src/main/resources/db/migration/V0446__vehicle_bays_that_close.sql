-- A bay whose stop closes is taken from then on, for whoever plans ahead.
create or replace function vehicle.bay_taken_times(bay_ids uuid[], starts timestamptz, ends timestamptz)
    returns table (bay_id uuid, taken_from timestamptz, taken_to timestamptz)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select u.id, lower(r.blocked), upper(r.blocked) from unnest(bay_ids) u(id)
    join vehicle.bay_reservation r on r.bay_id = u.id and r.blocked && tstzrange(starts, ends)
    union all
    select b.id, b.open_until, ends + interval '1 day' from vehicle.bay b
    where b.id = any (bay_ids) and b.open_until < ends
    $$;
comment on function vehicle.bay_taken_times is
    'When the given bays are taken within a time, by whomever, the turnaround after each use included; one whose stop '
    'closes is taken from then on.';
