-- Where each car was at the last look of the alert rules: a jump is noted once, whichever instance looks.
create table telematics.alert_mark (
    vehicle_no int primary key,
    seen_at    timestamptz not null,
    lon        double precision not null,
    lat        double precision not null,
    accuracy_m real
);
comment on table telematics.alert_mark is
    'Position of each car at the last look for jumps, WGS-84; moves forward in event time only.';

alter table telematics.occurrence add column end_told boolean not null default false;
update telematics.occurrence set end_told = true where ended_at is not null;
create index occurrence_end_untold on telematics.occurrence (ended_at) where ended_at is not null and not end_told;
comment on column telematics.occurrence.end_told is
    'Whether the journal has been told of the end, as the event telematics.alert-closed.';

grant select, insert, update on telematics.alert_mark to ${runtime};
