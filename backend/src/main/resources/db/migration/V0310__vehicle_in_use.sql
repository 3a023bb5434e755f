-- A car that is out stays with its traveller until it is handed back, however late.
alter table vehicle.reservation add column used_from timestamptz;
comment on column vehicle.reservation.used_from is
    'When the car was opened. From then until it is released nobody else opens it, and after ends_at blocked grows on.';
create index reservation_in_use on vehicle.reservation (vehicle_id) where state = 'FIRM' and used_from is not null;

create function vehicle.in_use(vehicle uuid, but_by uuid) returns boolean
    language sql stable security definer set search_path = vehicle, public, pg_temp
    as $$
    select exists (select from vehicle.reservation r
        where r.vehicle_id = vehicle and r.id <> but_by and r.state = 'FIRM' and r.used_from is not null)
    $$;
comment on function vehicle.in_use is 'Whether a car is out under a reservation of any unit other than the one named.';
revoke execute on function vehicle.in_use from public;
grant execute on function vehicle.in_use to ${runtime};
