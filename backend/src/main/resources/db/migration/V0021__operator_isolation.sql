-- Units see which contract their trips run under; only the partner itself and the service write one.
drop policy contract_isolation on operator.contract;
create policy contract_isolation on operator.contract using (common.allowed(null, operator_id));
create policy contract_seen_by_units on operator.contract for select
    using (current_setting('twinloop.scope', true) = 'unit');
