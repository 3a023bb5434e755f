-- A sender tells what it knows: GB/T 32960 has neither doors nor locks, and a field it marks as invalid is no number.
alter table telematics.report
    alter column odometer_m drop not null,
    alter column soc_percent drop not null,
    alter column doors_open drop not null,
    alter column locked drop not null,
    alter column plugged drop not null,
    alter column charging drop not null;
comment on column telematics.report.doors_open is
    'Null, as any other column, where the sender did not tell it.';
