-- Alerts of one car by time: what of its day may be shown.
create index occurrence_car on telematics.occurrence (vehicle_no, began_at);
