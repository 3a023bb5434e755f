package org.twinloop.supervision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;

/** The SQL of findings and of what people said about them. */
@ApplicationScoped
class FindingRepository {

    private static final String FINDING =
            "select id, trip_id, unit_id, traveller_id, booked_by_id, rule, rule_version, "
                    + "phase, outcome, found_at, inputs::text, text_zh, text_en from supervision.finding ";

    private final Database database;
    private final ObjectMapper json;

    FindingRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * False when the rule has found this before.
     *
     * @param about what it is about when that is no trip
     */
    Uni<Boolean> insert(Finding f, String about) {
        return database.sql(
                        """
                        insert into supervision.finding (id, trip_id, unit_id, traveller_id, booked_by_id, rule,
                            rule_version, state, phase, found_at, inputs, text_zh, text_en, about)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, cast($11::text as jsonb), $12, $13, $14)
                        on conflict do nothing""",
                        f.id(),
                        f.tripId(),
                        f.unitId(),
                        f.travellerId(),
                        f.bookedById(),
                        f.rule(),
                        f.ruleVersion(),
                        f.state(),
                        f.phase().name(),
                        f.foundAt(),
                        f.inputs().toString(),
                        f.textZh(),
                        f.textEn(),
                        about)
                .map(rows -> rows == 1);
    }

    /** The finding of a rule about a trip or something else, which there must be. */
    Uni<UUID> idOf(UUID tripId, String about, String rule) {
        return database.row(
                        "select id from supervision.finding where rule = $3 "
                                + "and (trip_id = $1::uuid or about = $2::text)",
                        tripId,
                        about,
                        rule)
                .map(row -> row.orElseThrow().uuid(0));
    }

    /** Newest first, before an id. */
    Uni<List<Finding>> list(UUID before, int limit) {
        return database.rows(FINDING + "where $1::uuid is null or id < $1 order by id desc limit $2", before, limit)
                .chain(this::whole);
    }

    /** Those about a traveller's own trips, newest first, before an id. */
    Uni<List<Finding>> ofTraveller(UUID travellerId, UUID before, int limit) {
        return database.rows(
                        FINDING + "where traveller_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3",
                        travellerId,
                        before,
                        limit)
                .chain(this::whole);
    }

    Uni<Finding> get(UUID id) {
        return database.rows(FINDING + "where id = $1", id)
                .chain(this::whole)
                .map(found -> found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("finding " + id)));
    }

    /** Moves it on from a phase; false when somebody else was faster. */
    Uni<Boolean> move(Finding next, Finding.Phase from) {
        return database.sql(
                        "update supervision.finding set phase = $2, outcome = $3, state = $4 "
                                + "where id = $1 and phase = $5",
                        next.id(),
                        next.phase().name(),
                        next.outcome() == null ? null : next.outcome().name(),
                        next.state(),
                        from.name())
                .map(rows -> rows == 1);
    }

    Uni<Void> add(Finding f, FindingStep step) {
        return database.sql(
                        """
                        insert into supervision.finding_step (finding_id, kind, unit_id, traveller_id, person_id,
                            name_zh, outcome, said, said_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
                        f.id(),
                        step.kind().name(),
                        f.unitId(),
                        f.travellerId(),
                        step.personId(),
                        step.nameZh(),
                        step.outcome() == null ? null : step.outcome().name(),
                        step.said(),
                        step.saidAt())
                .replaceWithVoid();
    }

    /** With what was said about each. */
    private Uni<List<Finding>> whole(List<Row> rows) {
        List<Finding> bare = rows.stream().map(this::finding).toList();
        if (bare.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return database.rows("""
                        select finding_id, kind, person_id, name_zh, outcome, said, said_at
                        from supervision.finding_step where finding_id = any($1::uuid[]) order by said_at, kind
                        """, (Object) bare.stream().map(Finding::id).toArray(UUID[]::new))
                .map(said -> {
                    Map<UUID, List<FindingStep>> steps = said.stream()
                            .map(FindingRepository::step)
                            .collect(Collectors.groupingBy(FindingStep::findingId));
                    return bare.stream()
                            .map(finding -> finding.with(steps.getOrDefault(finding.id(), List.of())))
                            .toList();
                });
    }

    private Finding finding(Row r) {
        try {
            return new Finding(
                    r.uuid(0),
                    r.uuid(1),
                    r.uuid(2),
                    r.uuid(3),
                    r.uuid(4),
                    r.text(5),
                    r.text(6),
                    Finding.Phase.valueOf(r.text(7)),
                    outcome(r.text(8)),
                    r.instant(9),
                    json.readTree(r.text(10)),
                    r.text(11),
                    r.text(12),
                    List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("inputs of finding " + r.uuid(0) + " are not JSON", e);
        }
    }

    private static FindingStep step(Row r) {
        return new FindingStep(
                r.uuid(0),
                FindingStep.Kind.valueOf(r.text(1)),
                r.uuid(2),
                r.text(3),
                outcome(r.text(4)),
                r.text(5),
                r.instant(6));
    }

    private static Finding.Outcome outcome(String word) {
        return word == null ? null : Finding.Outcome.valueOf(word);
    }
}
