package org.twinloop.trip.approval.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.trip.approval.rule.PolicySettings;

/** The SQL of policies. */
@ApplicationScoped
class PolicyRepository {
    private static final String ALL = """
            select version, valid_from, valid_to, source, settings::text, published_at, published_by
            from trip.policy order by valid_from desc""";

    private final Database database;
    private final ObjectMapper json;

    PolicyRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Every edition, the newest first. */
    Uni<List<PolicyEdition>> all() {
        return database.rows(ALL).map(rows -> rows.stream().map(this::edition).toList());
    }

    Uni<Integer> count() {
        return database.row("select count(*) from trip.policy")
                .map(row -> (int) row.orElseThrow().whole(0));
    }

    private PolicyEdition edition(Row row) {
        try {
            return new PolicyEdition(
                    row.text(0),
                    row.instant(1),
                    row.instant(2),
                    row.text(3),
                    json.readValue(row.text(4), PolicySettings.class),
                    row.instant(5),
                    row.uuid(6));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("policy version " + row.text(0) + " cannot be read", e);
        }
    }
}
