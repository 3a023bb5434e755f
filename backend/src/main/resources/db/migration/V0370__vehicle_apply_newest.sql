-- The usual case of vehicle.apply_reports: one report a car, which tells everything. PL/pgSQL keeps its plan, where a
-- function in SQL is planned at every call; at a hundred batches a second that is the greater part of the work.
create function vehicle.apply_newest(
    vehicle_nos int[], events_ms bigint[], boots bigint[], seqs bigint[], received_ms bigint[],
    lons float8[], lats float8[], accuracies_m float8[], speeds_kmh float8[], headings_deg float8[],
    odometers_m bigint[], soc_percents float8[], doors_opens boolean[], lockeds boolean[], pluggeds boolean[],
    chargings boolean[], last_commands uuid[]) returns bigint
    language plpgsql volatile security definer set search_path = vehicle, public, pg_temp
    as $$
declare
    changed bigint;
begin
    insert into vehicle.newest_state as n (vehicle_no, event_time, boot, seq, received_at, geom, position_at,
        accuracy_m, speed_kmh, heading_deg, odometer_m, soc_percent, doors_open, locked, plugged, charging,
        last_command)
    select u.no, to_timestamp(u.at / 1000::float8), u.boot, u.seq, to_timestamp(u.received / 1000::float8),
        st_setsrid(st_makepoint(u.lon, u.lat), 4326), to_timestamp(u.at / 1000::float8),
        u.accuracy, u.speed, u.heading, u.odometer, u.soc, u.doors, u.locked, u.plugged, u.charging, u.command
    from unnest(vehicle_nos, events_ms, boots, seqs, received_ms, lons, lats, accuracies_m, speeds_kmh, headings_deg,
            odometers_m, soc_percents, doors_opens, lockeds, pluggeds, chargings, last_commands)
        as u(no, at, boot, seq, received, lon, lat, accuracy, speed, heading, odometer, soc, doors, locked, plugged,
            charging, command)
    on conflict (vehicle_no) do update set
        event_time = excluded.event_time, boot = excluded.boot, seq = excluded.seq,
        received_at = excluded.received_at, geom = excluded.geom, position_at = excluded.position_at,
        accuracy_m = excluded.accuracy_m, speed_kmh = excluded.speed_kmh,
        heading_deg = coalesce(excluded.heading_deg, n.heading_deg), odometer_m = excluded.odometer_m,
        soc_percent = excluded.soc_percent, doors_open = excluded.doors_open, locked = excluded.locked,
        plugged = excluded.plugged, charging = excluded.charging,
        last_command = coalesce(excluded.last_command, n.last_command)
    where (excluded.event_time, excluded.boot, excluded.seq) > (n.event_time, n.boot, n.seq);
    get diagnostics changed = row_count;
    return changed;
end
$$;
comment on function vehicle.apply_newest is
    'Compare-and-set of the newest state by complete reports, at most one a car and in order of vehicle_no, so two '
    'writers cannot deadlock; an older one changes nothing. Returns how many cars changed.';
revoke execute on function vehicle.apply_newest from public;
grant execute on function vehicle.apply_newest to ${runtime};
