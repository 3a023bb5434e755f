-- Findings over what happened. A finding is a question to a person, never a sanction.
create schema supervision;
comment on schema supervision is 'Supervision during and after the trip: rules, findings';
grant usage on schema supervision to ${runtime};

create table supervision.finding (
    id           uuid primary key,
    trip_id      uuid not null,
    unit_id      uuid not null,
    rule         text not null,
    rule_version text not null,
    state        text not null check (state in ('OPEN', 'CLOSED')),
    found_at     timestamptz not null,
    inputs       jsonb not null,
    text_zh      text not null,
    text_en      text not null,
    unique (trip_id, rule)
);
comment on table supervision.finding is 'What a rule noticed about a finished trip; people decide what it means';
comment on column supervision.finding.inputs is 'The values the rule looked at, so that the explanation can be checked';
create index finding_found on supervision.finding (found_at desc, id);
alter table supervision.finding enable row level security;
create policy finding_isolation on supervision.finding using (common.allowed(unit_id, null));
grant select, insert on supervision.finding to ${runtime};
