-- Reports need no longer tell everything. What the newest report of a car does not tell comes from those before it in
-- the same call, or stays as it is: a driving car must not look parked because its battery has reported.
create or replace function vehicle.apply_reports(
    vehicle_nos int[], event_times timestamptz[], boots bigint[], seqs bigint[], received_ats timestamptz[],
    lons float8[], lats float8[], accuracies_m float8[], speeds_kmh float8[], headings_deg float8[],
    odometers_m bigint[], soc_percents float8[], doors_opens boolean[], lockeds boolean[], pluggeds boolean[],
    chargings boolean[], last_commands uuid[]) returns bigint
    language sql volatile security definer set search_path = vehicle, public, pg_temp
    as $$
    with report as materialized (
        select u.*
        from unnest(vehicle_nos, event_times, boots, seqs, received_ats, lons, lats, accuracies_m, speeds_kmh,
                headings_deg, odometers_m, soc_percents, doors_opens, lockeds, pluggeds, chargings, last_commands)
            as u(no, at, boot, seq, received, lon, lat, accuracy, speed, heading, odometer, soc, doors, locked,
                plugged, charging, command)
    ), last as (
        select distinct on (no) * from report order by no, at desc, boot desc, seq desc
    ), told as (
        select r.no,
            array_agg(r.at order by r.at desc, r.boot desc, r.seq desc) filter (where r.lon is not null) as fix_at,
            array_agg(r.lon order by r.at desc, r.boot desc, r.seq desc) filter (where r.lon is not null) as lon,
            array_agg(r.lat order by r.at desc, r.boot desc, r.seq desc) filter (where r.lon is not null) as lat,
            array_agg(r.accuracy order by r.at desc, r.boot desc, r.seq desc) filter (where r.lon is not null)
                as accuracy,
            array_agg(r.speed order by r.at desc, r.boot desc, r.seq desc) filter (where r.speed is not null)
                as speed,
            array_agg(r.odometer order by r.at desc, r.boot desc, r.seq desc) filter (where r.odometer is not null)
                as odometer,
            array_agg(r.soc order by r.at desc, r.boot desc, r.seq desc) filter (where r.soc is not null) as soc,
            array_agg(r.charging order by r.at desc, r.boot desc, r.seq desc) filter (where r.charging is not null)
                as charging,
            array_agg(r.locked order by r.at desc, r.boot desc, r.seq desc) filter (where r.locked is not null)
                as locked,
            array_agg(r.doors order by r.at desc, r.boot desc, r.seq desc) filter (where r.doors is not null) as doors,
            array_agg(r.plugged order by r.at desc, r.boot desc, r.seq desc) filter (where r.plugged is not null)
                as plugged
        from report r
        join last l on l.no = r.no and (l.lon is null or l.speed is null or l.odometer is null or l.soc is null
            or l.charging is null or l.locked is null or l.doors is null or l.plugged is null)
        left join vehicle.newest_state n on n.vehicle_no = r.no
        where n.vehicle_no is null or (r.at, r.boot, r.seq) > (n.event_time, n.boot, n.seq)
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
        where (excluded.event_time, excluded.boot, excluded.seq) > (n.event_time, n.boot, n.seq)
        returning 1
    )
    select count(*) from applied
    $$;
