create schema identity;
comment on schema identity is 'People, units, dated memberships and allowances, suspensions, tokens.';

create table identity.unit (
    id        uuid primary key,
    code      text not null unique check (code ~ '^[A-Z0-9-]{2,20}$'),
    name_zh   text not null,
    name_en   text not null,
    parent_id uuid references identity.unit,
    place_id  text
);
comment on table identity.unit is 'A government unit (单位). The unit without a parent is the administration that runs '
    'the platform.';

create table identity.person (
    id                  uuid primary key,
    login               text not null unique check (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    name_zh             text not null,
    password_hash       text not null,
    operator_id         uuid,
    licence_class       text,
    licence_valid_until date,
    failed_sign_ins     int not null default 0 check (failed_sign_ins >= 0),
    locked_until        timestamptz,
    active              boolean not null default true
);
comment on table identity.person is 'A person who signs in. password_hash is Argon2id in PHC string form.';
comment on column identity.person.operator_id is 'Set for the staff of a partner company, who then belong to no unit.';

create table identity.membership (
    person_id uuid not null references identity.person,
    unit_id   uuid not null references identity.unit,
    roles     text[] not null check (cardinality(roles) > 0),
    valid     tstzrange not null,
    exclude using gist (person_id with =, valid with &&)
);
comment on table identity.membership is 'Which unit a person serves in which roles, and when; never two at once.';

create table identity.allowance (
    person_id uuid not null references identity.person,
    status    text not null check (status in ('RECEIVING', 'NOT_RECEIVING')),
    area      text[] not null default '{}',
    valid     tstzrange not null,
    exclude using gist (person_id with =, valid with &&)
);
comment on table identity.allowance is 'Transport allowance (公务交通补贴) and the districts it covers. No row means '
    'unknown.';

create table identity.suspension (
    id        uuid primary key,
    person_id uuid not null references identity.person,
    reason    text not null,
    during    tstzrange not null
);
create index suspension_person on identity.suspension (person_id);
comment on table identity.suspension is 'Times in which a person may not use the service; read on every request.';

create table identity.refresh_token (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    family     uuid not null,
    person_id  uuid not null references identity.person,
    issued_at  timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz
);
create index refresh_token_family on identity.refresh_token (family);
comment on table identity.refresh_token is 'Rotating refresh tokens by SHA-256. A token used twice revokes its '
    'family. Times are real time.';

grant usage on schema identity to ${runtime};
grant select on identity.unit, identity.membership, identity.allowance, identity.suspension to ${runtime};
grant insert on identity.unit, identity.person, identity.membership, identity.allowance, identity.suspension to
    ${runtime};
grant select, update on identity.person to ${runtime};
grant select, insert, update on identity.refresh_token to ${runtime};
