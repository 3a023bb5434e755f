-- What has changed since the rules looked at it at night: a trip by what the journal tells, a day by late reports.
create table supervision.night_due (
    trip_id    uuid primary key,
    unit_id    uuid not null,
    noted_at   timestamptz not null,
    not_before date not null default '-infinity'
);
create index night_due_order on supervision.night_due (noted_at);
comment on table supervision.night_due is
    'Trips about which something was told and that are to be asked about again; the row goes with the asking';
comment on column supervision.night_due.not_before is 'The night of the next try of one that failed';
alter table supervision.night_due enable row level security;
create policy night_due_isolation on supervision.night_due using (common.allowed(unit_id, null));
grant select, insert, update, delete on supervision.night_due to ${runtime};

create table supervision.night_due_day (
    unit_id    uuid not null,
    day        date not null,
    not_before date not null default '-infinity',
    primary key (unit_id, day)
);
comment on table supervision.night_due_day is
    'Units and days before the window of the night of which reports or bills came late; the row goes with the asking';
alter table supervision.night_due_day enable row level security;
create policy night_due_day_isolation on supervision.night_due_day using (common.allowed(unit_id, null));
grant select, insert, update, delete on supervision.night_due_day to ${runtime};

create table supervision.night_mark (
    name text primary key,
    upto bigint not null
);
comment on table supervision.night_mark is
    'Up to which transaction the history was looked at for late reports: no older one was open then';
grant select, insert, update on supervision.night_mark to ${runtime};

create table supervision.ride_check (
    trip_id  uuid primary key,
    unit_id  uuid not null,
    said     jsonb not null,
    said_at  timestamptz not null
);
comment on table supervision.ride_check is
    'What the rules over rides said of a trip last; it is told in the chain of the trip when that changes';
alter table supervision.ride_check enable row level security;
create policy ride_check_isolation on supervision.ride_check using (common.allowed(unit_id, null));
grant select, insert, update on supervision.ride_check to ${runtime};
