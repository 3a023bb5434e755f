-- How far the sample city has lived through its last month, so that a start that was killed goes on.
create schema demo;
comment on schema demo is 'Progress of the sample city; empty in production.';

create table demo.past_month (
    month    date primary key check (extract(day from month) = 1),
    last_day date,
    mornings integer not null default 0 check (mornings >= 0),
    ended_at timestamptz
);
comment on table demo.past_month is 'The month that is lived through before the city opens';
comment on column demo.past_month.last_day is 'The day that began last; a start that was killed goes on after it';
comment on column demo.past_month.mornings is 'Mornings that are ridden and settled whole';
comment on column demo.past_month.ended_at is 'Set when the city opens, and from then on the past stays; real time';
grant usage on schema demo to ${runtime};
grant select, insert, update on demo.past_month to ${runtime};
