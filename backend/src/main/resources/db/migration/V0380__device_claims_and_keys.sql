-- Claims: how a device gets its first secret, or its next one, without anybody reading it a secret.
create table device.claim (
    code_hash  bytea primary key check (octet_length(code_hash) = 32),
    device_id  text not null references device.device,
    issued_at  timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at),
    used_at    timestamptz,
    voided_at  timestamptz
);
create index claim_device on device.claim (device_id, issued_at desc);
comment on table device.claim is
    'Claim codes: one use, dated, exchanged for a secret. A newer code of the device voids the ones before. Real time, '
    'as all ends of credentials are.';
comment on column device.claim.code_hash is
    'SHA-256 of the code. The code is 100 random bits, so a slow password hash would buy nothing.';

-- Offline keys: what was signed for whom, so that a use reported later can be reconciled.
create table device.offline_key (
    trip_id        uuid not null,
    counter        bigint not null check (counter > 0),
    device_id      text not null references device.device,
    vehicle_id     uuid not null,
    unit_id        uuid default nullif(current_setting('twinloop.unit', true), '')::uuid,
    valid_from     timestamptz not null,
    valid_to       timestamptz not null check (valid_to > valid_from),
    issued_at      timestamptz not null,
    revoked_at     timestamptz,
    revoked_reason text,
    primary key (trip_id, counter),
    check ((revoked_at is null) = (revoked_reason is null))
);
comment on table device.offline_key is
    'Signed keys that open one car in one window without a network. The key itself is not kept: signing the row again '
    'gives the same bytes. No person stands here.';
comment on column device.offline_key.counter is
    'Start of the window in seconds times 65536, plus the number of the issue: reservations of a car never overlap, so '
    'it grows in the order in which keys are used.';

create table device.offline_key_use (
    device_id   text not null references device.device,
    used_at     timestamptz not null,
    counter     bigint not null,
    result      text not null check (result in ('OPENED', 'REFUSED')),
    trip_id     uuid,
    unit_id     uuid,
    reason      text,
    verdict     text not null check (verdict in ('MATCHED', 'AFTER_REVOCATION', 'UNKNOWN', 'REFUSED')),
    reported_at timestamptz not null,
    primary key (device_id, used_at, counter, result)
);
create index offline_key_use_trip on device.offline_key_use (trip_id) where trip_id is not null;
comment on table device.offline_key_use is
    'What terminals said afterwards of keys shown to them, once each, and how it compares with what was issued.';

alter table device.offline_key enable row level security;
create policy offline_key_isolation on device.offline_key using (common.allowed(unit_id, null));
alter table device.offline_key_use enable row level security;
create policy offline_key_use_isolation on device.offline_key_use using (common.allowed(unit_id, null));

alter table device.command drop constraint command_kind_check;
alter table device.command add constraint command_kind_check check (kind in ('UNLOCK', 'LOCK', 'FIND', 'IMMOBILISE',
    'MOBILISE', 'NAVIGATE', 'CHARGE_START', 'CHARGE_STOP', 'RESERVE', 'CANCEL_RESERVATION', 'REVOKE_KEY'));
create index command_device on device.command (device_id, queued_at desc, id desc);

grant select, insert, update on device.claim, device.offline_key to ${runtime};
grant select, insert on device.offline_key_use to ${runtime};
