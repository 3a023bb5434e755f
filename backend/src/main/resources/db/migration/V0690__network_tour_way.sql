-- The line of a tour is kept as it was made, so that it is of the same travel times as the legs and the version told.
alter table network.tour add column way text not null default '';
comment on column network.tour.way is 'Encoded polyline of the ways by day from stop to stop, precision 5, WGS-84.';
update network.leg_table set made_at = 'epoch';
