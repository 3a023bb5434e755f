-- Messages to people: the inbox is the truth, other channels are copies of it.
create schema notification;
comment on schema notification is 'Messages to people: inbox, phones, delivery state';
grant usage on schema notification to ${runtime};

create table notification.message (
    id         uuid primary key,
    unit_id    uuid not null,
    person_id  uuid not null,
    event_id   uuid not null,
    template   text not null,
    trip_id    uuid,
    title_zh   text not null,
    title_en   text not null,
    body_zh    text not null,
    body_en    text not null,
    created_at timestamptz not null,
    read_at    timestamptz,
    unique (event_id, person_id)
);
comment on table notification.message is 'The in-app inbox: one row per event and person';
create index message_inbox on notification.message (person_id, created_at desc, id desc);
alter table notification.message enable row level security;
create policy message_isolation on notification.message using (common.allowed(unit_id, null));
grant select, insert, update on notification.message to ${runtime};

create table notification.push_token (
    id            uuid primary key,
    unit_id       uuid not null,
    person_id     uuid not null,
    token         text not null check (char_length(token) between 1 and 4096),
    platform      text not null check (platform in ('ANDROID', 'IOS', 'WEB')),
    registered_at timestamptz not null
);
comment on table notification.push_token is 'Phones that take Firebase messages; a dead token is deleted';
create unique index push_token_token on notification.push_token (token);
create index push_token_person on notification.push_token (person_id);
alter table notification.push_token enable row level security;
create policy push_token_isolation on notification.push_token using (common.allowed(unit_id, null));
grant select, insert, update, delete on notification.push_token to ${runtime};

create table notification.delivery (
    id         uuid primary key,
    message_id uuid not null references notification.message (id),
    unit_id    uuid not null,
    token_id   uuid not null,
    channel    text not null check (channel in ('FIREBASE')),
    state      text not null check (state in ('DUE', 'SENT', 'DEAD_TOKEN', 'FAILED')),
    attempts   integer not null default 0,
    due_at     timestamptz not null,
    expires_at timestamptz not null,
    outcome    text,
    unique (message_id, token_id)
);
comment on table notification.delivery is 'One copy of a message to one phone, with its state and retries';
create index delivery_due on notification.delivery (due_at) where state = 'DUE';
alter table notification.delivery enable row level security;
create policy delivery_isolation on notification.delivery using (common.allowed(unit_id, null));
grant select, insert, update on notification.delivery to ${runtime};
