-- A command that is over, because its time or what it was for is; a device that does it all the same is noticed once.
alter table device.command add column obeyed_at timestamptz;
comment on column device.command.obeyed_at is
    'When the device showed that it did what was over already: EXPIRED or FAILED';

create index quarantine_age on device.quarantine (received_at);
grant delete on device.quarantine to ${runtime};
