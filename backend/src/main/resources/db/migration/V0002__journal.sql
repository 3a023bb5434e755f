create schema journal;
comment on schema journal is 'Append-only domain events, the sealed chain over them and the cursors of their readers.';

create table journal.event (
    id             uuid primary key,
    xid            xid8 not null default pg_current_xact_id(),
    type           text not null check (type ~ '^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$'),
    schema_version smallint not null default 1 check (schema_version > 0),
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    actor_id       uuid,
    on_behalf_of   uuid,
    unit_id        uuid,
    operator_id    uuid,
    subject_type   text not null,
    subject_id     text not null,
    trip_id        uuid,
    causation_id   uuid references journal.event,
    commitment     bytea not null check (octet_length(commitment) = 32)
);
create index event_xid on journal.event (xid);
create index event_trip on journal.event (trip_id) where trip_id is not null;
create index event_subject on journal.event (subject_type, subject_id);
comment on table journal.event is 'The envelope of one domain event. Never updated, never deleted.';
comment on column journal.event.xid is 'Writing transaction; the sealer reads by snapshot, since sequence numbers '
    'commit out of order.';
comment on column journal.event.commitment is 'SHA-256 over salt and canonical payload: the chain covers this, so '
    'that a payload can be erased.';

create table journal.payload (
    event_id uuid primary key references journal.event,
    salt     bytea not null check (octet_length(salt) = 16),
    body     text
);
comment on table journal.payload is 'What happened, as canonical JSON text. The only part that may be erased, by '
    'journal.erase().';

create table journal.seal (
    seq       bigint primary key check (seq > 0),
    event_id  uuid not null unique references journal.event,
    hash      bytea not null check (octet_length(hash) = 32),
    sealed_at timestamptz not null
);
comment on table journal.seal is 'Dense order of committed events. hash = SHA-256(previous hash, seq, envelope, '
    'commitment).';

create table journal.sealer (
    only_row boolean primary key default true check (only_row),
    upto     pg_snapshot not null,
    seq      bigint not null,
    hash     bytea not null
);
comment on table journal.sealer is 'How far the sealer has come: the snapshot of its last complete read, the last '
    'seq and hash.';
insert into journal.sealer (upto, seq, hash) values ('1:1:'::pg_snapshot, 0, decode(repeat('00', 32), 'hex'));

create table journal.cursor (
    reader text primary key,
    seq    bigint not null check (seq >= 0)
);
comment on table journal.cursor is 'Last sealed event each watcher has dealt with.';

create table journal.parked (
    reader    text not null,
    seq       bigint not null references journal.seal,
    attempts  int not null,
    problem   text not null,
    parked_at timestamptz not null,
    primary key (reader, seq)
);
comment on table journal.parked is 'Events a watcher could not deal with after its attempts; a person looks at them.';

alter table journal.event enable row level security;
create policy event_isolation on journal.event using (common.allowed(unit_id, operator_id)) with check (true);
alter table journal.payload enable row level security;
create policy payload_isolation on journal.payload
    using (exists (select 1 from journal.event e where e.id = event_id)) with check (true);

create function journal.erase(erased_event uuid) returns void
    language sql security definer set search_path = journal, pg_temp
    as $$ update journal.payload set body = null where event_id = erased_event $$;
comment on function journal.erase(uuid) is 'Erases what happened and keeps that it happened: the chain stays '
    'verifiable.';
revoke all on function journal.erase(uuid) from public;

grant usage on schema journal to ${runtime};
grant select, insert on journal.event, journal.payload, journal.seal to ${runtime};
grant select, update on journal.sealer to ${runtime};
grant select, insert, update on journal.cursor to ${runtime};
grant select, insert on journal.parked to ${runtime};
