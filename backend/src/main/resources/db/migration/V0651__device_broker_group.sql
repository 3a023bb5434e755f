alter table device.broker_slot add column consumer_group text;
comment on column device.broker_slot.consumer_group is
    'The group whose session with the broker it is. A session that nobody serves any more keeps what the broker had '
    'put into it: the service does not start with fewer slots, or as another group, while such rows are there.';
