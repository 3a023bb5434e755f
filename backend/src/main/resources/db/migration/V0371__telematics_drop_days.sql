-- What is older than its class of retention goes a day at a time, as a partition: no row is deleted one by one.
create function telematics.drop_days(kept_from date) returns int
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
    part name;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('telematics.add_day'));
    for part in
        with day as (
            select c.relname, to_date(substr(c.relname, 8), 'YYYYMMDD') as day
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'telematics.report'::regclass and c.relname ~ '^report_[0-9]{8}$')
        select relname from day
        where day < least(kept_from, (select max(day) from day) - 38)
        order by day limit 7
    loop
        -- Goes with time and not with this migration, which takes nothing away.
        execute format('drop %s telematics.%I', 'table', part);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
comment on function telematics.drop_days(date) is
    'Drops up to seven partitions of UTC days before the one given, oldest first; never one within 38 days of the '
    'newest, for late reports may come. Gives up after two seconds when somebody reads the history, to be tried again.';
revoke all on function telematics.drop_days(date) from public;
grant execute on function telematics.drop_days(date) to ${runtime};
