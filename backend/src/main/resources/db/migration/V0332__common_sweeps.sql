-- Tables with an end: which sweep ran when, so that it runs once among several instances.
create table common.sweep (
    name    text primary key check (name ~ '^[a-z]+(-[a-z]+)*$'),
    swept_at timestamptz not null
);
comment on table common.sweep is
    'When each kind of old rows was last swept, real time; whoever holds the row is at it';
grant select, insert, update on common.sweep to ${runtime};
