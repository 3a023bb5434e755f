-- Who looked where somebody was: a row for each opening of the live view by anybody but the traveller.
create table trip.look (
    id        uuid primary key,
    trip_id   uuid not null references trip.trip (id),
    unit_id   uuid not null,
    person_id uuid not null,
    name_zh   text not null,
    roles     text[] not null,
    what      text not null check (what in ('LIVE', 'TRACK')),
    looked_at timestamptz not null
);
comment on table trip.look is
    'Looks at the position or the track of a trip by others than its traveller, who sees them';
comment on column trip.look.name_zh is 'Name at the time of the look';
comment on column trip.look.roles is 'By which roles the look was allowed';
create index look_of_trip on trip.look (trip_id, id desc);
alter table trip.look enable row level security;
create policy look_isolation on trip.look using (common.allowed(unit_id, null));
grant select, insert on trip.look to ${runtime};
