-- Classes of retention of the history: raw reports for months, what is left of a car's day for years. Partitions of
-- both go as a whole, dropped, or archived first where that is configured.
create table telematics.day_summary (
    vehicle_no         int not null,
    day                date not null,
    reports            bigint not null check (reports > 0),
    positions          bigint not null check (positions between 0 and reports),
    first_at           timestamptz not null,
    last_at            timestamptz not null check (last_at >= first_at),
    odometer_least_m   bigint,
    odometer_most_m    bigint check (odometer_most_m >= odometer_least_m),
    soc_least_percent  real,
    soc_most_percent   real check (soc_most_percent >= soc_least_percent),
    speed_most_kmh     real,
    primary key (vehicle_no, day)
) partition by range (day);
comment on table telematics.day_summary is
    'What is left of a car''s day when its raw reports go: written in the transaction that removes their partition. In '
    'partitions of a year. No position and no person in it.';
comment on column telematics.day_summary.day is 'UTC day of the event times, as the partitions of the history are.';
comment on column telematics.day_summary.positions is 'Reports with a position.';

create table telematics.archive (
    part        text not null check (part ~ '^(report_[0-9]{8}|day_summary_[0-9]{4})$'),
    sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    class       text not null check (class in ('RAW', 'SUMMARY')),
    from_day    date not null,
    to_day      date not null check (to_day > from_day),
    file        text not null check (file ~ '^[a-z0-9_.-]{1,120}$'),
    row_count   bigint not null check (row_count >= 0),
    file_bytes  bigint not null check (file_bytes > 0),
    archived_at timestamptz not null,
    removed_at  timestamptz,
    primary key (part, sha256)
);
comment on table telematics.archive is
    'Partitions that were written into a file and read back before they were removed. A file lies in the folder of the '
    'archive: CSV with a header, gzip.';
comment on column telematics.archive.sha256 is 'Of the file as it lies there.';
comment on column telematics.archive.to_day is 'First day after the partition, UTC.';
comment on column telematics.archive.removed_at is
    'When the partition was removed, city time; null: written, and not removed yet.';

alter table telematics.day_summary enable row level security;
create policy day_summary_isolation on telematics.day_summary using (common.allowed(null, null));
alter table telematics.archive enable row level security;
create policy archive_isolation on telematics.archive using (common.allowed(null, null));
grant select on telematics.day_summary to ${runtime};
grant select, insert, update, delete on telematics.archive to ${runtime};

create function telematics.old_parts(of_class text, kept_from date)
    returns table (part text, from_day date, to_day date)
    language sql stable set search_path = pg_catalog, pg_temp as $$
    with child as (
        select c.relname::text as name, i.inhparent as parent
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent in ('telematics.report'::regclass, 'telematics.day_summary'::regclass)
    ), raw as (
        select name, to_date(substr(name, 8), 'YYYYMMDD') as day from child
        where parent = 'telematics.report'::regclass and name ~ '^report_[0-9]{8}$'
    ), year as (
        select name, to_date(substr(name, 13), 'YYYY') as first from child
        where parent = 'telematics.day_summary'::regclass and name ~ '^day_summary_[0-9]{4}$'
    ), old as (
        select 'RAW' as class, name, day as first, day + 1 as upto from raw
        where day < (select max(day) from raw) - 38
        union all
        select 'SUMMARY', name, first, (first + interval '1 year')::date from year
    )
    select name, first, upto from old where class = of_class and upto <= kept_from order by first
$$;
comment on function telematics.old_parts(text, date) is
    'Partitions of a class, RAW or SUMMARY, that end before a day, oldest first. Never a raw one within 38 days of the '
    'newest, for late reports may come.';

-- The runtime role owns nothing, so it asks for what goes with time through this function.
create function telematics.remove_part(wanted text, archived bigint) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
    first date;
    year text;
    counted bigint;
begin
    select p.from_day into first from (
        select * from telematics.old_parts('RAW', 'infinity')
        union all
        select * from telematics.old_parts('SUMMARY', 'infinity')) p
    where p.part = wanted;
    if first is null then
        return false;
    end if;
    execute format('lock table telematics.%I in share mode', wanted);
    if archived is not null then
        execute format('select count(*) from telematics.%I', wanted) into counted;
        if counted <> archived then
            return false;
        end if;
    end if;
    if wanted like 'report\_%' then
        year := 'day_summary_' || to_char(first, 'YYYY');
        if to_regclass('telematics.' || year) is null then
            execute format(
                'create table telematics.%I partition of telematics.day_summary for values from (%L) to (%L)',
                year, date_trunc('year', first)::date, (date_trunc('year', first) + interval '1 year')::date);
        end if;
        execute format(
            'insert into telematics.day_summary '
            'select vehicle_no, %L::date, count(*), count(lon), min(event_time), max(event_time), min(odometer_m), '
            'max(odometer_m), min(soc_percent), max(soc_percent), max(speed_kmh) '
            'from telematics.%I group by vehicle_no on conflict do nothing', first, wanted);
    end if;
    perform pg_advisory_xact_lock(hashtext('telematics.add_day'));
    -- Goes with time and not with this migration, which takes nothing away.
    execute format('drop %s telematics.%I', 'table', wanted);
    return true;
end
$$;
comment on function telematics.remove_part(text, bigint) is
    'Removes an old partition; raw reports leave a summary of each car''s day. False where there is no such old '
    'partition, or where it does not hold as many rows as were archived (null: none were). Gives up after two seconds '
    'when somebody reads the history, to be tried again.';
revoke all on function telematics.remove_part(text, bigint) from public;
grant execute on function telematics.remove_part(text, bigint) to ${runtime};
