-- Legs are published before the tours made of them, so a tour says itself which network it is of.
alter table network.tour add column network_version bigint not null default -1;
alter table network.tour add column metric_version bigint not null default 0;
alter table network.tour add column computed_at timestamptz not null default 'epoch';
update network.tour t set network_version = l.network_version, metric_version = l.metric_version,
    computed_at = l.computed_at from network.leg_table l;
comment on column network.tour.network_version is
    'As in network.leg_table, for the legs it was made of; those there may be newer.';
