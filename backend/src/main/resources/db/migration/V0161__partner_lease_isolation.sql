alter table partner.lease enable row level security;
create policy lease_isolation on partner.lease using (common.allowed(null, operator_id));
