-- What cars really take, as their drives tell: gathered once a day, fitted for each model, used by the planner.
create table trip.energy_day (
    day         date primary key,
    taken_at    timestamptz not null,
    gathered_at timestamptz,
    drives      int not null default 0
);
comment on table trip.energy_day is 'Days of the city whose drives are gathered or being gathered.';
comment on column trip.energy_day.taken_at is
    'When an instance began, real time; one that is not done for long has broken off and another begins anew.';
comment on column trip.energy_day.gathered_at is 'When it was done, city time.';

create table trip.energy_drive (
    vehicle_id uuid not null,
    started_at timestamptz not null,
    model_code text not null,
    metres     int not null check (metres > 0),
    seconds    int not null check (seconds > 0),
    celsius    double precision not null,
    used_wh    int not null,
    primary key (vehicle_id, started_at)
);
create index energy_drive_model on trip.energy_drive (model_code, started_at);
create index energy_drive_age on trip.energy_drive (started_at);
comment on table trip.energy_drive is
    'Length, duration and energy of drives, from the reports of the cars; neither where they went nor who drove.';
comment on column trip.energy_drive.celsius is 'As the planner reckons: the mean of the month.';

create table trip.energy_fit (
    model_code   text not null,
    version      int not null check (version > 0),
    fitted_at    timestamptz not null,
    drives       int not null check (drives > 0),
    rolling      double precision not null check (rolling between 0 and 10),
    air          double precision not null check (air between 0 and 10),
    stopping     double precision not null check (stopping between 0 and 10),
    auxiliary    double precision not null check (auxiliary between 0 and 10),
    heating      double precision not null check (heating between 0 and 10),
    cooling      double precision not null check (cooling between 0 and 10),
    more_percent double precision not null check (more_percent between 0 and 100),
    less_percent double precision not null check (less_percent between 0 and 100),
    primary key (model_code, version)
);
comment on table trip.energy_fit is
    'Consumption of a model, each part as a multiple of what it is known for, and the band its drives lay in. Only '
    'ever added to: the newest version counts.';
comment on column trip.energy_fit.drives is 'How many it is made of.';

grant select, insert, update, delete on trip.energy_day to ${runtime};
grant select, insert, delete on trip.energy_drive to ${runtime};
grant select, insert on trip.energy_fit to ${runtime};
