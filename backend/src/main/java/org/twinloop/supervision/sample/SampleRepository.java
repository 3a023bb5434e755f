package org.twinloop.supervision.sample;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Row;
import org.twinloop.supervision.sample.Sample.Item;
import org.twinloop.supervision.sample.Sample.Outcome;
import org.twinloop.supervision.sample.Sample.Review;
import org.twinloop.supervision.sample.Sample.Stratum;

/** The SQL of samples. */
@ApplicationScoped
class SampleRepository {

    private static final String SAMPLE = """
            select s.id, s.unit_id, s.period, s.seed, s.share_percent, s.minimum, s.maximum, s.population,
                s.with_findings, s.population_sha256, s.drawn_at, s.drawn_by, count(i.id), count(i.outcome),
                count(i.finding_id)
            from supervision.sample s left join supervision.sample_item i on i.sample_id = s.id
            """;
    private static final String ITEM = "select id, sample_id, unit_id, trip_id, stratum, traveller_id, booked_by_id, "
            + "array_to_string(party_ids, ','), outcome, said, reviewed_by, reviewer_zh, reviewed_at, "
            + "finding_id from supervision.sample_item ";

    private final Database database;

    SampleRepository(Database database) {
        this.database = database;
    }

    /** A closed trip as the draw sees it; {@code noticed} when a finding is there already. */
    record Closed(UUID tripId, UUID travellerId, UUID bookedById, String mode, long quotedFen, boolean noticed) {}

    /** Trips of a unit that ended in a span, at most so many. */
    Uni<List<Closed>> closed(UUID unitId, Instant from, Instant to, int max) {
        return database.rows("""
                        select p.trip_id, p.traveller_id, p.booked_by_id, p.mode, p.quoted_fen,
                            exists (select from supervision.finding f where f.trip_id = p.trip_id)
                        from supervision.past_trip p
                        where p.unit_id = $1 and p.outcome = 'FINISHED' and p.ended_at >= $2 and p.ended_at < $3
                        order by p.trip_id limit $4""", unitId, from, to, max)
                .map(rows -> rows.stream()
                        .map(r -> new Closed(r.uuid(0), r.uuid(1), r.uuid(2), r.text(3), r.whole(4), r.flag(5)))
                        .toList());
    }

