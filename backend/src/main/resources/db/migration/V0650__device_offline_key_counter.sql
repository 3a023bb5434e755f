-- Counters of offline keys are one device's own, whichever trip a key is for.
alter table device.offline_key add column own_counter boolean not null default false;
alter table device.offline_key alter column own_counter set default true;
create unique index offline_key_counter on device.offline_key (device_id, counter) where own_counter;
create index offline_key_device on device.offline_key (device_id, valid_from);
comment on column device.offline_key.own_counter is
    'No other such key of the device has the counter. False for keys issued while counters were numbered by trip.';
comment on column device.offline_key.counter is
    'Start of the window in seconds times 65536, or more where a revoked key could still open within the window: '
    'greater than any such, and one device''s own. Reservations of a car never overlap, so it grows in the order in '
    'which keys are used.';

create function device.next_offline_counter(of_device text, lowest bigint, starts timestamptz, ends timestamptz)
    returns bigint
    language plpgsql volatile security definer set search_path = device, public, pg_temp
    as $$
declare
    candidate bigint;
begin
    perform from device.device d where d.device_id = of_device for no key update;
    select greatest(lowest, max(k.counter) + 1) into candidate
      from device.offline_key k
     where k.device_id = of_device and k.revoked_at is not null and k.valid_from < ends and k.valid_to > starts;
    while exists (select from device.offline_key k where k.device_id = of_device and k.counter = candidate) loop
        candidate := candidate + 1;
    end loop;
    return candidate;
end
$$;
comment on function device.next_offline_counter is
    'The counter of the next key of a device for a window, above those of revoked keys that could still open within '
    'it, whoever''s they are. One at a time a device: the lock is held to the end of the transaction.';
revoke execute on function device.next_offline_counter from public;
grant execute on function device.next_offline_counter to ${runtime};
