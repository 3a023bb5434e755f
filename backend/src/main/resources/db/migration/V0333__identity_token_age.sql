-- Tokens past their life are swept.
create index refresh_token_expiry on identity.refresh_token (expires_at);
grant delete on identity.refresh_token to ${runtime};
