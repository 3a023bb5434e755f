-- The stream asks for the newest message of many people at once.
create index message_person on notification.message (person_id, id desc);

-- Messages that were read, and what became of their copies, are swept.
create index message_read_age on notification.message (read_at) where read_at is not null;
create index delivery_message on notification.delivery (message_id);
grant delete on notification.message, notification.delivery to ${runtime};
