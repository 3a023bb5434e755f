-- The same for connectors: what a trip holds counts as free for its own traveller who changes it.
drop function charging.taken_times(uuid[], timestamptz, timestamptz);
create function charging.taken_times(connector_ids uuid[], starts timestamptz, ends timestamptz,
        but uuid[] default '{}')
    returns table (connector_id uuid, taken_from timestamptz, taken_to timestamptz)
    language sql stable security definer set search_path = charging, public, pg_temp
    as $$
    select u.id, lower(r.blocked), upper(r.blocked) from unnest(connector_ids) u(id)
    join charging.reservation r on r.connector_id = u.id and r.blocked && tstzrange(starts, ends) and r.id <> all (but)
    $$;
comment on function charging.taken_times is
    'When the given connectors are held within a time, by whomever but under the given reservations, the turnaround '
    'after each use included.';
revoke execute on function charging.taken_times from public;
grant execute on function charging.taken_times to ${runtime};
