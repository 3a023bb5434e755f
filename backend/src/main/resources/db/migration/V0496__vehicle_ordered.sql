-- Who unlocks early, within what the policy allows, or is late in coming back, drives with an order all the same.
create index reservation_used on vehicle.reservation (vehicle_id, used_from) where used_from is not null;

create function vehicle.ordered(vehicle uuid, at timestamptz) returns boolean
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select exists (select from vehicle.reservation r where r.vehicle_id = vehicle and r.blocked @> at)
        or exists (select from vehicle.reservation r where r.vehicle_id = vehicle and r.used_from <= at
            and (r.state = 'FIRM' or r.released_at >= at))
    $$;
comment on function vehicle.ordered is
    'Whether somebody of any unit holds the car at that time, or has it out: from unlocking until it is given back.';
revoke execute on function vehicle.ordered from public;
grant execute on function vehicle.ordered to ${runtime};
