-- Sampling for review (抽查): a draw among closed trips that anyone can repeat, and what people found.
create index past_trip_closed on supervision.past_trip (unit_id, ended_at) where outcome = 'FINISHED';

create table supervision.sample (
    id                uuid primary key,
    unit_id           uuid not null,
    period            text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    seed              text not null check (seed ~ '^[0-9a-f]{32}$'),
    share_percent     integer not null check (share_percent between 0 and 100),
    minimum           integer not null check (minimum >= 0),
    maximum           integer not null check (maximum >= 1),
    population        integer not null check (population >= 0),
    with_findings     integer not null check (with_findings >= 0),
    population_sha256 text not null check (population_sha256 ~ '^[0-9a-f]{64}$'),
    drawn_at          timestamptz not null,
    drawn_by          uuid,
    constraint sample_once unique (unit_id, period)
);
comment on table supervision.sample is
    'A draw among the closed trips of a unit and month, with all that is needed to draw it again; never changed';
comment on constraint sample_once on supervision.sample is 'Nobody draws until they like what they see';
comment on column supervision.sample.seed is '16 random bytes, hex, made by the service at the draw';
comment on column supervision.sample.with_findings is
    'Closed trips of the month that were left out because a finding was there already; not in population';
comment on column supervision.sample.population_sha256 is
    'Over the ids of the population in ascending order, each followed by a line feed';
comment on column supervision.sample.drawn_by is 'The supervisor who asked; null for the timer';
create index sample_listed on supervision.sample (unit_id, id desc);
create index sample_drawn on supervision.sample (drawn_at);
alter table supervision.sample enable row level security;
create policy sample_isolation on supervision.sample using (common.allowed(unit_id, null));
grant select, insert, delete on supervision.sample to ${runtime};

create table supervision.sample_stratum (
    sample_id  uuid not null references supervision.sample (id) on delete cascade,
    stratum    text not null,
    unit_id    uuid not null,
    population integer not null check (population >= 1),
    chosen     integer not null check (chosen between 0 and population),
    primary key (sample_id, stratum)
);
comment on table supervision.sample_stratum is 'How many trips each stratum of a draw had and gave';
alter table supervision.sample_stratum enable row level security;
create policy sample_stratum_isolation on supervision.sample_stratum using (common.allowed(unit_id, null));
grant select, insert, delete on supervision.sample_stratum to ${runtime};

create table supervision.sample_item (
    id           uuid primary key,
    sample_id    uuid not null references supervision.sample (id) on delete cascade,
    unit_id      uuid not null,
    trip_id      uuid not null,
    stratum      text not null,
    traveller_id uuid not null,
    booked_by_id uuid,
    party_ids    uuid[] not null,
    outcome      text check (outcome in ('OK', 'FINDING')),
    said         text check (char_length(said) between 4 and 500),
    reviewed_by  uuid,
    reviewer_zh  text,
    reviewed_at  timestamptz,
    finding_id   uuid references supervision.finding (id),
    unique (sample_id, trip_id),
    check (traveller_id = any (party_ids)),
    check (num_nulls(outcome, said, reviewed_by, reviewer_zh, reviewed_at) in (0, 5)),
    check ((finding_id is not null) = (outcome is not distinct from 'FINDING')),
    constraint sample_item_not_own check (reviewed_by is null or reviewed_by <> all (party_ids))
);
comment on table supervision.sample_item is 'A trip that was drawn, and what a person found on looking at it';
comment on column supervision.sample_item.party_ids is
    'Who travelled, booked, decided or otherwise acted on the trip, by its journal at the draw';
comment on constraint sample_item_not_own on supervision.sample_item is
    'Nobody reviews a trip they had a part in';
create index sample_item_finding on supervision.sample_item (finding_id) where finding_id is not null;
alter table supervision.sample_item enable row level security;
create policy sample_item_isolation on supervision.sample_item using (common.allowed(unit_id, null));
grant select, insert, delete on supervision.sample_item to ${runtime};
grant update (outcome, said, reviewed_by, reviewer_zh, reviewed_at, finding_id)
    on supervision.sample_item to ${runtime};
