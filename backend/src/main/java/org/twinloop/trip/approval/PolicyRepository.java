package org.twinloop.trip.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

@ApplicationScoped
class PolicyRepository {
    private final Database database;
    private final ObjectMapper json;

    PolicyRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Uni<Optional<PolicyVersion>> inForce(Instant at) {
        return database.row(
                        "select version, settings::text from trip.policy "
                                + "where valid_from <= $1 and (valid_to is null or valid_to > $1)",
                        at)
                .map(row -> row.map(this::version));
    }

    private PolicyVersion version(Row row) {
        try {
            return new PolicyVersion(row.text(0), json.readValue(row.text(1), PolicySettings.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("policy version " + row.text(0) + " cannot be read", e);
        }
    }
}
