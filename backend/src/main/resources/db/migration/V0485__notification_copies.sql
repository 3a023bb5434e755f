-- Copies of messages go by more than one channel, wait for the end of quiet hours, and may be dropped.
alter table notification.message add column subject_id text;
comment on column notification.message.subject_id is 'What the event was about: an answer to it settles the message';
create index message_trip on notification.message (trip_id) where trip_id is not null;

alter table notification.delivery
    drop constraint delivery_channel_check,
    drop constraint delivery_state_check,
    alter column token_id drop not null,
    add column gateway    text check (char_length(gateway) between 1 and 60),
    add column person_id  uuid,
    add column held_until timestamptz,
    add column changed_at timestamptz,
    add constraint delivery_channel check (channel in ('FIREBASE', 'GATEWAY')),
    add constraint delivery_state check (
        state in ('HELD', 'DUE', 'SENT', 'DELIVERED', 'DEAD_TOKEN', 'FAILED', 'DROPPED')),
    add constraint delivery_way check (channel = 'FIREBASE' or gateway is not null),
    add constraint delivery_held check (state <> 'HELD' or held_until is not null);
update notification.delivery d set person_id = m.person_id, changed_at = m.created_at
    from notification.message m where m.id = d.message_id;
alter table notification.delivery alter column person_id set not null, alter column changed_at set not null;
comment on table notification.delivery is 'One copy of a message by one channel, with its state and retries';
comment on column notification.delivery.held_until is 'End of the quiet hours the copy waits for, city time';
comment on column notification.delivery.due_at is 'Next attempt, real time: channels do not keep the city''s clock';
create unique index delivery_by_gateway on notification.delivery (message_id) where channel = 'GATEWAY';
create index delivery_held on notification.delivery (held_until) where state = 'HELD';
create index delivery_person on notification.delivery (person_id, id desc);

create table notification.preference (
    person_id  uuid primary key,
    unit_id    uuid not null,
    quiet_from time,
    quiet_to   time,
    mobile     text check (mobile ~ '^1[3-9][0-9]{9}$'),
    switched   jsonb not null default '{}',
    changed_at timestamptz not null,
    constraint preference_quiet check ((quiet_from is null) = (quiet_to is null) and quiet_from <> quiet_to)
);
comment on table notification.preference is 'What a person wants copies of, and when not; no row: as by default';
comment on column notification.preference.switched is 'CLASS/CHANNEL to true or false, where it is not the default';
alter table notification.preference enable row level security;
create policy preference_isolation on notification.preference using (common.allowed(unit_id, null));
grant select, insert, update, delete on notification.preference to ${runtime};
