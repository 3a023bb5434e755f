create index charging_reservation_firm on charging.reservation (starts_at) where state = 'FIRM';

create function charging.lost_holds(
    at timestamptz, until timestamptz, broken_for interval, silent_for interval)
    returns table (reservation_id uuid, connector_id uuid, lost text)
    language sql stable security definer set search_path = charging, public, pg_temp
    as $$
    select l.id, l.connector_id, l.lost from (
        select r.id, r.connector_id,
            case
                when n.event_time is null or n.event_time < lost_holds.at - silent_for then 'PILE_SILENT'
                when n.status in ('INOPERATIVE', 'OUTOFORDER', 'REMOVED') and n.since <= lost_holds.at - broken_for
                    then 'PILE_BROKEN'
            end as lost
        from charging.reservation r
        join charging.connector c on c.id = r.connector_id
        left join charging.newest_status n on n.connector_no = c.connector_no
        where r.state = 'FIRM' and r.starts_at <= until and r.ends_at > lost_holds.at) l
    where l.lost is not null
    $$;
comment on function charging.lost_holds is
    'Published for healing: firm holds that begin by then and whose connector has been out of order or silent for long';
revoke execute on function charging.lost_holds from public;
grant execute on function charging.lost_holds to ${runtime};
