-- Sites and piles are seen by every unit; they are changed by their operator and the service only.
drop policy site_isolation on charging.site;
create policy site_isolation on charging.site using (common.allowed(null, operator_id));
create policy site_seen_by_units on charging.site for select
    using (current_setting('twinloop.scope', true) = 'unit');
drop policy pile_isolation on charging.pile;
create policy pile_isolation on charging.pile using (common.allowed(null, operator_id));
create policy pile_seen_by_units on charging.pile for select
    using (current_setting('twinloop.scope', true) = 'unit');
