-- A bay that cannot be used is healed like a pile, and both while the trip is under way too.
alter table trip.heal
    add column new_bay_booking_id uuid references trip.booking (id),
    drop constraint heal_unfit_check,
    drop constraint heal_moved_check,
    add constraint heal_unfit_check check (unfit in ('BLOCKED', 'LATE_PREDECESSOR', 'SILENT', 'LOW_CHARGE', 'GONE',
        'PILE_BROKEN', 'PILE_SILENT', 'BAY_BLOCKED', 'DECLINED')),
    add constraint heal_moved_check check
        ((outcome = 'MOVED') = (num_nonnulls(new_vehicle_id, new_connector_id, new_bay_booking_id) = 1));
comment on column trip.heal.new_bay_booking_id is 'The booking of the bay instead of the one that cannot be used';
