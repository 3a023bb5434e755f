-- A unit sees whom its money goes to; it writes its own accounts only.
drop policy account_isolation on ledger.account;
create policy account_isolation on ledger.account using (common.allowed(unit_id, operator_id));
create policy account_of_partner_seen_by_units on ledger.account for select
    using (kind = 'OPERATOR' and current_setting('twinloop.scope', true) = 'unit');
