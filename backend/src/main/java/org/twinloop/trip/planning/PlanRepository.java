package org.twinloop.trip.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;

@ApplicationScoped
class PlanRepository {
    private final Database database;
    private final ObjectMapper json;

    PlanRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Answers whether it was new; an id that is taken, by whomever, changes nothing. */
    Uni<Boolean> insert(Plan plan) {
        return database.sql(
                        """
                        insert into trip.plan (id, unit_id, person_id, created_at, valid_until, metric_version,
                            body_hash, request, options, rejected)
                        values ($1, $2, $3, $4, $5, $6, $7, cast($8::text as jsonb), cast($9::text as jsonb),
                            cast($10::text as jsonb))
                        on conflict (id) do nothing""",
                        plan.id(),
                        plan.unitId(),
                        plan.personId(),
                        plan.createdAt(),
                        plan.validUntil(),
                        plan.metricVersion(),
                        plan.bodyHash(),
                        write(plan.request()),
                        write(plan.options()),
                        write(plan.rejected()))
                .map(rows -> rows == 1);
    }

    Uni<Optional<Plan>> find(UUID id) {
        return database.row(
                        "select id, unit_id, person_id, created_at, valid_until, metric_version, body_hash, "
                                + "request::text, options::text, rejected::text from trip.plan where id = $1",
                        id)
                .map(row -> row.map(this::plan));
    }

    /** The plan as if this option were all it offers; the others, each with its way on the map, are not read. */
    Uni<Optional<Plan>> find(UUID id, UUID optionId) {
        return database.row("""
                        select id, unit_id, person_id, created_at, valid_until, metric_version, body_hash,
                            request::text, jsonb_path_query_array(options, '$[*] ? (@.option.id == $wanted)',
                                jsonb_build_object('wanted', $2::text))::text, '[]'
                        from trip.plan where id = $1
                        """, id, optionId.toString()).map(row -> row.map(this::plan));
    }

    private Plan plan(Row row) {
        return new Plan(
                row.uuid(0),
                row.uuid(1),
                row.uuid(2),
                row.instant(3),
                row.instant(4),
                row.whole(5),
                row.text(6),
                read(row.text(7), new TypeReference<PlanRequest>() {}),
                read(row.text(8), new TypeReference<List<PlannedOption>>() {}),
                read(row.text(9), new TypeReference<List<RejectedMode>>() {}));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan cannot be written", e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a saved plan cannot be read", e);
        }
    }
}
