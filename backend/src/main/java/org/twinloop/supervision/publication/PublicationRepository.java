package org.twinloop.supervision.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.supervision.publication.Publication.State;

/** The SQL of publication tables. */
@ApplicationScoped
class PublicationRepository {

    private static final String PUBLICATION =
            "select id, unit_id, unit_zh, unit_en, period, state, content, content_sha256, made_by, made_at, "
                    + "reviewed_by, reviewed_at, review_said, published_at, withdrawn_at, withdrawn_because "
                    + "from supervision.publication ";

    private final Database database;

    PublicationRepository(Database database) {
        this.database = database;
    }

    /** False when there is one of the unit and month already. */
    Uni<Boolean> insert(Publication p) {
        return database.sql(
                        """
                        insert into supervision.publication (id, unit_id, unit_zh, unit_en, period, state, content,
                            content_sha256, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                        on conflict do nothing""",
                        p.id(),
                        p.unitId(),
                        p.unitZh(),
                        p.unitEn(),
                        p.period().toString(),
                        p.state().name(),
                        p.content(),
                        p.sha256(),
                        p.madeBy(),
                        p.madeAt())
                .map(rows -> rows == 1);
    }

    /** What is published, of all units; newest first, before an id; null means any month. */
    Uni<List<Publication>> published(String period, UUID before, int limit) {
        return list(
                PUBLICATION + "where state = 'PUBLISHED' and ($1::text is null or period = $1) "
                        + "and ($2::uuid is null or id < $2) order by id desc limit $3",
                period,
                before,
                limit);
    }

    /** Whatever its state, newest first, before an id; of one unit, or of all when null. */
    Uni<List<Publication>> ofDesk(UUID unitId, UUID before, int limit) {
        return list(
                PUBLICATION + "where ($1::uuid is null or unit_id = $1) and ($2::uuid is null or id < $2) "
                        + "order by id desc limit $3",
                unitId,
                before,
                limit);
    }

    private Uni<List<Publication>> list(String sql, Object... parameters) {
        return database.rows(sql, parameters)
                .map(rows ->
                        rows.stream().map(PublicationRepository::publication).toList());
    }

    Uni<Publication> get(UUID id) {
        return one(database.row(PUBLICATION + "where id = $1", id), id);
    }

    Uni<Publication> lock(UUID id) {
        return one(database.row(PUBLICATION + "where id = $1 for update", id), id);
    }

    private static Uni<Publication> one(Uni<Optional<Row>> found, UUID id) {
        return found.map(row -> row.map(PublicationRepository::publication)
                .orElseThrow(() -> ProblemException.notFound("publication " + id)));
    }

    Uni<Void> reviewed(UUID id, UUID by, String said, Instant at) {
        return database.sql(
                        "update supervision.publication set state = 'REVIEWED', reviewed_by = $2, review_said = $3, "
                                + "reviewed_at = $4 where id = $1",
                        id,
                        by,
                        said,
                        at)
                .replaceWithVoid();
    }

    Uni<Void> published(UUID id, UUID by, Instant at) {
        return database.sql(
                        "update supervision.publication set state = 'PUBLISHED', published_by = $2, "
                                + "published_at = $3 where id = $1",
                        id,
                        by,
                        at)
                .replaceWithVoid();
    }

    Uni<Void> withdrawn(UUID id, UUID by, String because, Instant at) {
        return database.sql(
                        "update supervision.publication set state = 'WITHDRAWN', withdrawn_by = $2, "
                                + "withdrawn_because = $3, withdrawn_at = $4 where id = $1",
                        id,
                        by,
                        because,
                        at)
                .replaceWithVoid();
    }

    private static Publication publication(Row r) {
        return new Publication(
                r.uuid(0),
                r.uuid(1),
                r.text(2),
                r.text(3),
                YearMonth.parse(r.text(4)),
                State.valueOf(r.text(5)),
                r.text(6),
                r.text(7),
                r.uuid(8),
                r.instant(9),
                r.uuid(10),
                r.instant(11),
                r.text(12),
                r.instant(13),
                r.instant(14),
                r.text(15));
    }
}
