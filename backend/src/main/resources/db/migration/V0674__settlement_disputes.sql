-- A traveller's dispute about a ride or its figures, as a case that is answered and decided.
create table settlement.dispute (
    id            uuid primary key,
    trip_id       uuid not null,
    unit_id       uuid not null,
    operator_id   uuid,
    order_id      uuid,
    traveller_id  uuid not null,
    opened_by     uuid not null,
    opened_at     timestamptz not null,
    item          text not null check (item in ('KM', 'TIME', 'WAITING', 'TOLL', 'PARKING', 'PRICE', 'SERVICE',
        'OTHER')),
    claimed_fen   bigint check (claimed_fen >= 0),
    reason        text not null check (char_length(reason) between 1 and 500),
    state         text not null check (state in ('OPEN', 'ANSWERED', 'UPHELD', 'CORRECTED', 'REFUSED', 'WITHDRAWN')),
    due_at        timestamptz not null,
    overdue_at    timestamptz,
    paid_fen      bigint check (paid_fen >= 0),
    disputed_fen  bigint check (disputed_fen between 0 and paid_fen),
    hold_id       uuid unique,
    agrees        boolean,
    offered_fen   bigint check (offered_fen >= 0),
    answer        text check (char_length(answer) between 1 and 500),
    answered_by   uuid,
    answered_at   timestamptz,
    decided_fen   bigint check (decided_fen between paid_fen - disputed_fen and paid_fen),
    decided_by    uuid,
    decision      text check (char_length(decision) between 1 and 500),
    closed_at     timestamptz,
    check ((paid_fen is null) = (disputed_fen is null)),
    check ((answer is null) = (answered_at is null)),
    check ((state in ('UPHELD', 'CORRECTED', 'REFUSED')) = (decided_fen is not null)),
    check ((state in ('UPHELD', 'CORRECTED', 'REFUSED')) = (decision is not null)),
    check ((state in ('OPEN', 'ANSWERED')) = (closed_at is null)),
    constraint dispute_not_own check (decided_by <> traveller_id and decided_by <> opened_by)
);
create unique index dispute_one_open on settlement.dispute (trip_id) where state in ('OPEN', 'ANSWERED');
create index dispute_trip on settlement.dispute (trip_id, opened_at);
create index dispute_operator on settlement.dispute (operator_id, id);
create index dispute_due on settlement.dispute (due_at) where state = 'OPEN' and overdue_at is null;
create index dispute_unpaid on settlement.dispute (opened_at) where state in ('OPEN', 'ANSWERED') and paid_fen is null;
comment on table settlement.dispute is
    'OPEN -> ANSWERED by the operator -> UPHELD, CORRECTED or REFUSED by a second person; WITHDRAWN by the traveller';
comment on column settlement.dispute.claimed_fen is
    'What the traveller holds right in all, fen; null: the whole amount is disputed, for SERVICE nothing of it';
comment on column settlement.dispute.order_id is 'What the operator knows the ride by; null with operator_id';
comment on column settlement.dispute.due_at is 'Until when the operator answers; afterwards it is decided without';
comment on column settlement.dispute.paid_fen is 'What the receipt posted, fen; null while the trip is not settled';
comment on column settlement.dispute.hold_id is
    'The hold in which the disputed amount waits; null where nothing is withheld';
alter table settlement.dispute enable row level security;
create policy dispute_isolation on settlement.dispute using (common.allowed(unit_id, operator_id));
grant select, insert, update on settlement.dispute to ${runtime};
