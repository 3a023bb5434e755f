create table partner.gb_upward (
    name       text primary key check (name ~ '^[a-z0-9-]{1,40}$'),
    head       text,
    serial     int not null default 0 check (serial between 0 and 65531),
    serial_day date,
    holder     uuid,
    held_until timestamptz
);
comment on table partner.gb_upward is
    'Supervising platforms our fleet is reported to by GB/T 32960; their addresses are configuration.';
comment on column partner.gb_upward.head is
    'Snapshot of the history (txid_snapshot): all reports visible in it were sent or lie in a span; null before the '
    'first login, with which forwarding begins.';
comment on column partner.gb_upward.serial is 'Number of the last login of serial_day, a day of Shanghai.';
comment on column partner.gb_upward.holder is
    'Instance that speaks to the platform, until held_until (real time) unless it prolongs that.';

create table partner.gb_upward_span (
    name           text not null references partner.gb_upward,
    id             bigint generated always as identity,
    after_snapshot text not null,
    upto_snapshot  text not null,
    stored         bigint,
    vehicle_no     int,
    event_time     timestamptz,
    boot           bigint,
    seq            bigint,
    primary key (name, id)
);
comment on table partner.gb_upward_span is
    'Reports still to be acknowledged by a platform: those visible in upto_snapshot and not in after_snapshot, beyond '
    'the position of the last one acknowledged (null: none was). A finished span is removed, so that an outage of days '
    'is one row.';

grant select, insert, update on partner.gb_upward to ${runtime};
grant select, insert, update, delete on partner.gb_upward_span to ${runtime};
