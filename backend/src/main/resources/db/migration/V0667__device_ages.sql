-- Commands, offline keys with their uses, and claims have an end.
create index command_age on device.command (ended_at, id) where ended_at is not null;
create index offline_key_age on device.offline_key (valid_to, trip_id, counter);
create index offline_key_highest on device.offline_key (device_id, counter);
create index offline_key_use_age on device.offline_key_use (reported_at);
create index claim_age on device.claim (expires_at);
grant delete on device.command, device.offline_key, device.offline_key_use, device.claim to ${runtime};
