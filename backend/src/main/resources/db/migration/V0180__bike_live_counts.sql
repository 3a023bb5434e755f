create or replace view bike.live_counts with (security_invoker = true) as
    select (select count(*) from bike.bike) as total,
        (select count(*) from bike.bike b where not b.reserved and not b.disabled) as available,
        (select max(f.bikes_at) from bike.feed_time f) as newest;
comment on view bike.live_counts is 'Published for the console: bikes of all feeds and the time of the newest file.';
grant select on bike.live_counts to ${runtime};
