-- A finding is decided by people: what was said about it, step by step, by whom; and what the rules remember of trips.
alter table supervision.finding
    add column traveller_id uuid,
    add column booked_by_id uuid,
    add column phase text not null default 'OPEN'
        check (phase in ('OPEN', 'ANSWERED', 'UPHELD', 'DISMISSED', 'APPEALED', 'FINAL')),
    add column outcome text check (outcome in ('UPHELD', 'DISMISSED')),
    add check ((outcome is null) = (phase in ('OPEN', 'ANSWERED')));
comment on column supervision.finding.traveller_id is
    'Whose trip it was; they answer and never decide. Null for findings from before this was kept';
comment on column supervision.finding.booked_by_id is 'Who asked for the trip; they never decide either';
comment on column supervision.finding.phase is
    'OPEN, ANSWERED by the traveller, UPHELD or DISMISSED by a reviewer, APPEALED by the traveller, FINAL';
comment on column supervision.finding.outcome is 'The newest decision; an appeal leaves it until it is decided';
update supervision.finding set phase = 'FINAL', outcome = 'DISMISSED' where state = 'CLOSED';
alter table supervision.finding
    add check ((state = 'CLOSED') = (phase in ('UPHELD', 'DISMISSED', 'FINAL')));
create unique index finding_traveller on supervision.finding (id, traveller_id);
create index finding_of_traveller on supervision.finding (traveller_id, id desc);
grant update (phase, outcome, state) on supervision.finding to ${runtime};

create table supervision.finding_step (
    finding_id   uuid not null references supervision.finding (id),
    kind         text not null check (kind in ('STATEMENT', 'REVIEW', 'APPEAL', 'APPEAL_REVIEW')),
    unit_id      uuid not null,
    traveller_id uuid,
    person_id    uuid not null,
    outcome      text check (outcome in ('UPHELD', 'DISMISSED')),
    name_zh      text not null,
    said         text not null check (char_length(said) between 1 and 500),
    said_at      timestamptz not null,
    primary key (finding_id, kind),
    foreign key (finding_id, traveller_id) references supervision.finding (id, traveller_id),
    check ((outcome is not null) = (kind in ('REVIEW', 'APPEAL_REVIEW'))),
    constraint finding_step_own
        check ((kind in ('STATEMENT', 'APPEAL')) = (person_id is not distinct from traveller_id))
);
comment on table supervision.finding_step is
    'What a person said about a finding; each kind of step once, never changed';
comment on column supervision.finding_step.name_zh is 'Name of the person at the time';
comment on constraint finding_step_own on supervision.finding_step is
    'The traveller answers and appeals, nobody else does, and the traveller decides nothing';
create unique index finding_step_four_eyes on supervision.finding_step (finding_id, person_id)
    where kind in ('REVIEW', 'APPEAL_REVIEW');
comment on index supervision.finding_step_four_eyes is 'An appeal is decided by another person';
alter table supervision.finding_step enable row level security;
create policy finding_step_isolation on supervision.finding_step using (common.allowed(unit_id, null));
grant select, insert on supervision.finding_step to ${runtime};

create table supervision.past_trip (
    trip_id      uuid primary key,
    unit_id      uuid not null,
    traveller_id uuid not null,
    booked_by_id uuid,
    outcome      text not null check (outcome in ('FINISHED', 'NO_SHOW')),
    mode         text not null,
    depart_at    timestamptz not null,
    arrive_at    timestamptz not null,
    ended_at     timestamptz not null,
    quoted_fen   bigint not null check (quoted_fen >= 0)
);
comment on table supervision.past_trip is
    'Trips as the rules remember them, to compare trips of one traveller; read from the journal';
comment on column supervision.past_trip.ended_at is 'End of the ride; the planned departure of a trip nobody came for';
create index past_trip_of on supervision.past_trip (traveller_id, depart_at);
alter table supervision.past_trip enable row level security;
create policy past_trip_isolation on supervision.past_trip using (common.allowed(unit_id, null));
grant select, insert on supervision.past_trip to ${runtime};
