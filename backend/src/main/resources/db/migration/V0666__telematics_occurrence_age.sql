-- Alerts have an end: those that are over and told go after years.
create index occurrence_age on telematics.occurrence (ended_at) where end_told;
grant delete on telematics.occurrence to ${runtime};
