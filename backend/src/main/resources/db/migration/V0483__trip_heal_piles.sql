-- A pile that will not work is healed like a car: one row for each booking of a pile.
alter table trip.heal
    add column new_connector_id uuid,
    drop constraint heal_unfit_check,
    drop constraint heal_check,
    add constraint heal_unfit_check check (unfit in
        ('BLOCKED', 'LATE_PREDECESSOR', 'SILENT', 'LOW_CHARGE', 'GONE', 'PILE_BROKEN', 'PILE_SILENT')),
    add constraint heal_moved_check
        check ((outcome = 'MOVED') = (num_nonnulls(new_vehicle_id, new_connector_id) = 1));
comment on column trip.heal.new_connector_id is 'The pile instead of the one that will not work';

alter table trip.booking add column replaced boolean not null default false;
comment on column trip.booking.replaced is 'Given up for another one of the same leg; it counts no more';
