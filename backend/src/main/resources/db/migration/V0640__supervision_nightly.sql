-- A finding may be about a car and nobody's trip: what it is about then stands in words, and is found once by a rule.
alter table supervision.finding
    alter column trip_id drop not null,
    add column about text check (char_length(about) between 1 and 200),
    add constraint finding_about_something check ((trip_id is null) <> (about is null));
comment on column supervision.finding.trip_id is 'The trip; null when the finding is about a car, see about';
comment on column supervision.finding.about is
    'What it is about when that is no trip, such as vehicle:<id>:<day>; null when it is a trip';
create unique index finding_about on supervision.finding (about, rule) where about is not null;

create table supervision.night_run (
    unit_id uuid not null,
    day     date not null,
    ran_on  date not null check (ran_on > day),
    primary key (unit_id, day)
);
comment on table supervision.night_run is
    'For which unit and day all rules over what happened were asked again, and on which night last';
alter table supervision.night_run enable row level security;
create policy night_run_isolation on supervision.night_run using (common.allowed(unit_id, null));
grant select, insert, update on supervision.night_run to ${runtime};

create index past_trip_ended on supervision.past_trip (unit_id, ended_at);
