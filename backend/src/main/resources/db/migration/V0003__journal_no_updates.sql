-- The runtime role changes nothing in the journal, not even its own bookmarks: they move by these two functions, and
-- only forward.
create function journal.move_cursor(of_reader text, to_seq bigint) returns void
    language sql security definer set search_path = journal, pg_temp
    as $$
    insert into journal.cursor as c (reader, seq) values (of_reader, to_seq)
    on conflict (reader) do update set seq = excluded.seq where c.seq < excluded.seq
    $$;
comment on function journal.move_cursor(text, bigint) is
    'A watcher has dealt with everything up to a seq. Moving back changes nothing.';

create function journal.advance(read_upto pg_snapshot, to_seq bigint, to_hash bytea) returns void
    language plpgsql security definer set search_path = journal, pg_temp
    as $$
    begin
        update journal.sealer s set upto = coalesce(read_upto, s.upto), seq = to_seq, hash = to_hash
        where s.seq < to_seq and exists (select from journal.seal l where l.seq = to_seq and l.hash = to_hash);
        if not found then
            raise exception 'the tip cannot move to seq %: no such seal above it', to_seq
                using errcode = 'check_violation';
        end if;
    end
    $$;
comment on function journal.advance(pg_snapshot, bigint, bytea) is
    'Moves the tip to a seal that is there and lies above it; without a snapshot the last one stays.';

revoke all on function journal.move_cursor(text, bigint) from public;
revoke all on function journal.advance(pg_snapshot, bigint, bytea) from public;
grant execute on function journal.move_cursor(text, bigint) to ${runtime};
grant execute on function journal.advance(pg_snapshot, bigint, bytea) to ${runtime};
revoke update on journal.sealer from ${runtime};
revoke insert, update on journal.cursor from ${runtime};
