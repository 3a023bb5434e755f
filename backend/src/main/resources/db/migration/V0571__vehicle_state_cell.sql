-- A car that moves changes its position with every batch of reports. With an index over the position itself each of
-- those changes is a new row version with entries in all indexes: twice the work, and megabytes of dead entries a
-- second under load. Over a cell of about a kilometre it changes seldom, and all else is updated in place (HOT).
drop index vehicle.newest_state_geom;
alter table vehicle.newest_state add column cell geometry(Point, 4326)
    generated always as (st_snaptogrid(geom, 0.01)) stored;
create index newest_state_cell on vehicle.newest_state using gist (cell);
comment on column vehicle.newest_state.cell is
    'The position rounded to 0.01 degrees, for the spatial index: no position is farther from its cell than 0.005 '
    'degrees either way, so look for cells in a box that is so much wider, and then at positions.';
