-- A photo shows one car: that which its trip had when it was sent.
alter table trip.photo add column vehicle_id uuid;
comment on column trip.photo.vehicle_id is
    'The car that the trip had when the photo was sent; a photo of another car counts for nothing';
update trip.photo p set vehicle_id = coalesce(
    (select i.vehicle_id from trip.inspection i where i.id = p.inspection_id),
    (select b.vehicle_id from trip.booking b
        where b.trip_id = p.trip_id and b.kind = 'CAR' and not b.replaced limit 1));
