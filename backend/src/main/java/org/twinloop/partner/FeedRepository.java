package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.partner.FeedHealth.Published;
import org.twinloop.partner.FeedHealth.SetAside;
import org.twinloop.partner.FeedHealth.Success;

/** The SQL of feed health and of records set aside. */
@ApplicationScoped
class FeedRepository {

    private final Database database;

    FeedRepository(Database database) {
        this.database = database;
    }

    Uni<Void> ok(Success success, Instant at) {
        return database.sql(
                        """
                        insert into partner.feed as f (operator_id, feed, url, etag, published_at, ttl_s, last_try_at,
                            last_ok_at, received, rejected)
                        values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)
                        on conflict (operator_id, feed) do update set url = excluded.url, etag = excluded.etag,
                            published_at = greatest(excluded.published_at, f.published_at),
                            ttl_s = coalesce(excluded.ttl_s, f.ttl_s), last_try_at = excluded.last_try_at,
                            last_ok_at = excluded.last_ok_at, last_error = null, failures = 0,
                            received = f.received + excluded.received, rejected = f.rejected + excluded.rejected
                        """,
                        success.operatorId(),
                        success.feed(),
                        success.url(),
                        success.etag(),
                        success.publishedAt(),
                        success.ttlS(),
                        at,
                        success.received(),
                        success.rejected())
                .replaceWithVoid();
    }

    Uni<Void> failed(UUID operatorId, String feed, String url, String error, Instant at) {
        return database.sql("""
                        insert into partner.feed as f (operator_id, feed, url, last_try_at, last_error, failures)
                        values ($1, $2, $3, $4, $5, 1)
                        on conflict (operator_id, feed) do update set url = coalesce(excluded.url, f.url),
                            last_try_at = excluded.last_try_at, last_error = excluded.last_error,
                            failures = f.failures + 1
                        """, operatorId, feed, url, at, error).replaceWithVoid();
    }

    Uni<Void> setAside(UUID operatorId, List<SetAside> records, Instant at) {
        Map<String, SetAside> distinct = new LinkedHashMap<>();
        records.forEach(record -> distinct.put(record.feed() + ' ' + hex(record), record));
        List<SetAside> rows = List.copyOf(distinct.values());
        return database.sql(
                        """
                        insert into partner.quarantine as q
                            (operator_id, feed, fingerprint, reason, record_key, record, first_at, last_at)
                        select $1, u.feed, decode(u.hash, 'hex'), u.reason, u.key, u.record, $2, $2
                        from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
                            as u(feed, hash, reason, key, record)
                        on conflict (operator_id, feed, fingerprint) do update set last_at = excluded.last_at,
                            times = q.times + 1, reason = excluded.reason
                        """,
                        operatorId,
                        at,
                        rows.stream().map(SetAside::feed).toArray(String[]::new),
                        rows.stream().map(FeedRepository::hex).toArray(String[]::new),
                        rows.stream().map(SetAside::reason).toArray(String[]::new),
                        rows.stream().map(SetAside::key).toArray(String[]::new),
                        rows.stream().map(SetAside::record).toArray(String[]::new))
                .replaceWithVoid();
    }

    Uni<List<Published>> published(UUID operatorId) {
        return database.rows(
                        "select feed, published_at from partner.feed "
                                + "where operator_id = $1 and published_at is not null",
                        operatorId)
                .map(rows -> rows.stream()
                        .map(row -> new Published(row.text(0), row.instant(1)))
                        .toList());
    }

    Uni<List<FeedRow>> list() {
        return database.rows("""
                        select o.code, f.feed, f.published_at, f.ttl_s, f.last_ok_at, f.last_error, f.failures,
                            f.received, f.rejected
                        from partner.feed f join operator.published o on o.id = f.operator_id
                        order by o.code, f.feed limit 200
                        """)
                .map(rows -> rows.stream()
                        .map(row -> new FeedRow(
                                row.text(0),
                                row.text(1),
                                row.instant(2),
                                row.isNull(3) ? null : (int) row.whole(3),
                                row.instant(4),
                                row.text(5),
                                (int) row.whole(6),
                                row.whole(7),
                                row.whole(8)))
                        .toList());
    }

    private static String hex(SetAside record) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(record.record().getBytes(StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    record FeedRow(
            String operatorCode,
            String feed,
            Instant publishedAt,
            Integer ttlS,
            Instant lastOkAt,
            String lastError,
            int failures,
            long received,
            long rejected) {}
}
