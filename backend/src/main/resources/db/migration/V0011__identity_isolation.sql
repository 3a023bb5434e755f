-- People belong to their units and partners too: a transaction of one unit finds nobody of another, and no token at
-- all. Signing in happens before anybody is known and so in the scope of the service itself.
alter table identity.person enable row level security;
create policy person_isolation on identity.person using (
    common.allowed(null, operator_id)
    or exists (select from identity.membership m where m.person_id = person.id));
comment on policy person_isolation on identity.person is
    'A unit finds those who serve it or once did, a partner its own staff';

alter table identity.membership enable row level security;
create policy membership_isolation on identity.membership using (common.allowed(unit_id, null));

alter table identity.allowance enable row level security;
create policy allowance_isolation on identity.allowance using (
    exists (select from identity.person p where p.id = person_id));

alter table identity.suspension enable row level security;
create policy suspension_isolation on identity.suspension using (
    exists (select from identity.person p where p.id = person_id));

alter table identity.refresh_token enable row level security;
create policy refresh_token_isolation on identity.refresh_token using (
    current_setting('twinloop.scope', true) = 'all');
