-- A trip that rides along in a pooled car is over with that ride: whoever is to be asked afterwards is asked then.
create view trip.aboard with (security_invoker = true) as
    select p.trip_id, p.person_id from trip.passenger p where p.person_id is not null
    union all select m.guest_trip_id, h.traveller_id
        from trip.pool_proposal m join trip.trip h on h.id = m.host_trip_id where m.state = 'MERGED'
    union all select m.guest_trip_id, p.person_id
        from trip.pool_proposal m join trip.passenger p on p.trip_id = m.host_trip_id
        where m.state = 'MERGED' and p.person_id is not null;
comment on view trip.aboard is
    'Who rides on a trip besides its traveller; of a trip that was pooled everybody in the shared car';
grant select on trip.aboard to ${runtime};

create or replace function trip.refuse_own_decision() returns trigger language plpgsql as $$
begin
    if new.decision in ('APPROVE', 'REJECT', 'RETURN')
        and exists (select from trip.aboard p where p.trip_id = new.trip_id and p.person_id = new.decided_by) then
        raise exception 'person % rides along on trip % and cannot decide about it', new.decided_by, new.trip_id
            using errcode = 'check_violation', constraint = 'approval_not_own';
    end if;
    return new;
end
$$;

create or replace function trip.refuse_own_step() returns trigger language plpgsql as $$
begin
    if new.decided_by is not null and exists (
            select from trip.aboard p where p.trip_id = new.trip_id and p.person_id = new.decided_by) then
        raise exception 'person % rides along on trip % and cannot decide about it', new.decided_by, new.trip_id
            using errcode = 'check_violation', constraint = 'approval_step_not_own';
    end if;
    return new;
end
$$;

-- Asked about once, when it is asked: whoever decides later need not see the trip of another unit that gave the ride.
create or replace function trip.refuse_early_after_trip() returns trigger language plpgsql as $$
begin
    if not exists (select from trip.trip t where t.id = new.trip_id and t.ended_at is not null)
        and not exists (select from trip.pool_proposal m join trip.trip h on h.id = m.host_trip_id
            where m.guest_trip_id = new.trip_id and m.state = 'MERGED' and h.ended_at is not null) then
        raise exception 'trip % is not over and cannot be decided about afterwards', new.trip_id
            using errcode = 'check_violation', constraint = 'approval_after_trip_over';
    end if;
    return new;
end
$$;
drop trigger approval_after_trip_over on trip.approval;
create trigger approval_after_trip_over before insert on trip.approval
    for each row when (new.after_trip) execute function trip.refuse_early_after_trip();
create trigger approval_after_trip_over_anew before update of after_trip, round on trip.approval
    for each row when (new.after_trip and (not old.after_trip or new.round <> old.round))
    execute function trip.refuse_early_after_trip();
