-- The rest of a trip's life: withdrawn, changed, confirmed, archived; fees; the reason of an emergency.
alter table trip.trip drop constraint trip_state_check;
alter table trip.trip add constraint trip_state_check check (state in ('SUBMITTED', 'RETURNED', 'REJECTED',
    'PENDING_PARTNER', 'BOOKED', 'IN_PROGRESS', 'ENDED', 'CONFIRMED', 'SETTLED', 'ARCHIVED', 'WITHDRAWN', 'CANCELLED',
    'EXPIRED', 'NO_SHOW', 'DECLINED'));

-- Kinds of timers are words of the code; the code refuses one it does not know.
alter table trip.timer drop constraint timer_kind_check;
alter table trip.timer add constraint timer_kind_check check (kind ~ '^[A-Z][A-Z_]{2,39}$');

alter table trip.trip
    add column edition integer not null default 1 check (edition >= 1),
    add column confirmation text check (confirmation in ('TRAVELLER', 'AUTOMATIC', 'DISPUTED')),
    add column confirmed_by uuid,
    add column confirmed_at timestamptz,
    add column statement text check (char_length(statement) <= 500),
    add column fee_fen bigint check (fee_fen >= 0),
    add column backfill text check (char_length(backfill) between 1 and 500),
    add column backfilled_at timestamptz,
    add constraint trip_confirmation check ((confirmation is null) = (confirmed_at is null)),
    add constraint trip_backfill check ((backfill is null) = (backfilled_at is null));
comment on column trip.trip.edition is 'Counts up each time another option replaces the chosen one';
comment on column trip.trip.confirmation is 'How the ended trip was acknowledged: by traveller, by time, or disputed';
comment on column trip.trip.statement is 'What the traveller said with it';
comment on column trip.trip.fee_fen is 'Paid for giving the trip up late or not coming, by the terms of the price list';
comment on column trip.trip.backfill is 'The reason of an emergency trip, given afterwards (PR-07)';

alter table trip.leg add column edition integer not null default 1 check (edition >= 1);
comment on column trip.leg.edition is 'Edition of the trip the leg belongs to; those of earlier ones are RELEASED';
alter table trip.leg drop constraint leg_trip_id_ordinal_key;
alter table trip.leg add constraint leg_once unique (trip_id, edition, ordinal);

create table trip.change (
    id         uuid primary key,
    trip_id    uuid not null references trip.trip (id),
    unit_id    uuid not null,
    actor_id   uuid not null,
    body_hash  text not null,
    kind       text not null check (kind in ('REPLAN', 'EXTEND', 'SHORTEN')),
    reopened   boolean not null,
    reason     text not null check (char_length(reason) between 1 and 500),
    before     jsonb not null,
    after      jsonb not null,
    changed_at timestamptz not null
);
comment on table trip.change is 'What was changed about a trip, by whom and why; the id is made by the client';
comment on column trip.change.reopened is 'Whether it left what was approved, so that it was asked anew (PR-06)';
create index change_trip on trip.change (trip_id, changed_at);
alter table trip.change enable row level security;
create policy change_isolation on trip.change using (common.allowed(unit_id, null));
grant select, insert on trip.change to ${runtime};
