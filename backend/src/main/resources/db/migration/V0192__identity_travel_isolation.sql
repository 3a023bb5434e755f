-- Days of travel belong to their person, like allowances.
alter table identity.travel_day enable row level security;
create policy travel_day_isolation on identity.travel_day using (
    exists (select from identity.person p where p.id = person_id));
