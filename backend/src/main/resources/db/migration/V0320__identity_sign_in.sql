-- Sign-in for real life: one-time passwords, two tabs that refresh at once, sessions that end, the first administrator.
alter table identity.person add column one_time_until timestamptz;
comment on column identity.person.one_time_until is
    'Set while the password is a one-time password, good only for choosing another one until then. Real time';

alter table identity.refresh_token add column parent bytea check (octet_length(parent) = 32);
comment on column identity.refresh_token.parent is
    'The token this one was exchanged for; siblings come of several tabs that refresh at once';
create index refresh_token_parent on identity.refresh_token (parent) where parent is not null;
create index refresh_token_person on identity.refresh_token (person_id) where revoked_at is null;
create index refresh_token_revoked on identity.refresh_token (revoked_at) where revoked_at is not null;

create table identity.bootstrap_secret (
    digest    bytea primary key check (octet_length(digest) = 32),
    person_id uuid not null references identity.person,
    used_at   timestamptz not null
);
comment on table identity.bootstrap_secret is 'SHA-256 of secrets that have made an administrator; none works twice';
alter table identity.bootstrap_secret enable row level security;
create policy bootstrap_secret_isolation on identity.bootstrap_secret using (
    current_setting('twinloop.scope', true) = 'all');
grant select, insert on identity.bootstrap_secret to ${runtime};

create table identity.registry_import (
    id          uuid primary key,
    kind        text not null check (kind in ('UNITS', 'PEOPLE')),
    imported_by uuid not null references identity.person,
    imported_at timestamptz not null,
    lines       int not null check (lines >= 0),
    changed     int not null check (changed between 0 and lines)
);
comment on table identity.registry_import is 'Files of units or people that were taken, whole';
grant select, insert on identity.registry_import to ${runtime};
grant update on identity.unit to ${runtime};

-- For the look that production takes before it opens.
create view identity.open_account with (security_invoker = true) as
    select id, login from identity.person where active;
comment on view identity.open_account is 'Who could sign in, as far as the account goes';
grant select on identity.open_account to ${runtime};
