-- A ride its operator did not confirm is planned anew like one whose car is unfit.
alter table trip.heal drop constraint heal_unfit_check;
alter table trip.heal add constraint heal_unfit_check check (unfit in
    ('BLOCKED', 'LATE_PREDECESSOR', 'SILENT', 'LOW_CHARGE', 'GONE', 'PILE_BROKEN', 'PILE_SILENT', 'DECLINED'));
comment on column trip.heal.unfit is
    'What is wrong; DECLINED: the operator did not confirm, the trip is over and something else is offered once';
create index heal_declined on trip.heal (next_try_at) where unfit = 'DECLINED' and outcome = 'TRIED';
