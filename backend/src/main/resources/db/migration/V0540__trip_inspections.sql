-- Inspections of the car before and after a ride (验车): what was seen, photos of it, and marks of damage.
create table trip.inspection (
    id           uuid primary key,
    trip_id      uuid not null references trip.trip (id),
    unit_id      uuid not null,
    vehicle_id   uuid not null,
    person_id    uuid not null,
    phase        text not null check (phase in ('BEFORE', 'AFTER')),
    note         text check (char_length(note) between 1 and 500),
    body_hash    text not null check (body_hash ~ '^[0-9a-f]{64}$'),
    inspected_at timestamptz not null
);
comment on table trip.inspection is 'How somebody found the car of a trip before the ride, or left it after';
comment on column trip.inspection.body_hash is 'SHA-256 of what was sent: the same id with something else is refused';
create index inspection_of_trip on trip.inspection (trip_id, id);
create index inspection_of_vehicle on trip.inspection (vehicle_id, id desc);
create index inspection_by_time on trip.inspection (inspected_at);
alter table trip.inspection enable row level security;
create policy inspection_isolation on trip.inspection using (common.allowed(unit_id, null));
grant select, insert, delete on trip.inspection to ${runtime};

create table trip.photo (
    id            uuid primary key,
    trip_id       uuid not null references trip.trip (id),
    unit_id       uuid not null,
    inspection_id uuid references trip.inspection (id),
    phase         text not null check (phase in ('BEFORE', 'AFTER')),
    subject       text not null check (subject in ('FRONT', 'REAR', 'LEFT', 'RIGHT', 'INSIDE', 'DAMAGE')),
    media_type    text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
    width         integer not null check (width > 0),
    height        integer not null check (height > 0),
    bytes         bigint not null check (bytes > 0),
    sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    sent_at       timestamptz not null
);
comment on table trip.photo is 'A photo of a car; the picture itself lies in the photo store under its SHA-256';
comment on column trip.photo.sha256 is 'Of the bytes as they are kept, without what a camera writes beside the picture';
comment on column trip.photo.inspection_id is 'Null until the inspection it belongs to is sent';
create index photo_of_trip on trip.photo (trip_id, id);
create index photo_of_inspection on trip.photo (inspection_id) where inspection_id is not null;
create index photo_by_content on trip.photo (sha256);
create index photo_by_time on trip.photo (sent_at);
alter table trip.photo enable row level security;
create policy photo_isolation on trip.photo using (common.allowed(unit_id, null));
grant select, insert, delete on trip.photo to ${runtime};
grant update (inspection_id) on trip.photo to ${runtime};

create table trip.damage (
    id               uuid primary key,
    vehicle_id       uuid not null,
    unit_id          uuid,
    operator_id      uuid,
    inspection_id    uuid not null,
    photo_id         uuid,
    phase            text not null check (phase in ('BEFORE', 'AFTER')),
    side             text not null check (side in ('FRONT', 'REAR', 'LEFT', 'RIGHT', 'INSIDE')),
    kind             text not null check (kind in ('SCRATCH', 'DENT', 'BROKEN', 'MISSING', 'DIRTY', 'OTHER')),
    x_permille       integer not null check (x_permille between 0 and 1000),
    y_permille       integer not null check (y_permille between 0 and 1000),
    words            text check (char_length(words) between 1 and 200),
    reported_at      timestamptz not null,
    repaired_at      timestamptz,
    repaired_by      uuid,
    repaired_because text check (char_length(repaired_because) between 4 and 500),
    check (unit_id is not null or operator_id is not null),
    check (num_nulls(repaired_at, repaired_by, repaired_because) in (0, 3))
);
comment on table trip.damage is
    'Marks of damage on a car. Unit and operator are those of the car: who takes a shared car next sees them, '
    'and nothing of the trip or the person that told of them';
comment on column trip.damage.x_permille is 'Where on the outline of that side, from the left; y_permille from the top';
comment on column trip.damage.inspection_id is
    'No reference: an inspection is swept before a damage that is still there';
create index damage_of_vehicle on trip.damage (vehicle_id, id) where repaired_at is null;
create index damage_of_inspection on trip.damage (inspection_id);
create index damage_repaired on trip.damage (repaired_at) where repaired_at is not null;
alter table trip.damage enable row level security;
create policy damage_isolation on trip.damage using (common.allowed(unit_id, operator_id));
create policy damage_of_shared_car_seen_by_units on trip.damage for select
    using (unit_id is null and current_setting('twinloop.scope', true) = 'unit');
create policy damage_of_shared_car_told_by_units on trip.damage for insert
    with check (unit_id is null and current_setting('twinloop.scope', true) = 'unit');
grant select, insert, delete on trip.damage to ${runtime};
grant update (repaired_at, repaired_by, repaired_because) on trip.damage to ${runtime};

alter table trip.look drop constraint look_what_check;
alter table trip.look add constraint look_what_check check (what in ('LIVE', 'TRACK', 'PHOTO'));
comment on table trip.look is
    'Looks at the position, the track or the photos of a trip by others than its traveller, who sees them';
