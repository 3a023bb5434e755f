create table telematics.unknown_field (
    field         text primary key check (length(field) between 1 and 100),
    reports       bigint not null check (reports > 0),
    device_id     text not null,
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    check (last_seen_at >= first_seen_at)
);
comment on table telematics.unknown_field is
    'Names of fields that reports carried and the contract does not know. Their values stay with the reports '
    '(telematics.report.extra). Forgotten when not heard for a while.';
comment on column telematics.unknown_field.device_id is 'Whose report carried it last.';
alter table telematics.unknown_field enable row level security;
create policy unknown_field_isolation on telematics.unknown_field using (common.allowed(null, null));
grant select, insert, update, delete on telematics.unknown_field to ${runtime};
