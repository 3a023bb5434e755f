-- A bay that is promised and cannot be used is told to healing, before or while its traveller is on the way.
create function vehicle.lost_bays(at timestamptz, until timestamptz)
    returns table (reservation_id uuid)
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select r.id from vehicle.bay b
    join vehicle.bay_reservation r on r.bay_id = b.id and r.blocked && tstzrange(lost_bays.at, lost_bays.until, '[]')
    where (not b.active or b.open_until <= lost_bays.at)
        and r.state = 'FIRM' and r.starts_at <= lost_bays.until and r.ends_at > lost_bays.at
    $$;
comment on function vehicle.lost_bays is
    'Published for healing: firm holds that begin by then of bays out of service or whose stop has closed';
revoke execute on function vehicle.lost_bays from public;
grant execute on function vehicle.lost_bays to ${runtime};
