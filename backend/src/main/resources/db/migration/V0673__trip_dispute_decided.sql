-- A dispute ends by a decision, not only by the traveller's own confirmation.
alter table trip.trip drop constraint trip_confirmation_check;
alter table trip.trip add constraint trip_confirmation_check
    check (confirmation in ('TRAVELLER', 'AUTOMATIC', 'DISPUTED', 'DECIDED'));
comment on column trip.trip.confirmation is
    'How the ended trip was acknowledged: by traveller, by time, disputed, or by the decision of a dispute';
