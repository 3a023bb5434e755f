-- Partner companies and their dated contracts.
create schema operator;
grant usage on schema operator to ${runtime};

create table operator.operator (
    id           uuid primary key,
    code         text not null unique check (code ~ '^[A-Z][A-Z0-9]{1,11}$'),
    kind         text not null check (kind in ('CAR_SHARE', 'CAR_SERVICE', 'BIKE', 'CHARGING')),
    name_zh      text not null check (name_zh <> ''),
    name_en      text not null check (name_en <> ''),
    endpoint_url text
);
comment on table operator.operator is 'A partner company: car-sharer, car service, bike operator or charging operator';
comment on column operator.operator.code is 'Short word used in statements, URLs and price list numbers';
comment on column operator.operator.endpoint_url is 'Where the partner answers; null when it is reached by files only';

create table operator.contract (
    id           uuid primary key,
    operator_id  uuid not null references operator.operator (id),
    number       text not null unique check (number <> ''),
    ceiling_fen  bigint check (ceiling_fen > 0),
    valid        tstzrange not null check (not isempty(valid) and lower_inc(valid) and not lower_inf(valid)),
    constraint contract_one_at_a_time exclude using gist (operator_id with =, valid with &&)
);
comment on table operator.contract is 'The dated contract a partner works under; never two at one time for one partner';
comment on column operator.contract.ceiling_fen is
    'Framework ceiling over the whole contract; null when the contract names none';
comment on column operator.contract.valid is 'From its first instant until before the end; open when no end is agreed';

alter table operator.contract enable row level security;
create policy contract_isolation on operator.contract
    using (common.allowed(null, operator_id) or current_setting('twinloop.scope', true) = 'unit');
comment on policy contract_isolation on operator.contract is
    'A partner sees its own contracts; every unit may see which contract its trips run under';

grant select, insert on operator.operator, operator.contract to ${runtime};
grant update (name_zh, name_en, endpoint_url) on operator.operator to ${runtime};
grant update (valid) on operator.contract to ${runtime};

create view operator.published as select id, code, kind, name_zh, name_en from operator.operator;
comment on view operator.published is 'Names and codes of partners, for reports and statements';
grant select on operator.published to ${runtime};
