-- What the car of a leg told of it: distances side by side with the one believed, gaps, energy, opening and locking.
create table trip.leg_fact (
    leg_id          uuid not null references trip.leg (id),
    version         integer not null check (version >= 1),
    trip_id         uuid not null references trip.trip (id),
    unit_id         uuid not null,
    vehicle_id      uuid not null,
    started_at      timestamptz not null,
    ended_at        timestamptz not null check (ended_at >= started_at),
    route_m         bigint not null check (route_m >= 0),
    measured_at     timestamptz not null,
    from_at         timestamptz not null check (from_at <= started_at),
    to_at           timestamptz not null check (to_at >= ended_at),
    unlocked_at     timestamptz,
    locked_at       timestamptz,
    left_open       boolean not null,
    early_s         bigint not null check (early_s >= 0),
    late_s          bigint not null check (late_s >= 0),
    reports         integer not null check (reports >= 0),
    fixes           integer not null check (fixes >= 0),
    fixes_refused   integer not null check (fixes_refused >= 0),
    odometer_m      bigint,
    odometer_state  text not null check (odometer_state in ('SOUND', 'MISSING', 'WENT_BACK', 'JUMPED', 'SHORT')),
    gps_m           bigint check (gps_m >= 0),
    matched_m       bigint check (matched_m >= 0),
    covered_percent double precision not null check (covered_percent between 0 and 100),
    rule            text not null check (rule in ('ODOMETER_SOUND', 'ROADS_COVER', 'POSITIONS', 'NOTHING_KNOWN')),
    chosen          text check (chosen in ('ODOMETER', 'MATCHED', 'GPS')),
    chosen_m        bigint check (chosen_m >= 0),
    gaps            jsonb not null,
    soc_from        double precision,
    soc_to          double precision,
    used_wh         bigint check (used_wh >= 0),
    charged_wh      bigint check (charged_wh >= 0),
    primary key (leg_id, version),
    check ((chosen is null) = (rule = 'NOTHING_KNOWN') and (chosen is null) = (chosen_m is null))
);
comment on table trip.leg_fact is
    'What the car told of a leg after its ride, by version; a correction is a further row. No person, no position';
comment on column trip.leg_fact.from_at is 'Begin of what was measured: the start, or an opening before it';
comment on column trip.leg_fact.to_at is 'End of what was measured: the end, or a locking after it';
comment on column trip.leg_fact.odometer_m is 'Last reading less the first, metres; below zero when it went back';
comment on column trip.leg_fact.gps_m is 'Metres from position to position; outliers and gaps are not in it';
comment on column trip.leg_fact.covered_percent is 'Share of the way that could be laid on roads';
comment on column trip.leg_fact.rule is 'Why the chosen distance is believed; see DistanceRule';
comment on column trip.leg_fact.gaps is 'Times without a usable position: kind, from, to, straightM, odometerM';
create index leg_fact_trip on trip.leg_fact (trip_id);
alter table trip.leg_fact enable row level security;
create policy leg_fact_isolation on trip.leg_fact using (common.allowed(unit_id, null));
grant select, insert on trip.leg_fact to ${runtime};

create table trip.fact_due (
    leg_id     uuid primary key references trip.leg (id),
    trip_id    uuid not null references trip.trip (id),
    unit_id    uuid not null,
    vehicle_id uuid not null,
    started_at timestamptz not null,
    ended_at   timestamptz not null check (ended_at >= started_at),
    route_m    bigint not null check (route_m >= 0),
    due_at     timestamptz,
    looks      integer not null default 0,
    tries      integer not null default 0,
    problem    text,
    check (due_at is not null or problem is not null)
);
comment on table trip.fact_due is
    'Legs whose facts are to be measured, or looked at again for late reports; the row goes with the last look';
comment on column trip.fact_due.due_at is 'City time; null when it was given up, then problem says why';
create index fact_due_next on trip.fact_due (due_at) where due_at is not null;
create index fact_due_trip on trip.fact_due (trip_id);
alter table trip.fact_due enable row level security;
create policy fact_due_isolation on trip.fact_due using (common.allowed(unit_id, null));
grant select, insert, update, delete on trip.fact_due to ${runtime};

create view trip.newest_leg_fact with (security_invoker = true) as
    select f.leg_id, f.version, f.trip_id, f.unit_id, f.vehicle_id, f.odometer_m, f.odometer_state, f.gps_m,
        f.matched_m, f.covered_percent, f.rule, f.chosen, f.chosen_m, f.used_wh, f.charged_wh,
        jsonb_array_length(f.gaps) as gaps
    from trip.leg_fact f
    where not exists (select from trip.leg_fact n where n.leg_id = f.leg_id and n.version > f.version);
comment on view trip.newest_leg_fact is 'Published: the version in force of what the car told of each leg';
grant select on trip.newest_leg_fact to ${runtime};
