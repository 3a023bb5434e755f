alter table device.session
    add column via_broker boolean not null default false,
    add column heard_at timestamptz,
    add column connection bigint;
create index session_heard on device.session (heard_at) where via_broker and ended_at is null;
comment on column device.session.via_broker is
    'The device speaks through a broker, so no instance holds its connection: any may send, and it ends by the '
    'device''s own word, its last will or silence.';
comment on column device.session.heard_at is
    'When the device was last heard through a broker, city time; some seconds behind.';
comment on column device.session.connection is
    'Number of its connection to the broker by the device''s own count; what an earlier one says is over.';

alter table device.command add column tried_at timestamptz;
comment on column device.command.tried_at is
    'When it was last published, real time: through a broker it is published again when no answer comes.';

alter table device.instance add column broker_at timestamptz;
comment on column device.instance.broker_at is 'Beat of its part in the broker mode; null when it has none.';

create table device.broker_slot (
    slot        integer primary key check (slot between 1 and 64),
    instance_id uuid,
    renewed_at  timestamptz,
    check ((instance_id is null) = (renewed_at is null))
);
comment on table device.broker_slot is
    'Sessions that the consumer group has with the broker, and which instance serves each. What the broker had handed '
    'to an instance that died waits in the session, and is handed to whoever serves it next.';
comment on column device.broker_slot.renewed_at is 'Real time of the database server; free again when a lease old.';
grant select, insert, update on device.broker_slot to ${runtime};
