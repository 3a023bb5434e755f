-- The city's clock may jump (the sample city lives through a month in minutes); how often legs are worth making does
-- not.
alter table network.leg_table add column made_at timestamptz not null default 'epoch';
comment on column network.leg_table.made_at is
    'When they were made, by the machine''s clock, as is claimed_at. computed_at is city time, for readers.';
