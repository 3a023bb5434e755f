-- Double entry: accounts, append-only transfers, and one budget row per budget account.
create schema ledger;
grant usage on schema ledger to ${runtime};

create table ledger.account (
    id            uuid primary key,
    kind          text not null check (kind in ('TREASURY', 'BUDGET', 'OPERATOR')),
    code          text not null unique check (code <> ''),
    name_zh       text not null check (name_zh <> ''),
    name_en       text not null check (name_en <> ''),
    unit_id       uuid,
    operator_id   uuid unique,
    fiscal_year   integer check (fiscal_year between 2000 and 2200),
    economic_code text check (economic_code ~ '^[0-9]{5}$'),
    check ((kind = 'BUDGET') = (unit_id is not null and fiscal_year is not null and economic_code is not null)),
    check ((kind = 'OPERATOR') = (operator_id is not null)),
    unique (unit_id, fiscal_year, economic_code)
);
comment on table ledger.account is
    'TREASURY allots, BUDGET of one unit, year and economic code spends, OPERATOR is what we owe a partner';
comment on column ledger.account.economic_code is
    '30239 other transport costs (rental, bikes) or 30231 running costs of own official cars';

insert into ledger.account (id, kind, code, name_zh, name_en)
values ('00000000-0000-7000-8000-000000000001', 'TREASURY', 'TREASURY', '财政拨款', 'Treasury');

create table ledger.transfer (
    id             uuid primary key,
    kind           text not null check (kind in ('HOLD', 'POST', 'VOID', 'DIRECT')),
    debit_account  uuid not null references ledger.account (id),
    credit_account uuid references ledger.account (id),
    amount_fen     bigint not null check (amount_fen >= 0),
    hold_id        uuid references ledger.transfer (id),
    trip_id        uuid,
    unit_id        uuid,
    operator_id    uuid,
    occurred_at    timestamptz not null,
    check (debit_account <> credit_account),
    constraint transfer_moves_money check ((kind in ('POST', 'DIRECT')) = (credit_account is not null)),
    constraint transfer_closes_a_hold check ((kind in ('POST', 'VOID')) = (hold_id is not null))
);
create unique index transfer_hold_closed_once on ledger.transfer (hold_id) where hold_id is not null;
create index transfer_debit on ledger.transfer (debit_account, occurred_at);
create index transfer_credit on ledger.transfer (credit_account, occurred_at) where credit_account is not null;
create index transfer_trip on ledger.transfer (trip_id) where trip_id is not null;
comment on table ledger.transfer is
    'Append only. HOLD sets money of a budget aside; POST or VOID closes that hold once; POST and DIRECT move money';
comment on column ledger.transfer.id is 'Made by the caller, so a repeated call is recognised';
comment on column ledger.transfer.amount_fen is
    'HOLD: set aside; POST: paid (may differ from the hold); VOID: given back';

create table ledger.budget (
    account_id    uuid primary key references ledger.account (id),
    unit_id       uuid not null,
    allotment_fen bigint not null default 0,
    balance_fen   bigint not null default 0,
    held_fen      bigint not null default 0 check (held_fen >= 0),
    constraint budget_never_overdrawn check (balance_fen >= held_fen)
);
comment on table ledger.budget is
    'The one row a hold or a posting updates, last in its transaction; always equal to the sum over the transfers';
comment on column ledger.budget.balance_fen is 'Allotment less what is posted; what is free is this less held_fen';

create view ledger.proof with (security_invoker = true) as
select b.account_id,
       b.unit_id,
       b.allotment_fen, b.balance_fen, b.held_fen,
       coalesce((select sum(t.amount_fen) from ledger.transfer t
                 where t.credit_account = b.account_id), 0)
           - coalesce((select sum(t.amount_fen) from ledger.transfer t
                       where t.debit_account = b.account_id and t.kind in ('POST', 'DIRECT')), 0)
           as balance_from_transfers,
       coalesce((select sum(h.amount_fen) from ledger.transfer h
                 where h.debit_account = b.account_id and h.kind = 'HOLD'
                   and not exists (select 1 from ledger.transfer c where c.hold_id = h.id)), 0)
           as held_from_transfers
from ledger.budget b;
comment on view ledger.proof is 'Each budget row beside the same figures counted from the transfers: they never differ';

alter table ledger.account enable row level security;
alter table ledger.transfer enable row level security;
alter table ledger.budget enable row level security;
create policy account_isolation on ledger.account
    using (common.allowed(unit_id, operator_id)
           or (kind = 'OPERATOR' and current_setting('twinloop.scope', true) = 'unit'));
create policy transfer_isolation on ledger.transfer using (common.allowed(unit_id, operator_id));
create policy budget_isolation on ledger.budget using (common.allowed(unit_id, null));

grant select, insert on ledger.account, ledger.transfer, ledger.budget to ${runtime};
grant update (allotment_fen, balance_fen, held_fen) on ledger.budget to ${runtime};
grant select on ledger.proof to ${runtime};
