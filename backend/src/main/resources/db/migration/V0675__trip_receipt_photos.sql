-- Photos of the receipts of tolls and parking that a driver told.
create table trip.receipt_photo (
    id         uuid primary key,
    trip_id    uuid not null references trip.trip (id),
    unit_id    uuid not null,
    step_id    uuid not null,
    media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
    width      integer not null check (width > 0),
    height     integer not null check (height > 0),
    bytes      bigint not null check (bytes > 0),
    sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    sent_at    timestamptz not null
);
comment on table trip.receipt_photo is
    'A photo of the receipt of a toll or of parking; the picture itself lies in the photo store under its SHA-256';
comment on column trip.receipt_photo.id is 'Made by the driver''s page: the same id again is the same photo';
comment on column trip.receipt_photo.step_id is 'The driver''s step the receipt belongs to';
create index receipt_photo_of_trip on trip.receipt_photo (trip_id, id);
create index receipt_photo_by_content on trip.receipt_photo (sha256);
create index receipt_photo_by_time on trip.receipt_photo (sent_at);
alter table trip.receipt_photo enable row level security;
create policy receipt_photo_isolation on trip.receipt_photo using (common.allowed(unit_id, null));
grant select, insert, delete on trip.receipt_photo to ${runtime};
