-- Those who rode along are parties to a trip as well.
update supervision.sample_item i set party_ids = array(
    select unnest(i.party_ids) union select p.person_id from trip.party p
    where p.trip_id = i.trip_id and p.person_id is not null)
where i.outcome is null;
comment on column supervision.sample_item.party_ids is
    'Who travelled, rode along, booked, decided or otherwise acted on the trip, at the draw';
