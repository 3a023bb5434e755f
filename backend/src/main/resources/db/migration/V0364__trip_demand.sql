create view trip.demand_source with (security_invoker = true) as
    select p.created_at,
        (p.request #>> '{to,point,lon}')::float8 as lon, (p.request #>> '{to,point,lat}')::float8 as lat,
        exists (select from trip.trip t where t.plan_id = p.id) as booked,
        jsonb_path_exists(p.rejected, '$[*] ? (@.mode == "EV")') as refused
    from trip.plan p;
comment on view trip.demand_source is
    'Published for the siting of piles: where people wanted to go, whether they booked and whether no car was offered; '
    'without who and why.';
grant select on trip.demand_source to ${runtime};
