create table partner.gb_session (
    vin          text primary key references partner.gb_terminal,
    epoch        bigint not null check (epoch > 0),
    instance_id  uuid not null,
    iccid        text not null,
    remote       text not null,
    connected_at timestamptz not null,
    heard_at     timestamptz not null,
    ended_at     timestamptz,
    end_reason   text,
    check ((ended_at is null) = (end_reason is null))
) with (fillfactor = 60);
comment on table partner.gb_session is
    'The newest login of each car''s terminal by GB/T 32960 and the instance that holds its connection. Every login '
    'gets a higher epoch; a connection may end its own epoch only, so a newer one is never shut by its predecessor.';
comment on column partner.gb_session.iccid is
    'SIM card of the login. The same card takes its place back at once, another when this one has been silent.';
comment on column partner.gb_session.connected_at is 'City time, as ended_at is.';
comment on column partner.gb_session.heard_at is
    'Real time of the database server, some seconds behind. Of an instance that died it stands still, and the row '
    'stays open until the next login.';
alter table partner.gb_session enable row level security;
create policy gb_session_isolation on partner.gb_session using (common.allowed(null, null));
grant select, insert, update on partner.gb_session to ${runtime};