    /** Units with trips that ended in a span and without a draw for the period. */
    Uni<List<UUID>> undrawn(YearMonth period, Instant from, Instant to) {
        return database.rows("""
                        select distinct p.unit_id from supervision.past_trip p
                        where p.outcome = 'FINISHED' and p.ended_at >= $2 and p.ended_at < $3 and not exists
                            (select from supervision.sample s where s.unit_id = p.unit_id and s.period = $1)
                        order by p.unit_id""", period.toString(), from, to)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).toList());
    }

    Uni<Boolean> isDrawn(UUID unitId, YearMonth period) {
        return database.row(
                        "select 1 from supervision.sample where unit_id = $1 and period = $2",
                        unitId,
                        period.toString())
                .map(Optional::isPresent);
    }

    /** True when this transaction now draws; another instance may be at it. */
    Uni<Boolean> tryLock() {
        return database.rows("select pg_try_advisory_xact_lock(hashtext('supervision.sample'))")
                .map(rows -> rows.get(0).flag(0));
    }

    /** False when the unit and period was drawn before. */
    Uni<Boolean> insert(Sample s) {
        return database.sql(
                        """
                        insert into supervision.sample (id, unit_id, period, seed, share_percent, minimum, maximum,
                            population, with_findings, population_sha256, drawn_at, drawn_by)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        on conflict do nothing""",
                        s.id(),
                        s.unitId(),
                        s.period().toString(),
                        s.draw().seed(),
                        s.draw().sharePercent(),
                        s.draw().minimum(),
                        s.draw().maximum(),
                        s.population(),
                        s.withFindings(),
                        s.populationSha256(),
                        s.drawnAt(),
                        s.drawnBy())
                .map(rows -> rows == 1);
    }

    Uni<Void> insert(Sample sample, Stratum stratum) {
        return database.sql(
                        "insert into supervision.sample_stratum (sample_id, stratum, unit_id, population, chosen) "
                                + "values ($1, $2, $3, $4, $5)",
                        sample.id(),
                        stratum.name(),
                        sample.unitId(),
                        stratum.population(),
                        stratum.chosen())
                .replaceWithVoid();
    }

    Uni<Void> insert(Item item) {
        return database.sql(
                        """
                        insert into supervision.sample_item (id, sample_id, unit_id, trip_id, stratum, traveller_id,
                            booked_by_id, party_ids) values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                        item.id(),
                        item.sampleId(),
                        item.unitId(),
                        item.tripId(),
                        item.stratum(),
                        item.travellerId(),
                        item.bookedById(),
                        (Object) item.parties().toArray(UUID[]::new))
                .replaceWithVoid();
    }

    /** Newest first, before an id; of one unit, or of all when null. */
    Uni<List<Sample>> list(UUID unitId, UUID before, int limit) {
        return database.rows(
                        SAMPLE + "where ($1::uuid is null or s.unit_id = $1) and ($2::uuid is null or s.id < $2) "
                                + "group by s.id order by s.id desc limit $3",
                        unitId,
                        before,
                        limit)
                .map(rows -> rows.stream().map(SampleRepository::sample).toList());
    }

    Uni<Sample> get(UUID id) {
        return database.row(SAMPLE + "where s.id = $1 group by s.id", id)
                .map(row ->
                        row.map(SampleRepository::sample).orElseThrow(() -> ProblemException.notFound("sample " + id)));
    }

    Uni<List<Stratum>> strata(UUID sampleId) {
        return database.rows(
                        "select stratum, population, chosen from supervision.sample_stratum where sample_id = $1 "
                                + "order by stratum",
                        sampleId)
                .map(rows -> rows.stream()
                        .map(row -> new Stratum(row.text(0), (int) row.whole(1), (int) row.whole(2)))
                        .toList());
    }

    /** Who travelled on a trip, rode along, asked for it or decided about it. */
    Uni<Set<UUID>> parties(UUID tripId) {
        return database.rows(
                        "select distinct person_id from trip.party where trip_id = $1 and person_id is not null",
                        tripId)
                .map(rows -> rows.stream().map(row -> row.uuid(0)).collect(Collectors.toSet()));
    }

    /** Whether somebody had a part in a trip; of who rode along and was only named, whoever has that name. */
    Uni<Boolean> hadPart(UUID tripId, UUID personId, String nameZh) {
        return database.row(
                        "select exists (select from trip.party where trip_id = $1 "
                                + "and (person_id = $2 or person_id is null and name = $3))",
                        tripId,
                        personId,
                        nameZh)
                .map(row -> row.orElseThrow().flag(0));
    }

    /** By stratum, in the order in which they were written down. */
    Uni<List<Item>> items(UUID sampleId) {
        return database.rows(ITEM + "where sample_id = $1 order by stratum, id", sampleId)
                .map(rows -> rows.stream().map(SampleRepository::item).toList());
    }

    Uni<Item> lock(UUID id) {
        return database.row(ITEM + "where id = $1 for update", id)
                .map(row -> row.map(SampleRepository::item)
                        .orElseThrow(() -> ProblemException.notFound("sample item " + id)));
    }

    Uni<Void> reviewed(UUID id, Review review, UUID findingId) {
        return database.sql(
                        "update supervision.sample_item set outcome = $2, said = $3, reviewed_by = $4, "
                                + "reviewer_zh = $5, reviewed_at = $6, finding_id = $7 where id = $1",
                        id,
                        review.outcome().name(),
                        review.said(),
                        review.by(),
                        review.nameZh(),
                        review.at(),
                        findingId)
                .replaceWithVoid();
    }

    private static Sample sample(Row r) {
        return new Sample(
                r.uuid(0),
                r.uuid(1),
                YearMonth.parse(r.text(2)),
                new Draw(r.text(3), (int) r.whole(4), (int) r.whole(5), (int) r.whole(6)),
                (int) r.whole(7),
                (int) r.whole(8),
                r.text(9),
                r.instant(10),
                r.uuid(11),
                (int) r.whole(12),
                (int) r.whole(13),
                (int) r.whole(14));
    }

    private static Item item(Row r) {
        Optional<Review> review = r.isNull(8)
                ? Optional.empty()
                : Optional.of(new Review(Outcome.valueOf(r.text(8)), r.text(9), r.uuid(10), r.text(11), r.instant(12)));
        return new Item(
                r.uuid(0),
                r.uuid(1),
                r.uuid(2),
                r.uuid(3),
                r.text(4),
                r.uuid(5),
                r.uuid(6),
                Arrays.stream(r.text(7).split(",")).map(UUID::fromString).collect(Collectors.toSet()),
                review.orElse(null),
                r.uuid(13));
    }
}
