package org.twinloop.network.loop;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.geo.Polyline;
import org.twinloop.network.LoopId;

/** The SQL of legs and tours. */
@ApplicationScoped
class LegRepository {

    private final Database database;

    LegRepository(Database database) {
        this.database = database;
    }

    /**
     * Answers whether this instance is to make them: they are of another network or old, and nobody else does.
     *
     * @param machine the machine's time: the city's may jump by weeks, and nothing about the roads has changed then
     */
    Uni<Boolean> claim(UUID claim, long networkVersion, Instant machine, Duration ageMax, Duration claimFor) {
        Instant old = machine.minus(ageMax);
        Instant lost = machine.minus(claimFor);
        return database.sql("""
                        update network.leg_table set claim = $1, claimed_at = $3
                        where (network_version < $2 or made_at < $4)
                            and (claim is null or claimed_at < $5 or claimed_at > $3)
                        """, claim, networkVersion, machine, old, lost).map(rows -> rows == 1);
    }

    /** Keeps a claim; answers whether it still held. */
    Uni<Boolean> renew(UUID claim, Instant machine) {
        return database.sql("update network.leg_table set claimed_at = $2 where claim = $1", claim, machine)
                .map(rows -> rows == 1);
    }

    /**
     * Legs made under a claim take the place of all before; answers whether the claim still held. It goes on: without
     * the tours they do not count as made, so whoever claims next makes them again.
     */
    Uni<Boolean> replaceLegs(UUID claim, LegTables.Made made, Instant machine) {
        return database.sql(
                        """
                        update network.leg_table set network_version = $2, metric_version = $3, computed_at = $4,
                            made_at = 'epoch', claimed_at = $5
                        where claim = $1""",
                        claim,
                        made.state().networkVersion(),
                        made.state().metricVersion(),
                        made.state().computedAt(),
                        machine)
                .chain(rows -> rows == 0
                        ? Uni.createFrom().item(false)
                        : database.sql("delete from network.leg")
                                .chain(() -> insert(made.legs()))
                                .replaceWith(true));
    }

    /** Tours made under a claim take the place of those before and end it; answers whether it still held. */
    Uni<Boolean> replaceTours(UUID claim, LegTables.State state, List<LoopTour> tours, Instant machine) {
        return database.sql("""
                        update network.leg_table set made_at = $2, claim = null, claimed_at = null
                        where claim = $1""", claim, machine)
                .chain(rows -> rows == 0
                        ? Uni.createFrom().item(false)
                        : tours(state, tours).replaceWith(true));
    }

    private Uni<Integer> insert(List<StopLeg> legs) {
        return database.sql(
                """
                insert into network.leg
                    (from_stop, to_stop, distance_m, energy_wh, night_s, morning_s, day_s, evening_s)
                select * from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[], $5::int[], $6::int[],
                    $7::int[], $8::int[])""",
                legs.stream().map(StopLeg::from).toArray(UUID[]::new),
                legs.stream().map(StopLeg::to).toArray(UUID[]::new),
                numbers(legs, StopLeg::distanceM),
                numbers(legs, StopLeg::energyWh),
                seconds(legs, StopLeg::nightS),
                seconds(legs, StopLeg::morningS),
                seconds(legs, StopLeg::dayS),
                seconds(legs, StopLeg::eveningS));
    }

    private Uni<Void> tours(LegTables.State state, List<LoopTour> tours) {
        Uni<Void> written = Uni.createFrom().voidItem();
        for (LoopTour tour : tours) {
            written = written.chain(() -> database.sql(
                            """
                            insert into network.tour (loop, stops, unreached, length_s, lower_bound_s, exact,
                                network_version, metric_version, computed_at, way)
                            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                            on conflict (loop) do update set stops = excluded.stops, unreached = excluded.unreached,
                                length_s = excluded.length_s, lower_bound_s = excluded.lower_bound_s,
                                exact = excluded.exact, network_version = excluded.network_version,
                                metric_version = excluded.metric_version, computed_at = excluded.computed_at,
                                way = excluded.way""",
                            tour.loop().name(),
                            tour.stops().toArray(UUID[]::new),
                            tour.unreached().toArray(UUID[]::new),
                            tour.lengthS(),
                            tour.lowerBoundS(),
                            tour.exact(),
                            state.networkVersion(),
                            state.metricVersion(),
                            state.computedAt(),
                            Polyline.encode(tour.way()))
                    .replaceWithVoid());
        }
        return written;
    }

    /** Legs between some stops, by start and end. */
    Uni<List<StopLeg>> legs(UUID[] between) {
        return database.rows("""
                        select from_stop, to_stop, distance_m, energy_wh, night_s, morning_s, day_s, evening_s
                        from network.leg where from_stop = any ($1) and to_stop = any ($1)
                        order by from_stop, to_stop""", (Object) between)
                .map(rows -> rows.stream().map(LegRepository::leg).toList());
    }

    Uni<Optional<LoopTour>> tour(LoopId loop) {
        return database.row("""
                        select stops::text[], unreached::text[], length_s, lower_bound_s, exact, way
                        from network.tour where loop = $1""", loop.name())
                .map(row -> row.map(found -> new LoopTour(
                        loop,
                        ids(found.texts(0)),
                        ids(found.texts(1)),
                        (int) found.whole(2),
                        (int) found.whole(3),
                        found.flag(4),
                        Polyline.decode(found.text(5)))));
    }

    /** Empty before the first were made. */
    Uni<Optional<LegTables.State>> state() {
        return database.row("select network_version, metric_version, computed_at from network.leg_table "
                        + "where network_version >= 0")
                .map(row -> row.map(found -> new LegTables.State(found.whole(0), found.whole(1), found.instant(2))));
    }

    /** Which network the tour of a loop is of; empty before it was made. */
    Uni<Optional<LegTables.State>> tourState(LoopId loop) {
        return database.row(
                        "select network_version, metric_version, computed_at from network.tour where loop = $1",
                        loop.name())
                .map(row -> row.map(found -> new LegTables.State(found.whole(0), found.whole(1), found.instant(2))));
    }

    private static StopLeg leg(Row row) {
        return new StopLeg(
                row.uuid(0),
                row.uuid(1),
                row.number(2),
                row.number(3),
                (int) row.whole(4),
                (int) row.whole(5),
                (int) row.whole(6),
                (int) row.whole(7));
    }

    private static List<UUID> ids(String[] texts) {
        return Arrays.stream(texts).map(UUID::fromString).toList();
    }

    private static Double[] numbers(List<StopLeg> legs, ToDoubleFunction<StopLeg> column) {
        Function<StopLeg, Double> boxed = column::applyAsDouble;
        return legs.stream().map(boxed).toArray(Double[]::new);
    }

    private static Integer[] seconds(List<StopLeg> legs, ToIntFunction<StopLeg> column) {
        Function<StopLeg, Integer> boxed = column::applyAsInt;
        return legs.stream().map(boxed).toArray(Integer[]::new);
    }
}
