create schema telematics;
comment on schema telematics is 'Reports of cars: history by event time, and what was noticed. Stores no person.';

create table telematics.report (
    vehicle_no   integer not null,
    event_time   timestamptz not null,
    boot         bigint not null,
    seq          bigint not null,
    received_at  timestamptz not null,
    lon          double precision,
    lat          double precision,
    accuracy_m   real,
    speed_kmh    real,
    heading_deg  real,
    odometer_m   bigint not null,
    soc_percent  real not null,
    doors_open   boolean not null,
    locked       boolean not null,
    plugged      boolean not null,
    charging     boolean not null,
    command_id   uuid,
    extra        json,
    primary key (vehicle_no, event_time, boot, seq),
    check ((lon is null) = (lat is null))
) partition by range (event_time);
comment on table telematics.report is
    'One row per report, in partitions of a UTC day of event time. The key is the identity of a report: duplicates are '
    'ignored. No spatial index here: it would cost three quarters of the write rate; the newest-state table has one.';
comment on column telematics.report.lon is 'WGS-84; null when the terminal had no fix.';
comment on column telematics.report.extra is
    'Fields the codec does not know, as sent. json and not jsonb: text that jsonb cannot hold (U+0000) must not stop '
    'a batch.';

-- The runtime role owns nothing, so it asks for a day's partition through this function. Created beside the table and
-- then attached: attaching takes a lock that lets reports be written meanwhile.
create function telematics.add_day(wanted date) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text := 'report_' || to_char(wanted, 'YYYYMMDD');
begin
    perform pg_advisory_xact_lock(hashtext('telematics.add_day'));
    if to_regclass('telematics.' || part) is not null then
        return false;
    end if;
    execute format(
        'create table telematics.%I (like telematics.report including defaults including constraints)', part);
    execute format('alter table telematics.%I add primary key (vehicle_no, event_time, boot, seq)', part);
    execute format('alter table telematics.report attach partition telematics.%I for values from (%L) to (%L)',
        part, wanted::text || ' 00:00:00+00', (wanted + 1)::text || ' 00:00:00+00');
    return true;
end
$$;
comment on function telematics.add_day(date) is 'Makes the partition of one UTC day; false when it was there already.';
revoke all on function telematics.add_day(date) from public;

create table telematics.occurrence (
    id          uuid primary key,
    vehicle_no  integer not null,
    rule        text not null check (rule ~ '^[a-z]+(-[a-z]+)*$'),
    began_at    timestamptz not null,
    ended_at    timestamptz,
    facts       jsonb not null,
    check (ended_at >= began_at)
);
create unique index occurrence_open on telematics.occurrence (vehicle_no, rule) where ended_at is null;
create index occurrence_began on telematics.occurrence (began_at desc);
comment on table telematics.occurrence is
    'What a stream rule noticed. At most one open occurrence per car and rule, so each is noted and told once.';

grant usage on schema telematics to ${runtime};
grant select, insert on telematics.report to ${runtime};
grant execute on function telematics.add_day(date) to ${runtime};
grant select, insert, update on telematics.occurrence to ${runtime};
