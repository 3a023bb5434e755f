-- What personnel offices tell: imports of allowances, days of travel on duty and staff changes.
alter table identity.person add column licence_points int check (licence_points between 0 and 12);
comment on column identity.person.licence_points is
    'Points of 记分 in the current period, of 12; null when not on record';

create table identity.personnel_import (
    id          uuid primary key,
    kind        text not null check (kind in ('ALLOWANCES', 'TRAVEL_DAYS', 'STAFF_CHANGES')),
    covers      daterange,
    imported_by uuid not null references identity.person,
    imported_at timestamptz not null,
    lines       int not null check (lines >= 0),
    taken       int not null check (taken >= 0),
    unchanged   int not null check (unchanged >= 0),
    rejected    int not null check (rejected >= 0),
    check (lines = taken + unchanged + rejected),
    check ((covers is not null) = (kind = 'TRAVEL_DAYS'))
);
comment on table identity.personnel_import is 'Which personnel facts came when, and how many lines were good';
comment on column identity.personnel_import.covers is
    'Days whose travel is known by this import; on any other day it is unknown';
create index personnel_import_covers on identity.personnel_import using gist (covers) where kind = 'TRAVEL_DAYS';

create table identity.travel_day (
    person_id           uuid not null references identity.person,
    day                 date not null,
    city                text not null check (char_length(city) between 1 and 20),
    local_transport_fen bigint not null check (local_transport_fen between 0 and 1000000),
    primary key (person_id, day)
);
comment on table identity.travel_day is 'Days of travel on duty (差旅) with the lump sum paid for local transport';

-- A fact holds from its day until a later line says otherwise. Answers whether anything changed.
create function identity.set_allowance(who uuid, what text, covered text[], since timestamptz) returns boolean
language plpgsql as $$
declare
    until timestamptz;
begin
    if exists (select from identity.allowance where person_id = who and valid @> since and status = what
            and area = covered) then
        return false;
    end if;
    select min(lower(valid)) into until from identity.allowance where person_id = who and lower(valid) > since;
    update identity.allowance set valid = tstzrange(lower(valid), since)
        where person_id = who and valid @> since and lower(valid) < since;
    update identity.allowance set status = what, area = covered where person_id = who and lower(valid) = since;
    if not found then
        insert into identity.allowance (person_id, status, area, valid)
            values (who, what, covered, tstzrange(since, until));
    end if;
    return true;
end $$;

-- Somebody serves another unit or in other roles from a day on; without a unit they have left.
create function identity.set_membership(who uuid, serves uuid, as_roles text[], since timestamptz) returns boolean
language plpgsql as $$
declare
    until timestamptz;
begin
    if serves is null then
        delete from identity.membership where person_id = who and lower(valid) >= since;
        update identity.membership set valid = tstzrange(lower(valid), since)
            where person_id = who and valid @> since;
        return found;
    end if;
    if exists (select from identity.membership where person_id = who and valid @> since and unit_id = serves
            and roles = as_roles) then
        return false;
    end if;
    select min(lower(valid)) into until from identity.membership where person_id = who and lower(valid) > since;
    update identity.membership set valid = tstzrange(lower(valid), since)
        where person_id = who and valid @> since and lower(valid) < since;
    update identity.membership set unit_id = serves, roles = as_roles where person_id = who and lower(valid) = since;
    if not found then
        insert into identity.membership (person_id, unit_id, roles, valid)
            values (who, serves, as_roles, tstzrange(since, until));
    end if;
    return true;
end $$;

grant select, insert on identity.personnel_import to ${runtime};
grant select, insert, delete on identity.travel_day to ${runtime};
grant update on identity.allowance to ${runtime};
grant update, delete on identity.membership to ${runtime};
grant execute on function identity.set_allowance, identity.set_membership to ${runtime};
