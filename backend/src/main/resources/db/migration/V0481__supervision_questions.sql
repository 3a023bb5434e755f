-- Questions on the way: what the traveller of a running trip is asked, and what a supervisor makes of the answer.
create table supervision.question (
    id             uuid primary key,
    trip_id        uuid not null,
    unit_id        uuid not null,
    traveller_id   uuid not null,
    booked_by_id   uuid,
    rule           text not null,
    rule_version   text not null,
    phase          text not null check (phase in ('ASKED', 'EXPLAINED', 'TO_DECIDE', 'ACCEPTED', 'FINDING')),
    began_at       timestamptz not null,
    ended_at       timestamptz check (ended_at >= began_at),
    asked_at       timestamptz not null,
    due_at         timestamptz not null,
    inputs         jsonb not null,
    lon            double precision,
    lat            double precision,
    accuracy_m     double precision,
    placed_at      timestamptz,
    text_zh        text not null,
    text_en        text not null,
    reason         text,
    said           text check (char_length(said) between 1 and 500),
    answered_at    timestamptz,
    verdict        text check (verdict in ('ACCEPTED', 'FINDING')),
    decided_by     uuid,
    decider_zh     text,
    decided_because text check (char_length(decided_because) between 4 and 500),
    decided_at     timestamptz,
    finding_id     uuid references supervision.finding (id),
    check (num_nulls(lon, lat, accuracy_m, placed_at) in (0, 4)),
    check ((reason is null) = (answered_at is null)),
    check (phase <> 'EXPLAINED' or reason is not null),
    check (num_nulls(verdict, decided_by, decider_zh, decided_because, decided_at) in (0, 5)),
    check ((verdict is not null) = (phase in ('ACCEPTED', 'FINDING'))),
    check ((finding_id is not null) = (phase = 'FINDING')),
    constraint question_not_own
        check (decided_by is distinct from traveller_id
            and (decided_by is null or decided_by is distinct from booked_by_id))
);
comment on table supervision.question is
    'What the traveller of a running trip was asked, with the values and the place that gave rise to it';
comment on column supervision.question.began_at is 'Event time; ended_at too, null while it goes on';
comment on column supervision.question.phase is
    'ASKED; EXPLAINED by the answer; TO_DECIDE by a supervisor; ACCEPTED or made a FINDING';
comment on constraint question_not_own on supervision.question is 'Who travelled or booked decides nothing about it';
create unique index question_once on supervision.question (trip_id, rule) where ended_at is null;
comment on index supervision.question_once is 'An occurrence is asked once while it goes on';
create index question_of_trip on supervision.question (trip_id, rule);
create index question_of_traveller on supervision.question (traveller_id, id desc);
create index question_due on supervision.question (due_at) where phase = 'ASKED';
create index question_ended on supervision.question (ended_at);
create index question_finding on supervision.question (finding_id) where finding_id is not null;
alter table supervision.question enable row level security;
create policy question_isolation on supervision.question using (common.allowed(unit_id, null));
grant select, insert, delete on supervision.question to ${runtime};
grant update (phase, ended_at, reason, said, answered_at, verdict, decided_by, decider_zh, decided_because, decided_at,
    finding_id) on supervision.question to ${runtime};

create table supervision.mark (
    trip_id    uuid not null,
    rule       text not null,
    unit_id    uuid not null,
    since      timestamptz not null,
    lon        double precision,
    lat        double precision,
    accuracy_m double precision not null,
    primary key (trip_id, rule),
    check ((lon is null) = (lat is null))
);
comment on table supervision.mark is
    'What holds of a running trip and since when; gone as soon as it is over or the trip has ended';
alter table supervision.mark enable row level security;
create policy mark_isolation on supervision.mark using (common.allowed(unit_id, null));
grant select, insert, delete on supervision.mark to ${runtime};
