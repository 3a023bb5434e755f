-- History in the order in which it was committed, for readers that must miss nothing: late reports have old event
-- times, and a transaction that began first may commit last. The number of the writing transaction, compared with
-- snapshots (txid_visible_in_snapshot), tells exactly what became visible between two looks. Rows of a day lie in the
-- order of arrival, so a BRIN index of some pages finds them and costs the writers next to nothing.
alter table telematics.report add column stored bigint not null default txid_current();
comment on column telematics.report.stored is
    'Transaction that wrote the row. After a restore from a dump transaction ids start anew: see the runbook.';
create index report_stored on telematics.report using brin (stored) with (pages_per_range = 32, autosummarize = on);

create view telematics.history with (security_invoker = true) as
    select vehicle_no, event_time, boot, seq, received_at, lon, lat, speed_kmh, odometer_m, soc_percent, doors_open,
        locked, plugged, charging, extra, stored
    from telematics.report;
comment on view telematics.history is 'Published for readers of the history by commit order or by car and time.';
grant select on telematics.history to ${runtime};
