create view charging.drawn with (security_invoker = true) as
    select id as session_id, vin, started_at, ended_at, energy_wh, meter_went_back from charging.session
    where vin is not null and ended_at is not null;
comment on view charging.drawn is
    'Published for supervision: sessions that are over of cars that told who they are, with the energy at the meter.';
grant select on charging.drawn to ${runtime};
