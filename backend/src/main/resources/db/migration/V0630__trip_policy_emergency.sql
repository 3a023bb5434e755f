-- How soon an emergency starts, in every edition; the rest of the settings stay as they are.
-- PR-04 of domain/rules.md: half an hour of notice unless it is an emergency, so whoever has that time is none.
update trip.policy set settings = jsonb_set(settings, '{requests}', (settings -> 'requests') || $policy$
{"emergencyMinutes": 30}
$policy$) where settings -> 'requests' is not null and not settings -> 'requests' ? 'emergencyMinutes';
