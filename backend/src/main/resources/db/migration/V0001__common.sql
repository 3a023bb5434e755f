-- What every feature's tables lean on: the isolation rule and nothing else.
create schema common;
comment on schema common is 'Rules shared by all features; owns no business table.';

-- The settings are local to a transaction (set_config(..., true)); after such a transaction the value is '' and not
-- null.
create function common.allowed(row_unit uuid, row_operator uuid) returns boolean
    language sql stable parallel safe
    return case current_setting('twinloop.scope', true)
        when 'all' then true
        when 'unit' then row_unit is not null
            and row_unit = nullif(current_setting('twinloop.unit', true), '')::uuid
        when 'operator' then row_operator is not null
            and row_operator = nullif(current_setting('twinloop.operator', true), '')::uuid
        else false
    end;
comment on function common.allowed(uuid, uuid) is
    'Row-level security in one place: may the running transaction see a row of this unit and operator? No setting, '
        'no rows.';

grant usage on schema common to ${runtime};
grant execute on function common.allowed(uuid, uuid) to ${runtime};
