create table telematics.terminal_clock (
    device_id   text primary key,
    ahead_ms    bigint not null,
    measured_at timestamptz not null
);
comment on table telematics.terminal_clock is
    'How far each terminal''s clock is off, from the report with the least delay of some minutes; noted when it '
    'changes.';
comment on column telematics.terminal_clock.ahead_ms is
    'Milliseconds ahead of city time; negative when behind, by at most so much, for a report may have been on its way.';
alter table telematics.terminal_clock enable row level security;
create policy terminal_clock_isolation on telematics.terminal_clock using (common.allowed(null, null));
grant select, insert, update on telematics.terminal_clock to ${runtime};
