-- Versioned price lists. What has been published is never edited; a new version closes the one before it.
create schema pricing;
grant usage on schema pricing to ${runtime};

create table pricing.price_list (
    id            uuid primary key,
    number        text not null unique,
    operator_id   uuid not null,
    operator_code text not null,
    product       text not null check (product in ('CAR_SHARE', 'BIKE', 'CHAUFFEUR', 'CHARGING')),
    vehicle_class text not null check (vehicle_class ~ '^[A-Z0-9_]{1,20}$'),
    version       integer not null check (version > 0),
    valid         tstzrange not null check (not isempty(valid) and lower_inc(valid) and not lower_inf(valid)),
    terms         jsonb not null check (terms ->> 'kind' = product),
    published_at  timestamptz not null,
    published_by  uuid,
    unique (operator_id, product, vehicle_class, version),
    constraint price_list_one_at_a_time
        exclude using gist (operator_id with =, product with =, vehicle_class with =, valid with &&)
);
comment on table pricing.price_list is
    'Terms a partner charges by for one product and class of vehicle in one span of time; spans never overlap';
comment on column pricing.price_list.number is 'What people quote: operator, product, class and version';
comment on column pricing.price_list.valid is 'A trip is priced by the list in force when it starts';
comment on column pricing.price_list.terms is
    'Amounts in fen; read strictly by the service, unknown fields are refused';

create table pricing.edition (
    only_row boolean primary key default true check (only_row),
    token    uuid not null
);
insert into pricing.edition (token) values (gen_random_uuid());
comment on table pricing.edition is
    'A new token with every publication: an instance that cached the lists under another token reads them again';

create function pricing.refuse_edit() returns trigger language plpgsql as $$
begin
    if (to_jsonb(old) - 'valid') is distinct from (to_jsonb(new) - 'valid')
       or lower(old.valid) is distinct from lower(new.valid) then
        raise exception 'a published price list is not edited: %', old.number using errcode = '23514';
    end if;
    if not upper_inf(old.valid) then
        raise exception 'price list % is closed already', old.number using errcode = '23514';
    end if;
    return new;
end $$;
create trigger price_list_closed_once before update on pricing.price_list
    for each row execute function pricing.refuse_edit();

alter table pricing.price_list enable row level security;
create policy price_list_isolation on pricing.price_list
    using (common.allowed(null, operator_id) or current_setting('twinloop.scope', true) = 'unit');
comment on policy price_list_isolation on pricing.price_list is
    'A partner sees its own prices only; people of units see all, because they are quoted all';

grant select, insert on pricing.price_list to ${runtime};
grant update (valid) on pricing.price_list to ${runtime};
grant select, update on pricing.edition to ${runtime};

create view pricing.published with (security_invoker = true) as
select id, number, operator_id, operator_code, product, vehicle_class, version,
       lower(valid) as valid_from, upper(valid) as valid_to, terms
from pricing.price_list;
comment on view pricing.published is 'Price lists for watchers and edges; a partner sees its own';
grant select on pricing.published to ${runtime};
