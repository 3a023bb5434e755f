-- Why somebody looked; desks have to say it.
alter table trip.look add column reason text check (char_length(reason) between 4 and 200);
create index booking_car on trip.booking (vehicle_id) where kind = 'CAR';
comment on column trip.look.reason is 'Why, in the words of who looked; null from before it was asked';
