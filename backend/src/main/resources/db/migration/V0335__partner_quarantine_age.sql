-- Records that have not come again for long are swept.
create index quarantine_age on partner.quarantine (last_at);
grant delete on partner.quarantine to ${runtime};
