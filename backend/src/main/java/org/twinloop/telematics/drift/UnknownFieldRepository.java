package org.twinloop.telematics.drift;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** SQL of unknown fields. */
@ApplicationScoped
class UnknownFieldRepository {

    private static final String COLUMNS = "field, reports, device_id, first_seen_at, last_seen_at";
    /**
     * Names for which there is no room go together into one row. A row that this statement made has no transaction that
     * changed it (xmax).
     */
    private static final String NOTE = """
            with named as materialized (
                select n.*, k.field is not null or n.field = $7 or $6 >= row_number() over (
                        partition by k.field is null and n.field <> $7 order by n.field)
                    + (select count(*) from telematics.unknown_field where field <> $7) as fits
                from unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[], $5::timestamptz[])
                    as n(field, reports, device_id, first_at, last_at)
                left join telematics.unknown_field k on k.field = n.field
            ), heard as (
                insert into telematics.unknown_field as f (field, reports, device_id, first_seen_at, last_seen_at)
                select case when fits then field else $7 end as name, sum(reports),
                    (array_agg(device_id order by last_at desc))[1], min(first_at), max(last_at)
                from named group by name order by name
                on conflict (field) do update set reports = f.reports + excluded.reports,
                    device_id = excluded.device_id, last_seen_at = greatest(f.last_seen_at, excluded.last_seen_at)
                returning field, reports, device_id, first_seen_at, last_seen_at, xmax = 0 as fresh
            )
            select b.mentions, h.field, h.reports, h.device_id, h.first_seen_at, h.last_seen_at
            from (select coalesce(sum(reports), 0)::bigint as mentions from named where not fits) b
            left join heard h on h.fresh order by h.field
            """;

    private final Database database;

    UnknownFieldRepository(Database database) {
        this.database = database;
    }

    /** A field as it is noted. */
    record Noted(String field, long reports, String deviceId, Instant firstSeenAt, Instant lastSeenAt) {

        private static Noted of(Row row, int first) {
            return new Noted(
                    row.text(first),
                    row.whole(first + 1),
                    row.text(first + 2),
                    row.instant(first + 3),
                    row.instant(first + 4));
        }
    }

    /**
     * What a note changed.
     *
     * @param fresh names that were not known before
     * @param beyond how often names were heard for which there was no room here
     */
    record News(List<Noted> fresh, long beyond) {

        private static News of(List<Row> rows) {
            List<Noted> fresh = rows.stream()
                    .filter(row -> row.text(1) != null)
                    .map(row -> Noted.of(row, 1))
                    .toList();
            return new News(fresh, rows.get(0).whole(0));
        }
    }

    /** Adds what was heard. */
    Uni<News> note(List<UnknownFields.Heard> heard, int fieldsMax) {
        if (heard.isEmpty()) {
            return Uni.createFrom().item(new News(List.of(), 0));
        }
        return database.rows(
                        NOTE,
                        heard.stream().map(UnknownFields.Heard::field).toArray(String[]::new),
                        heard.stream().map(UnknownFields.Heard::reports).toArray(Long[]::new),
                        heard.stream().map(UnknownFields.Heard::deviceId).toArray(String[]::new),
                        heard.stream().map(UnknownFields.Heard::firstAt).toArray(Instant[]::new),
                        heard.stream().map(UnknownFields.Heard::lastAt).toArray(Instant[]::new),
                        fieldsMax,
                        UnknownFields.MORE)
                .map(News::of);
    }

    Uni<Integer> forget(Instant notSeenSince) {
        return database.sql("delete from telematics.unknown_field where last_seen_at < $1", notSeenSince);
    }

    /** By name after one. */
    Uni<List<Noted>> list(String after, int limit) {
        return database.rows(
                        "select " + COLUMNS + " from telematics.unknown_field where field > $1 order by field limit $2",
                        after,
                        limit)
                .map(rows -> rows.stream().map(row -> Noted.of(row, 0)).toList());
    }
}
