-- Rides are measured by one instance at a time, and none goes without being judged.
alter table trip.fact_due add column leased_until timestamptz;
alter table trip.fact_due add column told_m bigint check (told_m >= 0);
comment on column trip.fact_due.leased_until is
    'Until when an instance measures it, real time; one that is over has broken off';
comment on column trip.fact_due.told_m is
    'Metres the ride ended with by the odometer, told in place of a measurement where there is none; null where the '
    'ride was judged at its end or told none';
create index fact_due_given_up on trip.fact_due (ended_at) where due_at is null;

alter table trip.leg_fact drop constraint leg_fact_odometer_state_check;
alter table trip.leg_fact add constraint leg_fact_odometer_state_check
    check (odometer_state in ('SOUND', 'MISSING', 'PARTIAL', 'WENT_BACK', 'JUMPED', 'SHORT'));

create index leg_fact_age on trip.leg_fact (ended_at);
grant delete on trip.leg_fact to ${runtime};
create index energy_fit_age on trip.energy_fit (fitted_at);
grant delete on trip.energy_fit to ${runtime};
comment on table trip.energy_fit is
    'Consumption of a model, each part as a multiple of what it is known for, and the band its drives lay in. Never '
    'changed; the newest version counts, older ones are swept.';
comment on table trip.leg_fact is
    'What the car told of a leg after its ride, by version; a correction is a further row, old ones are swept. No '
    'person, no position';
