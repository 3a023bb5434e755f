-- Trips are locked before proposals and these before looks: to write a look must lock no trip.
alter table trip.pool_look drop constraint pool_look_trip_id_fkey;
comment on column trip.pool_look.trip_id is
    'No reference, which would lock the trip after the proposal; a row whose trip is gone is dropped at the next look';
