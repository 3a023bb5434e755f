create schema partner;
comment on schema partner is
    'The operators'' door: health of each feed, records set aside, holds asked of operators.';

create table partner.feed (
    operator_id   uuid not null,
    feed          text not null,
    url           text,
    etag          text,
    last_modified text,
    content_hash  bytea,
    published_at  timestamptz,
    ttl_s         int,
    last_try_at   timestamptz,
    last_ok_at    timestamptz,
    last_error    text,
    failures      int not null default 0,
    received      bigint not null default 0,
    rejected      bigint not null default 0,
    primary key (operator_id, feed)
);
comment on table partner.feed is 'Health of each feed or endpoint of a partner. Times are city time.';
comment on column partner.feed.published_at is
    'last_updated of the newest accepted file; one that is older is ignored.';
comment on column partner.feed.failures is 'Failures in a row; 0 after a success.';
comment on column partner.feed.received is 'Records seen so far; rejected counts those set aside or refused.';

create table partner.quarantine (
    operator_id uuid not null,
    feed        text not null,
    fingerprint bytea not null,
    reason      text not null,
    record_key  text,
    record      text not null check (octet_length(record) <= 8192),
    first_at    timestamptz not null,
    last_at     timestamptz not null,
    times       int not null default 1,
    primary key (operator_id, feed, fingerprint)
);
comment on table partner.quarantine is 'Records of a feed that could not be used, once each however often they come.';

create table partner.hold (
    id           uuid primary key,
    operator_id  uuid not null,
    trip_id      uuid not null,
    unit_id      uuid,
    vin          text not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz not null check (ends_at > starts_at),
    deadline     timestamptz not null,
    state        text not null default 'ASKING' check (state in
        ('ASKING', 'PENDING', 'CONFIRMED', 'DECLINED', 'CANCELLING', 'CANCELLED')),
    reason       text,
    asked_at     timestamptz,
    answered_at  timestamptz,
    next_look_at timestamptz,
    failures     int not null default 0,
    last_error   text
);
create index hold_due on partner.hold (next_look_at) where next_look_at is not null;
comment on table partner.hold is
    'A car asked of its operator. ASKING -> PENDING -> CONFIRMED or DECLINED; any -> CANCELLING -> CANCELLED.';
comment on column partner.hold.id is 'The booking id of the trip; also the idempotency key at the operator.';

comment on column partner.hold.unit_id is 'The unit whose trip needs the car.';

create table partner.lease (
    operator_id uuid primary key,
    holder      uuid not null,
    until       timestamptz not null
);
comment on table partner.lease is
    'Which instance of the service reads an operator''s feeds. until is real time: a lease outlives no crash '
    'by more than its length.';

alter table partner.feed enable row level security;
create policy feed_isolation on partner.feed using (common.allowed(null, operator_id));
alter table partner.quarantine enable row level security;
create policy quarantine_isolation on partner.quarantine using (common.allowed(null, operator_id));
alter table partner.hold enable row level security;
create policy hold_isolation on partner.hold using (common.allowed(null, operator_id));

grant usage on schema partner to ${runtime};
grant select, insert, update on partner.feed, partner.quarantine, partner.hold, partner.lease to ${runtime};
