create table partner.gb_terminal (
    vin            text primary key check (vin ~ '^[A-HJ-NPR-Z0-9]{17}$'),
    vehicle_id     uuid not null unique,
    operator_id    uuid,
    unit_id        uuid,
    iccid          text check (iccid ~ '^[0-9A-Za-z]{1,20}$'),
    datum          text not null check (datum in ('wgs84', 'gcj02', 'bd09')),
    answers_all    boolean not null,
    blocked        boolean not null,
    registered_at  timestamptz not null,
    logged_in_at   timestamptz,
    logged_in_with text,
    check (operator_id is not null or unit_id is not null)
);
comment on table partner.gb_terminal is
    'Cars that may be reported by GB/T 32960, by their own terminal or by a platform of their operator.';
comment on column partner.gb_terminal.iccid is
    'The SIM card the terminal must log in with; null where any may. GB/T 32960 gives terminals no other secret.';
comment on column partner.gb_terminal.datum is
    'What its positions are measured against in the edition of 2016, which does not say; 2025 does.';
comment on column partner.gb_terminal.answers_all is
    'Whether a report that was stored is answered; by annex B of the standard only a failed one is.';
comment on column partner.gb_terminal.logged_in_with is 'ICCID of the last login.';

create table partner.gb_platform (
    account       text primary key check (account ~ '^[!-~]{1,12}$'),
    code          text not null unique check (code ~ '^[!-~]{1,17}$'),
    operator_id   uuid not null,
    password_hash text not null,
    datum         text not null check (datum in ('wgs84', 'gcj02', 'bd09')),
    blocked       boolean not null,
    registered_at timestamptz not null,
    logged_in_at  timestamptz
);
comment on table partner.gb_platform is 'Platforms of operators that report their cars by GB/T 32960.';
comment on column partner.gb_platform.code is 'The unique id in the header of its login.';
comment on column partner.gb_platform.password_hash is 'Argon2id in PHC form.';

alter table partner.gb_terminal enable row level security;
create policy gb_terminal_isolation on partner.gb_terminal using (common.allowed(unit_id, operator_id));
alter table partner.gb_platform enable row level security;
create policy gb_platform_isolation on partner.gb_platform using (common.allowed(null, operator_id));

grant select, insert, update on partner.gb_terminal, partner.gb_platform to ${runtime};
