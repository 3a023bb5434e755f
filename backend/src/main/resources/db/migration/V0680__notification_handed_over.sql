-- A push is handed to Google once: who handed it over writes that down before, and nobody does it again unless Google
-- answered that it took nothing.
alter table notification.delivery add column handed_at timestamptz;
comment on column notification.delivery.handed_at is
    'When a copy for a phone was handed over, real time, written before; null again when it certainly did not go out';
