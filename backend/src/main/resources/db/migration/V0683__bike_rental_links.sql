-- What opens a bike in its operator's app, and whether the bike somebody was promised is still to be had.
alter table bike.bike add column rental_web text, add column rental_android text, add column rental_ios text;
alter table bike.dock add column rental_web text, add column rental_android text, add column rental_ios text;
comment on column bike.bike.rental_web is
    'GBFS rental_uris.web of the vehicle, https; rental_android and rental_ios may have a scheme of the app''s own';
comment on column bike.dock.rental_web is 'GBFS rental_uris.web of the station; used where the vehicle has none';

create function bike.can_be_had(of_operator uuid, bike_no text, dock_no text, at timestamptz, age_max interval)
    returns boolean
    language sql stable security definer set search_path = bike, public, pg_temp
    as $$
    select case
        when t.bikes_at < can_be_had.at - age_max then null
        else exists (
            select from bike.bike b
            left join bike.dock d on d.operator_id = b.operator_id and d.dock_id = b.dock_id
            where b.operator_id = of_operator and not b.reserved and not b.disabled
                and case when dock_no is null then b.bike_id = bike_no else b.dock_id = dock_no end
                and coalesce(d.lends and d.installed, true))
        end
    from bike.feed_time t where t.operator_id = of_operator and t.bikes_at is not null
    $$;
comment on function bike.can_be_had is
    'Published for healing: whether this free bike, or any at this dock, can be taken; null when the feed is too old';
revoke execute on function bike.can_be_had from public;
grant execute on function bike.can_be_had to ${runtime};
