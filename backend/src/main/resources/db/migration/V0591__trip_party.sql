-- Who had a part in a trip, so that nobody looks over their own.
create view trip.party with (security_invoker = true) as
    select t.id as trip_id, t.traveller_id as person_id, null::text as name from trip.trip t
    union all select t.id, t.actor_id, null from trip.trip t
    union all select p.trip_id, p.person_id, p.name from trip.passenger p
    union all select a.trip_id, a.decided_by, null from trip.approval a where a.decided_by is not null
    union all select s.trip_id, s.decided_by, null from trip.approval_step s where s.decided_by is not null
    union all select m.guest_trip_id, h.traveller_id, null
        from trip.pool_proposal m join trip.trip h on h.id = m.host_trip_id where m.state = 'MERGED'
    union all select m.guest_trip_id, p.person_id, p.name
        from trip.pool_proposal m join trip.passenger p on p.trip_id = m.host_trip_id where m.state = 'MERGED';
comment on view trip.party is
    'Published for supervision: who travelled, rode along, asked for or decided about a trip, and of a trip that was '
    'pooled everybody in the shared car; a passenger who was only named has no person_id.';
grant select on trip.party to ${runtime};
