-- Who stands in for whom, for a dated period: deciding about trips of the unit, or booking for somebody else.
create table identity.delegation (
    id         uuid primary key,
    unit_id    uuid not null references identity.unit,
    kind       text not null check (kind in ('APPROVE', 'BOOK')),
    from_id    uuid not null references identity.person,
    to_id      uuid not null references identity.person,
    during     tstzrange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
    reason     text not null check (char_length(reason) between 1 and 200),
    set_by     uuid not null references identity.person,
    set_at     timestamptz not null,
    constraint delegation_not_to_oneself check (from_id <> to_id),
    constraint delegation_one_deputy exclude using gist (from_id with =, during with &&) where (kind = 'APPROVE')
);
comment on table identity.delegation is
    'A right handed on for a period: APPROVE moves the right to decide, BOOK lets another book in one''s name';
comment on column identity.delegation.during is 'From inclusive to exclusive; ending it early shortens the period';
comment on constraint delegation_one_deputy on identity.delegation is
    'At any moment the right to decide is with one person; that no chain of deputies closes is held by the service, '
    'which takes one lock per unit before it writes';
create index delegation_unit on identity.delegation using gist (unit_id, during);
create index delegation_to on identity.delegation (to_id);
alter table identity.delegation enable row level security;
create policy delegation_isolation on identity.delegation using (common.allowed(unit_id, null));
grant select, insert, update (during, reason, set_by, set_at) on identity.delegation to ${runtime};
