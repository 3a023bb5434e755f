package org.twinloop.trip.approval.policy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.StoredJson;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.policy.PolicyTrial.Cursor;
import org.twinloop.trip.approval.policy.PolicyTrial.Decided;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.approval.rule.PolicySettings;

/** The SQL of policies. */
@ApplicationScoped
class PolicyRepository {
    private static final String ALL = """
            select version, valid_from, valid_to, source, settings::text, published_at, published_by
            from trip.policy order by valid_from desc""";

    private final Database database;
    private final StoredJson json;

    PolicyRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /** Every edition, the newest first. */
    Uni<List<PolicyEdition>> all() {
        return database.rows(ALL).map(rows -> rows.stream().map(this::edition).toList());
    }

    /** What was decided about trips that leave after a cursor and before an instant, in the order of departure. */
    Uni<List<Decided>> decided(Cursor after, Instant before, int limit) {
        return database.rows("""
                        select id, depart_at, mode, policy::text from trip.trip
                        where (depart_at, id) > ($1, $2) and depart_at < $3
                        order by depart_at, id limit $4""", after.departAt(), after.tripId(), before, limit)
                .map(rows -> rows.stream()
                        .map(row -> new Decided(
                                row.uuid(0),
                                row.instant(1),
                                TravelMode.valueOf(row.text(2)),
                                json.read(row.text(3), PolicyResult.class)))
                        .toList());
    }

    Uni<Void> end(String version, Instant at) {
        return database.sql("update trip.policy set valid_to = $2 where version = $1", version, at)
                .replaceWithVoid();
    }

    Uni<Void> insert(PolicyEdition edition) {
        return database.sql(
                        """
                        insert into trip.policy (version, valid_from, valid_to, settings, source, published_at,
                            published_by)
                        values ($1, $2, $3, cast($4::text as jsonb), $5, $6, $7)""",
                        edition.version(),
                        edition.validFrom(),
                        edition.validTo(),
                        json.write(edition.settings()),
                        edition.source(),
                        edition.publishedAt(),
                        edition.publishedBy())
                .replaceWithVoid();
    }

    Uni<Integer> count() {
        return database.row("select count(*) from trip.policy")
                .map(row -> (int) row.orElseThrow().whole(0));
    }

    private PolicyEdition edition(Row row) {
        return new PolicyEdition(
                row.text(0),
                row.instant(1),
                row.instant(2),
                row.text(3),
                json.read(row.text(4), PolicySettings.class),
                row.instant(5),
                row.uuid(6));
    }
}
