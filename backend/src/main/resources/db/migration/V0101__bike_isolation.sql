-- Bikes are seen by every unit; a bike operator sees its own, and only the service writes what a feed told.
alter table bike.kind enable row level security;
alter table bike.dock enable row level security;
alter table bike.bike enable row level security;
alter table bike.feed_time enable row level security;
create policy kind_isolation on bike.kind using (common.allowed(null, operator_id));
create policy dock_isolation on bike.dock using (common.allowed(null, operator_id));
create policy bike_isolation on bike.bike using (common.allowed(null, operator_id));
create policy feed_time_isolation on bike.feed_time using (common.allowed(null, operator_id));
create policy kind_seen_by_units on bike.kind for select using (current_setting('twinloop.scope', true) = 'unit');
create policy dock_seen_by_units on bike.dock for select using (current_setting('twinloop.scope', true) = 'unit');
create policy bike_seen_by_units on bike.bike for select using (current_setting('twinloop.scope', true) = 'unit');
create policy feed_time_seen_by_units on bike.feed_time for select
    using (current_setting('twinloop.scope', true) = 'unit');
