-- A token has up to 4,096 characters, more than a B-tree takes; a hash index has no such limit.
drop index notification.push_token_token;
alter table notification.push_token add constraint push_token_token exclude using hash (token with =);
