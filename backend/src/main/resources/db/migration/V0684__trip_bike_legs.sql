-- A leg by bike begins and ends by itself; a bike that was promised can be gone before one leaves.
alter table trip.leg add column started_at timestamptz, add column ended_at timestamptz,
    add constraint leg_in_order check (ended_at is null or started_at <= ended_at);
comment on column trip.leg.started_at is
    'When its ride really began: told by the traveller or by the operator''s record; only of legs that tell it';
alter table trip.booking add column ride_no text check (length(ride_no) between 1 and 100);
comment on column trip.booking.ride_no is 'The operator''s number of the ride, once it told its record of it';
create unique index booking_ride_no on trip.booking (operator_id, ride_no) where ride_no is not null;
create index booking_bike on trip.booking (trip_id) where kind = 'BIKE' and state = 'FIRM';

alter table trip.heal drop constraint heal_unfit_check;
alter table trip.heal add constraint heal_unfit_check check (unfit in ('BLOCKED', 'LATE_PREDECESSOR', 'SILENT',
    'LOW_CHARGE', 'GONE', 'PILE_BROKEN', 'PILE_SILENT', 'BAY_BLOCKED', 'DECLINED', 'NO_BIKE'));
comment on column trip.heal.unfit is 'What is wrong; DECLINED: the operator did not confirm, the trip is over and '
    'something else is offered once; NO_BIKE: the bike is gone, or its dock has none';
