package org.twinloop.supervision.question;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.supervision.question.Question.About;
import org.twinloop.supervision.question.Question.Answer;
import org.twinloop.supervision.question.Question.Decision;
import org.twinloop.supervision.question.Question.Phase;
import org.twinloop.supervision.question.Question.Place;
import org.twinloop.supervision.question.Question.Verdict;

/** The SQL of questions on the way. */
@ApplicationScoped
class QuestionRepository {

    private static final String COLUMNS =
            "id, trip_id, unit_id, traveller_id, booked_by_id, rule, rule_version, phase, "
                    + "began_at, ended_at, asked_at, due_at, inputs::text, lon, lat, accuracy_m, placed_at, "
                    + "text_zh, text_en, reason, said, answered_at, verdict, decided_by, decider_zh, decided_because, "
                    + "decided_at, finding_id";
    private static final String QUESTION = "select " + COLUMNS + " from supervision.question ";

    private final Database database;
    private final ObjectMapper json;

    QuestionRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** What was asked of a trip by a rule: how often, and whether it goes on. */
    record Asked(UUID tripId, String rule, long times, boolean goesOn) {}

    /** What was asked of trips. */
    Uni<List<Asked>> asked(UUID[] tripIds) {
        return database.rows(
                        "select q.trip_id, q.rule, count(*), bool_or(q.ended_at is null) from supervision.question q "
                                + "where q.trip_id = any($1::uuid[]) group by q.trip_id, q.rule",
                        (Object) tripIds)
                .map(rows -> rows.stream()
                        .map(row -> new Asked(row.uuid(0), row.text(1), row.whole(2), row.flag(3)))
                        .toList());
    }

    /** False when one of the rule goes on already. */
    Uni<Boolean> insert(Question q) {
        Place place = q.place().orElse(null);
        return database.sql(
                        """
                        insert into supervision.question (id, trip_id, unit_id, traveller_id, booked_by_id, rule,
                            rule_version, phase, began_at, asked_at, due_at, inputs, lon, lat, accuracy_m, placed_at,
                            text_zh, text_en)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, cast($12::text as jsonb), $13, $14, $15,
                            $16, $17, $18) on conflict do nothing""",
                        q.id(),
                        q.about().tripId(),
                        q.about().unitId(),
                        q.about().travellerId(),
                        q.about().bookedById(),
                        q.rule(),
                        q.ruleVersion(),
                        q.phase().name(),
                        q.beganAt(),
                        q.askedAt(),
                        q.dueAt(),
                        q.inputs().toString(),
                        place == null ? null : place.point().lon(),
                        place == null ? null : place.point().lat(),
                        place == null ? null : place.accuracyM(),
                        place == null ? null : place.at(),
                        q.textZh(),
                        q.textEn())
                .map(rows -> rows == 1);
    }

    Uni<Void> end(UUID tripId, String rule, Instant at) {
        return database.sql(
                        "update supervision.question set ended_at = greatest($3::timestamptz, began_at) "
                                + "where trip_id = $1 and rule = $2 and ended_at is null",
                        tripId,
                        rule,
                        at)
                .replaceWithVoid();
    }

    /** What was going on when a trip ended, ended with it. */
    Uni<Void> endWithTrips(Instant at) {
        return database.sql(
                        "update supervision.question q set ended_at = greatest($1::timestamptz, began_at) "
                                + "where ended_at is null and not exists (select from trip.under_way u "
                                + "where u.trip_id = q.trip_id)",
                        at)
                .replaceWithVoid();
    }

