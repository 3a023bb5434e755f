-- Questions that nobody answers go by another channel, then to another person.
create table notification.escalation (
    message_id uuid primary key references notification.message (id) on delete cascade,
    unit_id    uuid not null,
    step       integer not null default 0 check (step between 0 and 2),
    due_at     timestamptz,
    ended      text,
    constraint escalation_open check ((due_at is null) = (ended is not null))
);
comment on table notification.escalation is 'Messages that ask for an answer, until it comes or nobody is left to ask';
comment on column notification.escalation.step is '0: asked, 1: asked by the next channel, 2: the next person was told';
comment on column notification.escalation.due_at is 'Next step, city time';
create index escalation_due on notification.escalation (due_at) where due_at is not null;
alter table notification.escalation enable row level security;
create policy escalation_isolation on notification.escalation using (common.allowed(unit_id, null));
grant select, insert, update, delete on notification.escalation to ${runtime};
