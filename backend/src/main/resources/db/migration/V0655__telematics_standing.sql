-- Where each car of ours stands, or that it is away: one truth for all instances and beyond their lives.
create table telematics.standing (
    vehicle_no int primary key,
    state      text not null check (state in ('STANDS', 'ORDERED', 'UNORDERED')),
    lon        double precision not null,
    lat        double precision not null,
    changed_at timestamptz not null
);
comment on table telematics.standing is
    'Of the rule moved-without-order: STANDS at a place, or has left it, ORDERED or UNORDERED. Written on changes.';
comment on column telematics.standing.lon is 'Of the place where it stands, or stood before it left; WGS-84.';
comment on column telematics.standing.changed_at is 'Event time of the report that made the change.';

-- Signs of a terminal come in any order: what is over must be known before what began.
create table telematics.sign_over (
    vehicle_no int not null,
    rule       text not null,
    over_at    timestamptz,
    primary key (vehicle_no, rule)
);
comment on table telematics.sign_over is
    'When a terminal last took a sign back; null: never. Locked while a sign of its car and rule is taken in.';

alter table telematics.standing enable row level security;
create policy standing_isolation on telematics.standing using (common.allowed(null, null));
alter table telematics.sign_over enable row level security;
create policy sign_over_isolation on telematics.sign_over using (common.allowed(null, null));
grant select, insert, update on telematics.standing, telematics.sign_over to ${runtime};
