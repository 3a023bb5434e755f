-- What the rules over the stream judge must be readable again: positions and speeds are columns, alarms were not.
alter table telematics.report add column alarm bigint;
comment on column telematics.report.alarm is
    'Alarms of the car in the words of GB/T 32960.3: level 0 to 4 times 2^32, and the general flags as bits; null when '
    'the sender does not speak of alarms.';

-- The rules look at a report after its commit and in memory. Up to where they have done so is written down, so that
-- what an instance stored before it died, or could not note, is looked at again.
create table telematics.rules_mark (
    id       bigint generated always as identity primary key,
    holder   uuid not null,
    after    text not null,
    upto     text,
    alive_at timestamptz not null,
    told_at  timestamptz not null,
    tries    int not null default 0
);
create unique index rules_mark_live on telematics.rules_mark (holder) where upto is null;
comment on table telematics.rules_mark is
    'For each instance that stores reports one row without an end: every report visible in the snapshot "after" has '
    'been looked at by the rules. A row with an end is a span that somebody has to look at again.';
comment on column telematics.rules_mark.after is 'txid_snapshot, as text; so is upto.';
comment on column telematics.rules_mark.alive_at is
    'Real time of the holder''s last sign of life; one that is silent for long leaves its rows to others.';
comment on column telematics.rules_mark.told_at is
    'City time of that sign. Of a span that is longer, only the last minutes before it are looked at again.';

alter table telematics.rules_mark enable row level security;
create policy rules_mark_isolation on telematics.rules_mark using (common.allowed(null, null));
grant select, insert, update, delete on telematics.rules_mark to ${runtime};
