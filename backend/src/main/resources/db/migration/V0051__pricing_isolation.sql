-- People of units are quoted all prices; a unit writes none.
drop policy price_list_isolation on pricing.price_list;
create policy price_list_isolation on pricing.price_list using (common.allowed(null, operator_id));
comment on policy price_list_isolation on pricing.price_list is 'A partner has its own prices only';
create policy price_list_seen_by_units on pricing.price_list for select
    using (current_setting('twinloop.scope', true) = 'unit');
