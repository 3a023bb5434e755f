-- The dispatch order (派车单) with the rest of its fields: stops on the way, unit, contact, where the ride really was.
alter table chauffeur.dispatch_order
    add column via jsonb,
    add column unit_code text,
    add column unit_name text,
    add column contact_name text,
    add column contact_phone text;
comment on column chauffeur.dispatch_order.via is
    'Stops on the way in order: name, lon, lat (WGS-84), arriveAt, stayMinutes; null for none';
comment on column chauffeur.dispatch_order.contact_phone is
    'Whom driver and company may call, with the name; forgotten when the order is over';

alter table chauffeur.driver_step
    add column place geometry(Point, 4326),
    add constraint driver_step_place check (place is null or kind in ('ONBOARD', 'FINISHED'));
comment on column chauffeur.driver_step.place is
    'Where the passengers got in or out by the driver''s telephone, WGS-84; null when it could not tell';
