-- Webhooks of partners: each id counts once.
create table partner.webhook_call (
    operator_id uuid not null,
    webhook_id  text not null check (char_length(webhook_id) between 1 and 64),
    type        text not null,
    outcome     text not null check (outcome in ('TAKEN', 'KNOWN', 'TOO_LATE')),
    received_at timestamptz not null,
    primary key (operator_id, webhook_id)
);
comment on table partner.webhook_call is
    'Webhooks of partners that were let in, so that none is let in twice; real time, swept long after their window';
create index webhook_call_age on partner.webhook_call (received_at);
alter table partner.webhook_call enable row level security;
create policy webhook_call_isolation on partner.webhook_call using (common.allowed(null, operator_id));
grant select, insert, update, delete on partner.webhook_call to ${runtime};
