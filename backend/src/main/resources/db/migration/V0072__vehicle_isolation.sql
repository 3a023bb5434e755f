-- A shared car is seen by every unit; it is changed by its operator and the service only.
drop policy vehicle_isolation on vehicle.vehicle;
create policy vehicle_isolation on vehicle.vehicle using (common.allowed(unit_id, operator_id));
create policy shared_vehicle_seen_by_units on vehicle.vehicle for select
    using (unit_id is null and current_setting('twinloop.scope', true) = 'unit');
