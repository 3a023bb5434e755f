alter table device.session
    add column heard_real timestamptz,
    add column announced boolean not null default false;
comment on column device.session.heard_real is
    'When the device was last heard through a broker, real time: silence is measured by it.';
comment on column device.session.announced is
    'The device said itself that it connected to the broker: its own word or its last will ends the session, silence '
    'does not.';
update device.session
   set heard_real = clock_timestamp(), announced = connection is not null
 where via_broker and ended_at is null;

drop index device.session_heard;
create index session_silent on device.session (heard_real) where via_broker and not announced and ended_at is null;

alter table device.device add column standing_at timestamptz not null default clock_timestamp();
comment on column device.device.standing_at is
    'When the device was registered, blocked or let in again, real time of the database server: instances of the '
    'broker mode read what is newer than their last look.';
create index device_standing on device.device (standing_at);

create function device.note_standing() returns trigger language plpgsql as $$
begin
    new.standing_at := clock_timestamp();
    return new;
end $$;
create trigger device_standing_noted before update of kind, subject_id, operator_id, blocked_at on device.device
    for each row execute function device.note_standing();
