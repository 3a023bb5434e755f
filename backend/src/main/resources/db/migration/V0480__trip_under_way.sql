-- What supervision compares the cars of running trips with.
create index trip_under_way on trip.trip (id) where state = 'IN_PROGRESS';

create view trip.under_way with (security_invoker = true) as
    select t.id as trip_id, t.unit_id, t.traveller_id, t.actor_id, b.vehicle_id, t.started_at, t.window_to,
        (select st_collect(st_linefromencodedpolyline(l.leg ->> 'geometry')) as way
            from jsonb_array_elements(t.option #> '{option,legs}') l(leg)
            where char_length(l.leg ->> 'geometry') > 0) as way,
        (select st_collect(st_setsrid(st_makepoint((e.at ->> 'lon')::float8, (e.at ->> 'lat')::float8), 4326))
            from jsonb_array_elements(t.option #> '{option,legs}') l(leg)
            cross join lateral (values (l.leg -> 'from'), (l.leg -> 'to')) e(at)) as ends
    from trip.trip t
    join trip.booking b on b.trip_id = t.id and b.kind = 'CAR' and b.state = 'FIRM'
    where t.state = 'IN_PROGRESS';
comment on view trip.under_way is
    'Published for supervision: trips that run with a car of ours or of an operator, the planned way, the ends of its '
    'legs and until when it has the car; WGS-84.';
grant select on trip.under_way to ${runtime};
