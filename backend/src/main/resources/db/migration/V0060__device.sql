create schema device;
comment on schema device is 'Whatever speaks MQTT to us: identity, credential, session, quarantine, commands down.';

create table device.device (
    device_id      text primary key check (device_id ~ '^[A-Za-z0-9_-]{1,64}$'),
    kind           text not null check (kind in ('TERMINAL', 'PILE')),
    subject_id     uuid not null,
    operator_id    uuid,
    registered_at  timestamptz not null,
    secret_salt    bytea check (octet_length(secret_salt) = 16),
    secret_hash    bytea check (octet_length(secret_hash) = 32),
    next_salt      bytea check (octet_length(next_salt) = 16),
    next_hash      bytea check (octet_length(next_hash) = 32),
    next_issued_at timestamptz,
    blocked_at     timestamptz,
    blocked_reason text,
    check ((secret_salt is null) = (secret_hash is null)),
    check ((next_hash is null) = (next_salt is null) and (next_hash is null) = (next_issued_at is null)),
    check ((blocked_at is null) = (blocked_reason is null))
);
create index device_kind on device.device (kind, device_id);
create unique index device_subject on device.device (kind, subject_id);
comment on table device.device is
    'One thing that may connect. Client id, user name and device id are the same word on the wire.';
comment on column device.device.subject_id is 'The vehicle of a TERMINAL, the pile of a PILE.';
comment on column device.device.secret_hash is
    'SHA-256(salt || secret). The secret is 128 random bits, so a slow password hash would buy nothing.';
comment on column device.device.next_hash is
    'The secret issued last; it becomes the secret when first used. Until then, and at most for a day, both work.';
comment on column device.device.next_issued_at is 'Real time, as all ends of credentials are.';

create table device.instance (
    instance_id uuid primary key,
    beat_at     timestamptz not null
);
comment on table device.instance is
    'Running instances of the service. Sessions of an instance whose beat stopped are over, whatever their rows say.';
comment on column device.instance.beat_at is 'Real time of the database server, the one clock all instances share.';

create table device.session (
    device_id    text primary key references device.device,
    epoch        bigint not null check (epoch > 0),
    instance_id  uuid not null,
    protocol     smallint not null,
    remote       text not null,
    connected_at timestamptz not null,
    listening    boolean not null default false,
    ended_at     timestamptz,
    end_reason   text,
    check ((ended_at is null) = (end_reason is null))
);
create index session_owner on device.session (instance_id) where ended_at is null;
comment on table device.session is
    'The newest connection of each device and the instance that holds it. Every connection gets a higher epoch; a '
    'connection may end its own epoch only, so a reconnect is never closed by its predecessor.';
comment on column device.session.listening is 'The device has subscribed to its commands.';

create table device.quarantine (
    id          uuid primary key,
    device_id   text not null,
    operator_id uuid,
    topic       text not null,
    payload     bytea not null,
    reason      text not null,
    received_at timestamptz not null
);
comment on table device.quarantine is
    'Messages that could not be read or believed, as received: acknowledged, counted, kept, never dropped in silence. '
    'Ids sort by time.';

create table device.command (
    id              uuid primary key,
    device_id       text not null references device.device,
    kind            text not null check (kind in
        ('UNLOCK', 'LOCK', 'FIND', 'NAVIGATE', 'CHARGE_START', 'CHARGE_STOP', 'RESERVE', 'CANCEL_RESERVATION')),
    body            jsonb not null,
    expires_at      timestamptz not null,
    actor_id        uuid,
    trip_id         uuid,
    unit_id         uuid default nullif(current_setting('twinloop.unit', true), '')::uuid,
    state           text not null check (state in
        ('QUEUED', 'SENT', 'ACKNOWLEDGED', 'CONFIRMED', 'FAILED', 'EXPIRED')),
    reason          text,
    sent_epoch      bigint,
    attempts        integer not null default 0 check (attempts >= 0),
    queued_at       timestamptz not null,
    sent_at         timestamptz,
    acknowledged_at timestamptz,
    confirmed_at    timestamptz,
    ended_at        timestamptz,
    check ((state in ('FAILED', 'EXPIRED')) = (reason is not null)),
    check ((state in ('CONFIRMED', 'FAILED', 'EXPIRED')) = (ended_at is not null)),
    check (expires_at > queued_at)
);
create index command_open on device.command (device_id, queued_at) where state in ('QUEUED', 'SENT', 'ACKNOWLEDGED');
create index command_trip on device.command (trip_id, queued_at) where trip_id is not null;
comment on table device.command is
    'Orders to devices. QUEUED -> SENT -> ACKNOWLEDGED -> CONFIRMED by a report, or FAILED by the device, or EXPIRED.';
comment on column device.command.id is 'Made by the client: a repeated call is the same command.';
comment on column device.command.body is 'What goes beside id, cmd and expires on the wire.';
comment on column device.command.sent_epoch is 'Session it was last sent on; a newer session gets it again.';

alter table device.device enable row level security;
create policy device_isolation on device.device using (common.allowed(null, operator_id));
alter table device.quarantine enable row level security;
create policy quarantine_isolation on device.quarantine using (common.allowed(null, operator_id));
alter table device.command enable row level security;
create policy command_isolation on device.command using (common.allowed(unit_id, null));

grant usage on schema device to ${runtime};
grant select, insert, update on device.device, device.session, device.command to ${runtime};
grant select, insert, update, delete on device.instance to ${runtime};
grant select, insert on device.quarantine to ${runtime};
