-- Of a shared ride each trip counts its own share as money.
alter table supervision.trip_figure add column carried_fen bigint not null default 0 check (carried_fen >= 0);
comment on column supervision.trip_figure.carried_fen is
    'Of posted_fen what the budget of a trip that rode along carried; that trip has it as its posted_fen';
grant update (carried_fen) on supervision.trip_figure to ${runtime};
