-- A step that fails again and again is given up some time.
alter table notification.escalation add column tries integer not null default 0 check (tries >= 0);
comment on column notification.escalation.tries is 'Failures in a row of the next step';
