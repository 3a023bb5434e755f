-- What a dispatch order says besides the trip: the document it rests on, and whom the driver may call.
create table trip.particulars (
    trip_id       uuid primary key references trip.trip (id),
    unit_id       uuid not null,
    document_no   text check (char_length(document_no) between 1 and 60),
    contact_name  text check (char_length(contact_name) between 1 and 50),
    contact_phone text check (contact_phone ~ '^[0-9+-]{5,20}$'),
    kept_from     timestamptz not null,
    check ((contact_name is null) = (contact_phone is null))
);
comment on table trip.particulars is
    'Number of the document behind a trip (关联公文), and the contact handed to company and driver; only where given';
comment on column trip.particulars.kept_from is 'Departure of the trip; some days later the contact is forgotten';
create index particulars_contact on trip.particulars (kept_from) where contact_phone is not null;
alter table trip.particulars enable row level security;
create policy particulars_isolation on trip.particulars using (common.allowed(unit_id, null));
grant select, insert, update on trip.particulars to ${runtime};
