alter table partner.hold add column unit_id uuid;
comment on column partner.hold.unit_id is 'The unit whose trip needs the car.';

create table partner.lease (
    operator_id uuid primary key,
    holder      uuid not null,
    until       timestamptz not null
);
comment on table partner.lease is
    'Which instance of the service reads an operator''s feeds. until is real time: a lease outlives no crash by more than its length.';
grant select, insert, update on partner.lease to ${runtime};
