create table network.road_order (
    build   int not null references network.build on delete cascade,
    mode    text not null check (mode in ('CAR', 'BIKE', 'FOOT')),
    content bytea not null,
    primary key (build, mode)
);
comment on table network.road_order is
    'What takes long to find about the roads of a network before they can be searched: the order in which the search '
        'contracts them. Made again where it is missing or does not fit.';
grant select, insert, update on network.road_order to ${runtime};
