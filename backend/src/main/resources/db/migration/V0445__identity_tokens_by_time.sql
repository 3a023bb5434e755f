-- Who was given a token lately is asked every second, so that only those are looked at who may hold a good one.
create index refresh_token_issued on identity.refresh_token (issued_at);