    /** What nobody answered in time, the longest waiting first. */
    Uni<List<UUID>> unanswered(Instant at, int max) {
        return database.rows(
                        "select id from supervision.question where phase = 'ASKED' and due_at <= $1 "
                                + "order by due_at, id limit $2",
                        at,
                        max)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    /** Moves one of them on; nothing when it was answered meanwhile, or another instance is at it. */
    Uni<Optional<Question>> takeUnanswered(UUID id, Instant at) {
        return database.row(
                        "update supervision.question set phase = 'TO_DECIDE' where id in (select id from "
                                + "supervision.question where id = $1 and phase = 'ASKED' and due_at <= $2 "
                                + "for update skip locked) returning " + COLUMNS,
                        id,
                        at)
                .map(row -> row.map(this::question));
    }

    Uni<Question> lock(UUID id) {
        return one(database.row(QUESTION + "where id = $1 for update", id), id);
    }

    Uni<Question> get(UUID id) {
        return one(database.row(QUESTION + "where id = $1", id), id);
    }

    private Uni<Question> one(Uni<Optional<Row>> found, UUID id) {
        return found.map(row -> row.map(this::question).orElseThrow(() -> ProblemException.notFound("question " + id)));
    }

    /** Of a traveller, newest first, before an id; those that can still be answered only, when asked so. */
    Uni<List<Question>> ofTraveller(UUID travellerId, boolean open, UUID before, int limit) {
        return list(
                QUESTION + "where traveller_id = $1 and ($2::uuid is null or id < $2) and (not $3::boolean or "
                        + "(phase in ('ASKED', 'TO_DECIDE') and answered_at is null)) order by id desc limit $4",
                travellerId,
                before,
                open,
                limit);
    }

    /**
     * Newest first, before an id; null means any phase.
     *
     * @param unitId the unit of the scope, null where it is wider; row-level security alone finds no index
     */
    Uni<List<Question>> list(UUID unitId, Phase phase, UUID before, int limit) {
        return list(
                QUESTION + "where ($1::text is null or phase = $1) and ($2::uuid is null or id < $2) "
                        + "and ($4::uuid is null or unit_id = $4) order by id desc limit $3",
                phase == null ? null : phase.name(),
                before,
                limit,
                unitId);
    }

    private Uni<List<Question>> list(String sql, Object... parameters) {
        return database.rows(sql, parameters)
                .map(rows -> rows.stream().map(this::question).toList());
    }

    Uni<Void> answered(UUID id, Phase phase, Answer answer) {
        return database.sql(
                        "update supervision.question set phase = $2, reason = $3, said = $4, answered_at = $5 "
                                + "where id = $1",
                        id,
                        phase.name(),
                        answer.reason().name(),
                        answer.said(),
                        answer.at())
                .replaceWithVoid();
    }

    Uni<Void> decided(UUID id, Decision decision, UUID findingId) {
        return database.sql(
                        "update supervision.question set phase = $2, verdict = $2, decided_by = $3, decider_zh = $4, "
                                + "decided_because = $5, decided_at = $6, finding_id = $7 where id = $1",
                        id,
                        decision.verdict().name(),
                        decision.by(),
                        decision.nameZh(),
                        decision.reason(),
                        decision.at(),
                        findingId)
                .replaceWithVoid();
    }

    private Question question(Row r) {
        return new Question(
                r.uuid(0),
                new About(r.uuid(1), r.uuid(2), r.uuid(3), r.uuid(4)),
                r.text(5),
                r.text(6),
                Phase.valueOf(r.text(7)),
                r.instant(8),
                r.instant(9),
                r.instant(10),
                r.instant(11),
                inputs(r.text(12)),
                r.isNull(13)
                        ? Optional.empty()
                        : Optional.of(new Place(new GeoPoint(r.number(13), r.number(14)), r.number(15), r.instant(16))),
                r.text(17),
                r.text(18),
                r.isNull(19)
                        ? Optional.empty()
                        : Optional.of(new Answer(Reason.valueOf(r.text(19)), r.text(20), r.instant(21))),
                r.isNull(22)
                        ? Optional.empty()
                        : Optional.of(new Decision(
                                Verdict.valueOf(r.text(22)), r.uuid(23), r.text(24), r.text(25), r.instant(26))),
                r.uuid(27));
    }

    private JsonNode inputs(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("inputs of a question are not JSON", e);
        }
    }
}
