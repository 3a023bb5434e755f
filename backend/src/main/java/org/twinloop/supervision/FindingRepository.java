package org.twinloop.supervision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of findings. */
@ApplicationScoped
class FindingRepository {

    private static final String LIST = """
            select id, trip_id, unit_id, rule, rule_version, state, found_at, inputs::text, text_zh, text_en
            from supervision.finding where $1::uuid is null or id < $1 order by id desc limit $2""";

    private final Database database;
    private final ObjectMapper json;

    FindingRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** False when the rule has found this trip before. */
    Uni<Boolean> insert(Finding f) {
        return database.sql(
                        """
                        insert into supervision.finding (id, trip_id, unit_id, rule, rule_version, state, found_at,
                            inputs, text_zh, text_en)
                        values ($1, $2, $3, $4, $5, $6, $7, cast($8::text as jsonb), $9, $10)
                        on conflict do nothing""",
                        f.id(),
                        f.tripId(),
                        f.unitId(),
                        f.rule(),
                        f.ruleVersion(),
                        f.state(),
                        f.foundAt(),
                        f.inputs().toString(),
                        f.textZh(),
                        f.textEn())
                .map(rows -> rows == 1);
    }

    /** Newest first, before an id. */
    Uni<List<Finding>> list(UUID before, int limit) {
        return database.rows(LIST, before, limit)
                .map(rows -> rows.stream().map(this::finding).toList());
    }

    private Finding finding(Row r) {
        try {
            return new Finding(
                    r.uuid(0),
                    r.uuid(1),
                    r.uuid(2),
                    r.text(3),
                    r.text(4),
                    r.text(5),
                    r.instant(6),
                    json.readTree(r.text(7)),
                    r.text(8),
                    r.text(9));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("inputs of finding " + r.uuid(0) + " are not JSON", e);
        }
    }
}
