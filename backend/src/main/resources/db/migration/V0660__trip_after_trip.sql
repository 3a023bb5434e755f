-- Trips whose purpose wants a decision when they are over: the chain of the unit is asked then, in policy or not.
alter table trip.approval add column after_trip boolean not null default false;
comment on column trip.approval.after_trip is
    'Whether this round is asked because the purpose of the trip wants a decision after the ride';
alter table trip.approval add constraint approval_after_trip_answer check (not after_trip or decision is null
    or decision in ('APPROVE', 'EXPIRE') or (decision = 'REJECT' and reason is not null));
comment on constraint approval_after_trip_answer on trip.approval is
    'A ride that is over is agreed to, or objected to with a reason; it is neither sent back nor withdrawn';

create function trip.refuse_early_after_trip() returns trigger language plpgsql as $$
begin
    if not exists (select from trip.trip t where t.id = new.trip_id and t.ended_at is not null) then
        raise exception 'trip % is not over and cannot be decided about afterwards', new.trip_id
            using errcode = 'check_violation', constraint = 'approval_after_trip_over';
    end if;
    return new;
end
$$;
comment on function trip.refuse_early_after_trip is 'A decision after the ride is asked for when the ride is over';
create trigger approval_after_trip_over before insert or update of after_trip on trip.approval
    for each row when (new.after_trip) execute function trip.refuse_early_after_trip();
