-- A report cannot have been said after it was received: a clock that was ahead and is put right must not make late what
-- its terminal says from then on. So the newest state goes by the earlier of both times first, which is the event time
-- as long as the clock is right.
create or replace function vehicle.apply_newest(
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
    where (least(excluded.event_time, excluded.received_at), excluded.event_time, excluded.boot, excluded.seq)
        > (least(n.event_time, n.received_at), n.event_time, n.boot, n.seq);
    get diagnostics changed = row_count;
    return changed;
end
$$;
comment on function vehicle.apply_newest is
    'Compare-and-set of the newest state by complete reports, at most one a car and in order of vehicle_no, so two '
    'writers cannot deadlock; an older one changes nothing. Older goes by the earlier of event time and receive time, '
    'then by event time, boot and sequence. Returns how many cars changed.';

create or replace function vehicle.apply_reports(
    vehicle_nos int[], event_times timestamptz[], boots bigint[], seqs bigint[], received_ats timestamptz[],
    lons float8[], lats float8[], accuracies_m float8[], speeds_kmh float8[], headings_deg float8[],
    odometers_m bigint[], soc_percents float8[], doors_opens boolean[], lockeds boolean[], pluggeds boolean[],
    chargings boolean[], last_commands uuid[]) returns bigint
    language sql volatile security definer set search_path = vehicle, public, pg_temp
    as $$
    with report as materialized (
        select u.*, least(u.at, u.received) as said
        from unnest(vehicle_nos, event_times, boots, seqs, received_ats, lons, lats, accuracies_m, speeds_kmh,
                headings_deg, odometers_m, soc_percents, doors_opens, lockeds, pluggeds, chargings, last_commands)
            as u(no, at, boot, seq, received, lon, lat, accuracy, speed, heading, odometer, soc, doors, locked,
                plugged, charging, command)
    ), last as (
        select distinct on (no) * from report order by no, said desc, at desc, boot desc, seq desc
    ), told as (
        select r.no,
            array_agg(r.at order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.lon is not null) as fix_at,
            array_agg(r.lon order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.lon is not null) as lon,
            array_agg(r.lat order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.lon is not null) as lat,
            array_agg(r.accuracy order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.lon is not null) as accuracy,
            array_agg(r.speed order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.speed is not null) as speed,
            array_agg(r.odometer order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.odometer is not null) as odometer,
            array_agg(r.soc order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.soc is not null) as soc,
            array_agg(r.charging order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.charging is not null) as charging,
            array_agg(r.locked order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.locked is not null) as locked,
            array_agg(r.doors order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.doors is not null) as doors,
            array_agg(r.plugged order by r.said desc, r.at desc, r.boot desc, r.seq desc)
                filter (where r.plugged is not null) as plugged
        from report r
        join last l on l.no = r.no and (l.lon is null or l.speed is null or l.odometer is null or l.soc is null
            or l.charging is null or l.locked is null or l.doors is null or l.plugged is null)
        left join vehicle.newest_state n on n.vehicle_no = r.no
        where n.vehicle_no is null or (r.said, r.at, r.boot, r.seq)
            > (least(n.event_time, n.received_at), n.event_time, n.boot, n.seq)
        group by r.no
    ), applied as (
        insert into vehicle.newest_state as n (vehicle_no, event_time, boot, seq, received_at, geom, position_at,
            accuracy_m, speed_kmh, heading_deg, odometer_m, soc_percent, doors_open, locked, plugged, charging,
            last_command)
        select l.no, l.at, l.boot, l.seq, l.received,
            case when coalesce(l.lon, t.lon[1]) is null then null
                else st_setsrid(st_makepoint(coalesce(l.lon, t.lon[1]), coalesce(l.lat, t.lat[1])), 4326) end,
            case when l.lon is null then t.fix_at[1] else l.at end,
            case when l.lon is null then t.accuracy[1] else l.accuracy end,
            coalesce(l.speed, t.speed[1]), l.heading, coalesce(l.odometer, t.odometer[1]), coalesce(l.soc, t.soc[1]),
            coalesce(l.doors, t.doors[1]), coalesce(l.locked, t.locked[1]), coalesce(l.plugged, t.plugged[1]),
            coalesce(l.charging, t.charging[1]), l.command
        from last l left join told t on t.no = l.no
        order by l.no
        on conflict (vehicle_no) do update set
            event_time = excluded.event_time, boot = excluded.boot, seq = excluded.seq,
            received_at = excluded.received_at,
            geom = coalesce(excluded.geom, n.geom), position_at = coalesce(excluded.position_at, n.position_at),
            accuracy_m = case when excluded.geom is null then n.accuracy_m else excluded.accuracy_m end,
            speed_kmh = coalesce(excluded.speed_kmh, n.speed_kmh),
            heading_deg = coalesce(excluded.heading_deg, n.heading_deg),
            odometer_m = coalesce(excluded.odometer_m, n.odometer_m),
            soc_percent = coalesce(excluded.soc_percent, n.soc_percent),
            doors_open = coalesce(excluded.doors_open, n.doors_open), locked = coalesce(excluded.locked, n.locked),
            plugged = coalesce(excluded.plugged, n.plugged), charging = coalesce(excluded.charging, n.charging),
            last_command = coalesce(excluded.last_command, n.last_command)
        where (least(excluded.event_time, excluded.received_at), excluded.event_time, excluded.boot, excluded.seq)
            > (least(n.event_time, n.received_at), n.event_time, n.boot, n.seq)
        returning 1
    )
    select count(*) from applied
    $$;
comment on function vehicle.apply_reports is
    'Compare-and-set of the newest state for many reports, in the order of vehicle.apply_newest; older ones change '
    'nothing. Returns how many cars changed. Rows are taken in order of vehicle_no, so two writers cannot deadlock.';
comment on table vehicle.newest_state is
    'What each car said last, ordered by (the earlier of event time and receive time, event time, boot, sequence).';
