create table identity.guess (
    key          bytea primary key check (octet_length(key) = 32),
    login_hash   bytea not null check (octet_length(login_hash) = 32),
    failed       int not null check (failed >= 0),
    locked_until timestamptz,
    tried_at     timestamptz not null
);
create index guess_login on identity.guess (login_hash);
create index guess_tried on identity.guess (tried_at);
comment on table identity.guess is 'Wrong passwords in a row, by login (anybody''s or nobody''s), by known device, or '
    'by session; real time.';

create table identity.known_device (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    person_id  uuid not null references identity.person,
    used_at    timestamptz not null
);
create index known_device_person on identity.known_device (person_id);
create index known_device_used on identity.known_device (used_at);
comment on table identity.known_device is 'Devices at which a person has signed in, by SHA-256 of the secret they '
    'keep.';

grant select, insert, update, delete on identity.guess, identity.known_device to ${runtime};
alter table identity.guess enable row level security;
create policy guess_isolation on identity.guess using (current_setting('twinloop.scope', true) = 'all');
alter table identity.known_device enable row level security;
create policy known_device_isolation on identity.known_device using (
    current_setting('twinloop.scope', true) = 'all');

comment on column identity.person.failed_sign_ins is 'Not used any more; see identity.guess.';
comment on column identity.person.locked_until is 'Not used any more; see identity.guess.';
