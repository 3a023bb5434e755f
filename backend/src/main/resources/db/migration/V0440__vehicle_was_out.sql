-- Whoever could not get the car because somebody else still had it out owes nothing for not having come.
create index reservation_was_used on vehicle.reservation (vehicle_id, released_at) where used_from is not null;

create function vehicle.was_out(vehicle uuid, but_by uuid, since timestamptz) returns boolean
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select exists (select from vehicle.reservation r
        where r.vehicle_id = vehicle and r.id <> but_by and r.used_from is not null
            and (r.state = 'FIRM' or r.released_at > since))
    $$;
comment on function vehicle.was_out is
    'Whether a car is out, or still was since a moment, under a reservation of any unit other than the one named.';
revoke execute on function vehicle.was_out from public;
grant execute on function vehicle.was_out to ${runtime};
