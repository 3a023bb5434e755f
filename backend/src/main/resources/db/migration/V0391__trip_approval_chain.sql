-- The chain of a unit: levels with their holders, and what became of each level of a request.
create table trip.approval_chain (
    id           uuid primary key,
    unit_id      uuid not null,
    valid_from   timestamptz not null,
    levels       jsonb not null,
    head_id      uuid,
    published_by uuid not null,
    published_at timestamptz not null,
    unique (unit_id, valid_from),
    check (published_at <= valid_from)
);
comment on table trip.approval_chain is
    'Who decides about trips of a unit, by level; the newest that has begun holds, without one any approver decides';
comment on column trip.approval_chain.levels is 'Levels from the first to the last, read into ApprovalLevel';
comment on column trip.approval_chain.head_id is 'Who decides when the last level does not answer (单位负责人)';
alter table trip.approval_chain enable row level security;
create policy approval_chain_isolation on trip.approval_chain using (common.allowed(unit_id, null));
grant select, insert on trip.approval_chain to ${runtime};

alter table trip.approval
    add column round integer not null default 1 check (round >= 1),
    add column bound jsonb;
comment on column trip.approval.round is 'Counts up each time the decision is asked anew, after a return or a change';
comment on column trip.approval.bound is
    'What the approval covers (PR-06): destinations, window, mode and ceiling; null until somebody approved';

create table trip.approval_step (
    trip_id      uuid not null references trip.approval (trip_id),
    round        integer not null check (round >= 1),
    level        integer not null check (level between 1 and 9),
    unit_id      uuid not null,
    traveller_id uuid not null,
    actor_id     uuid not null,
    name_zh      text not null,
    name_en      text not null,
    role         text,
    people       uuid[] not null,
    state        text not null check (state in ('WAITING', 'OPEN', 'APPROVED', 'REJECTED', 'RETURNED', 'PASSED_ON',
                     'CLOSED')),
    opened_at    timestamptz,
    decided_by   uuid,
    in_stead_of  uuid,
    decided_at   timestamptz,
    reason       text check (char_length(reason) <= 500),
    primary key (trip_id, round, level),
    foreign key (trip_id, traveller_id) references trip.trip (id, traveller_id),
    foreign key (trip_id, actor_id) references trip.trip (id, actor_id),
    constraint approval_step_not_own check (decided_by is null
                         or (decided_by <> traveller_id and decided_by <> actor_id)),
    constraint approval_step_one_level unique (trip_id, round, decided_by),
    check ((decided_by is not null) = (state in ('APPROVED', 'REJECTED', 'RETURNED'))),
    check (role is not null or cardinality(people) > 0)
);
comment on table trip.approval_step is
    'A level of a round of a request: WAITING, OPEN, then decided, PASSED_ON when nobody answered, or CLOSED unasked';
comment on constraint approval_step_not_own on trip.approval_step is
    'Nobody decides a level of a trip they travel on or asked for';
comment on constraint approval_step_one_level on trip.approval_step is 'One person never decides two levels';
comment on column trip.approval_step.role is 'Whoever of the unit has this role holds the level; else those named';
comment on column trip.approval_step.in_stead_of is 'Whose right it was, when a deputy decided';
create unique index approval_step_open on trip.approval_step (trip_id) where state = 'OPEN';
create index approval_step_waiting on trip.approval_step (unit_id) where state = 'OPEN';
alter table trip.approval_step enable row level security;
create policy approval_step_isolation on trip.approval_step using (common.allowed(unit_id, null));
grant select, insert, update on trip.approval_step to ${runtime};

create function trip.refuse_own_step() returns trigger language plpgsql as $$
begin
    if new.decided_by is not null and exists (
            select from trip.passenger p where p.trip_id = new.trip_id and p.person_id = new.decided_by) then
        raise exception 'person % rides along on trip % and cannot decide about it', new.decided_by, new.trip_id
            using errcode = 'check_violation', constraint = 'approval_step_not_own';
    end if;
    return new;
end
$$;
comment on function trip.refuse_own_step is 'Nobody decides a level of a trip they ride along on, whoever asks';
create trigger approval_step_not_own before insert or update of decided_by on trip.approval_step
    for each row execute function trip.refuse_own_step();

-- Requests that await a decision already have one level: any approver of the unit.
insert into trip.approval_step (trip_id, round, level, unit_id, traveller_id, actor_id, name_zh, name_en, role, people,
        state, opened_at)
    select trip_id, 1, 1, unit_id, traveller_id, actor_id, '审批人', 'approver', 'APPROVER', '{}', 'OPEN', requested_at
    from trip.approval where decision is null;
