package org.twinloop.supervision.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.upkeep.Perishable;
import org.twinloop.supervision.publication.Figures.Count;

/** The SQL of figures: what is kept of each trip, and what tables count. */
@ApplicationScoped
class FigureRepository implements Perishable {

    private static final String OF_MONTH = "p.unit_id = $1 and p.ended_at >= $2 and p.ended_at < $3 ";

    private final Database database;
    private final PublicationConfig config;
    private final Clock clock;

    FigureRepository(Database database, PublicationConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Keeps what is told; null leaves what was told before. */
    Uni<Void> keep(UUID tripId, UUID unitId, Long metres, Long postedFen, Instant at) {
        return database.sql("""
                        insert into supervision.trip_figure (trip_id, unit_id, km_m, posted_fen, told_at)
                        values ($1, $2, $3, $4, $5) on conflict (trip_id) do update set
                            km_m = coalesce(excluded.km_m, trip_figure.km_m),
                            posted_fen = coalesce(excluded.posted_fen, trip_figure.posted_fen),
                            told_at = excluded.told_at""", tripId, unitId, metres, postedFen, at).replaceWithVoid();
    }

    /** Different travellers of trips of a unit that ended in a span. */
    Uni<Long> travellers(UUID unitId, Instant from, Instant to) {
        return database.rows(
                        "select count(distinct p.traveller_id) from supervision.past_trip p where " + OF_MONTH
                                + "and p.outcome = 'FINISHED'",
                        unitId,
                        from,
                        to)
                .map(rows -> rows.get(0).whole(0));
    }

    /** Trips by mode. */
    Uni<List<Count>> modes(UUID unitId, Instant from, Instant to) {
        return counts(
                "select p.mode, count(*), count(distinct p.traveller_id), cast(coalesce(sum(f.km_m), 0) as bigint), "
                        + "cast(coalesce(sum(f.posted_fen - f.carried_fen), 0) as bigint), "
                        + "count(*) filter (where f.posted_fen is null) from supervision.past_trip p "
                        + "left join supervision.trip_figure f on f.trip_id = p.trip_id where " + OF_MONTH
                        + "and p.outcome = 'FINISHED' group by p.mode order by p.mode",
                unitId,
                from,
                to);
    }

    /** Findings about trips of the month, those nobody came for included, by what was decided. */
    Uni<List<Count>> findings(UUID unitId, Instant from, Instant to) {
        return counts(
                "select coalesce(f.outcome, 'UNDECIDED'), count(*), count(distinct p.traveller_id), "
                        + "cast(0 as bigint), cast(0 as bigint), cast(0 as bigint) from supervision.past_trip p "
                        + "join supervision.finding f on f.trip_id = p.trip_id where " + OF_MONTH
                        + "group by 1 order by 1",
                unitId,
                from,
                to);
    }

    /** Trips drawn of the month, by what was found. */
    Uni<List<Count>> sample(UUID unitId, String period) {
        return counts(
                "select coalesce(i.outcome, 'UNREVIEWED'), count(*), count(distinct i.traveller_id), "
                        + "cast(0 as bigint), cast(0 as bigint), cast(0 as bigint) from supervision.sample s "
                        + "join supervision.sample_item i on i.sample_id = s.id "
                        + "where s.unit_id = $1 and s.period = $2 group by 1 order by 1",
                unitId,
                period);
    }

    /** Of what was posted for a trip, how much the budget of another carried that rode along. */
    Uni<Void> carried(UUID tripId, UUID unitId, long fen, Instant at) {
        return database.sql(
                        "insert into supervision.trip_figure (trip_id, unit_id, carried_fen, told_at) "
                                + "values ($1, $2, $3, $4) on conflict (trip_id) do update set "
                                + "carried_fen = excluded.carried_fen, told_at = excluded.told_at",
                        tripId,
                        unitId,
                        fen,
                        at)
                .replaceWithVoid();
    }

    private Uni<List<Count>> counts(String sql, Object... parameters) {
        return database.rows(sql, parameters)
                .map(rows -> rows.stream().map(FigureRepository::count).toList());
    }

    private static Count count(Row r) {
        return new Count(r.text(0), r.whole(1), r.whole(2), r.whole(3), r.whole(4), r.whole(5));
    }

    @Override
    public String name() {
        return "old-trip-figures";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(
                "delete from supervision.trip_figure where trip_id in (select trip_id from supervision.trip_figure "
                        + "where told_at < $1 order by told_at limit $2)",
                clock.instant().minus(config.keepFigures()),
                max);
    }
}
