-- How the file of a statement was read, and what the lines that could not be read bill.
alter table settlement.statement
    add column encoding text not null default 'UTF-8' check (encoding in ('UTF-8', 'GB18030')),
    add column rejected_fen bigint not null default 0,
    add column rejected_without_total integer not null default 0 check (rejected_without_total >= 0);
comment on column settlement.statement.encoding is 'As recognised from its bytes; earlier files were read as UTF-8';
comment on column settlement.statement.rejected_fen is
    'Sum of the totals that could be read on lines that could not; no part of billed_fen';
comment on column settlement.statement.rejected_without_total is 'Lines that cannot be read, their total included';
