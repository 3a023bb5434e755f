create function charging.taken_times(connector_ids uuid[], starts timestamptz, ends timestamptz)
    returns table (connector_id uuid, taken_from timestamptz, taken_to timestamptz)
    language sql stable security definer set search_path = charging, public, pg_temp
    as $$
    select u.id, lower(r.blocked), upper(r.blocked) from unnest(connector_ids) u(id)
    join charging.reservation r on r.connector_id = u.id and r.blocked && tstzrange(starts, ends)
    $$;
comment on function charging.taken_times is
    'When the given connectors are held within a time, by whomever, the turnaround after each use included.';
revoke execute on function charging.taken_times from public;
grant execute on function charging.taken_times to ${runtime};
