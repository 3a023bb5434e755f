-- Nobody decides about a trip they ride along on, whoever asks: the check on the row knows traveller and sender only.
create function trip.refuse_own_decision() returns trigger language plpgsql as $$
begin
    if new.decision in ('APPROVE', 'REJECT', 'RETURN')
        and exists (select from trip.passenger p where p.trip_id = new.trip_id and p.person_id = new.decided_by) then
        raise exception 'person % rides along on trip % and cannot decide about it', new.decided_by, new.trip_id
            using errcode = 'check_violation', constraint = 'approval_not_own';
    end if;
    return new;
end
$$;
comment on function trip.refuse_own_decision is
    'Together with constraint approval_not_own: nobody approves a trip they travel on, ride along on or asked for';
create trigger approval_not_own before insert or update of decision, decided_by on trip.approval
    for each row execute function trip.refuse_own_decision();
