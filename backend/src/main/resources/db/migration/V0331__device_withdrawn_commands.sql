-- A command whose reason is gone is withdrawn; a device that does it all the same is noticed once.
alter table device.command
    drop constraint command_state_check,
    drop constraint command_check,
    drop constraint command_check1,
    add column obeyed_at timestamptz,
    add constraint command_state_check check (state in
        ('QUEUED', 'SENT', 'ACKNOWLEDGED', 'CONFIRMED', 'FAILED', 'EXPIRED', 'WITHDRAWN')),
    add constraint command_reason_check check ((state in ('FAILED', 'EXPIRED', 'WITHDRAWN')) = (reason is not null)),
    add constraint command_ended_check check
        ((state in ('CONFIRMED', 'FAILED', 'EXPIRED', 'WITHDRAWN')) = (ended_at is not null));
comment on column device.command.obeyed_at is
    'When the device showed that it did what was over already: WITHDRAWN, EXPIRED or FAILED';

create index quarantine_age on device.quarantine (received_at);
grant delete on device.quarantine to ${runtime};
