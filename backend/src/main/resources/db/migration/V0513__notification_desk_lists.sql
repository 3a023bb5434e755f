-- The desk's list of copies goes by the unit of its reader, and mostly asks for what failed.
create index delivery_desk on notification.delivery (unit_id, id desc);
create index delivery_failed on notification.delivery (id desc) where state = 'FAILED';
