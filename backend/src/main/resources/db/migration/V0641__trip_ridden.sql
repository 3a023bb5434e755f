-- What supervision looks at again when a trip is over.
create view trip.ridden with (security_invoker = true) as
    select t.id as trip_id, t.unit_id, t.traveller_id, t.actor_id, t.depart_at, t.started_at, t.ended_at, t.policy,
        t.option #> '{option,legs}' as legs, t.option #> '{option,via}' as via,
        (select b.vehicle_id from trip.booking b where b.trip_id = t.id and b.kind = 'CAR'
            and b.state in ('FIRM', 'RELEASED') order by b.state = 'FIRM' desc, b.id desc limit 1) as vehicle_id
    from trip.trip t
    where t.started_at is not null and t.ended_at is not null;
comment on view trip.ridden is
    'Published for supervision: trips whose ride is over, the decision about their request with its inputs, the legs '
    'and stops as approved, and the car, which after an exchange is the one booked last.';
grant select on trip.ridden to ${runtime};
