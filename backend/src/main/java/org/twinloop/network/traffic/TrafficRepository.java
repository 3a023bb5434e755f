package org.twinloop.network.traffic;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.network.osm.tag.Mode;

/** The SQL of what travel times are made of. Every method must be called inside an act or read. */
@ApplicationScoped
class TrafficRepository {

    private static final String STRETCHES = """
            select e.id, r.direction, array_to_string(c.modes, ','), lower(c.valid), upper(c.valid)
            from network.closure c
            join network.closed_road r on r.closure_id = c.id
            join network.road_edge e on e.build = $1 and e.ref = r.ref
            where c.withdrawn_at is null and c.valid && tstzrange($2::timestamptz, null)
            union all
            select e.edge, 'BOTH', array_to_string(c.modes, ','), lower(c.valid), upper(c.valid)
            from network.closure c
            cross join lateral network.edges_within($1, c.area, c.structures) e
            where c.kind = 'AREA' and c.withdrawn_at is null and c.valid && tstzrange($2::timestamptz, null)""";
    private static final String NO_RETURNS = """
            select c.id, c.name_zh, c.name_en, lower(c.valid), upper(c.valid),
                st_astext(st_exteriorring(c.area), 9)
            from network.closure c
            where c.kind = 'NO_RETURN' and c.withdrawn_at is null and c.valid && tstzrange($1::timestamptz, null)
            order by c.id""";
    private static final String LEARN = """
            insert into network.speed_profile as p (road_class, slot, share, weight)
            select c, s, r, least(w, $5) from unnest($1::text[], $2::int[], $3::float8[], $4::float8[]) u(c, s, r, w)
            on conflict (road_class, slot) do update set
                share = (p.share * p.weight + excluded.share * excluded.weight) / (p.weight + excluded.weight),
                weight = least(p.weight + excluded.weight, $5)""";

    private final Database database;

    TrafficRepository(Database database) {
        this.database = database;
    }

    /** Which version of closures and profile stands. */
    record Standing(long closures, long profile) {}

    Uni<Standing> standing() {
        return database.rows("select closures, profile from network.traffic_standing")
                .map(rows -> new Standing(rows.get(0).whole(0), rows.get(0).whole(1)));
    }

    /** The closures that are not over, over the roads of a build. */
    Uni<ClosureBook> book(long version, int build, Instant now) {
        return database.rows(STRETCHES, build, now)
                .map(rows -> rows.stream().map(TrafficRepository::stretch).toList())
                .chain(stretches -> database.rows(NO_RETURNS, now)
                        .map(rows -> new ClosureBook(
                                version,
                                stretches,
                                rows.stream().map(TrafficRepository::area).toList())));
    }

    private static ClosureBook.Stretch stretch(Row row) {
        Set<Mode> modes =
                Arrays.stream(row.text(2).split(",")).map(Mode::valueOf).collect(Collectors.toSet());
        return new ClosureBook.Stretch(
                (int) row.whole(0), Closure.Direction.valueOf(row.text(1)), modes, row.instant(3), row.instant(4));
    }

    private static ClosureBook.Area area(Row row) {
        return new ClosureBook.Area(
                row.uuid(0),
                row.text(1),
                row.text(2),
                row.instant(3),
                row.instant(4),
                ClosureRepository.corners(row.text(5)));
    }

    Uni<List<WeekProfile.Learned>> learned() {
        return database.rows("select road_class, slot, share, weight from network.speed_profile")
                .map(rows -> rows.stream()
                        .map(row ->
                                new WeekProfile.Learned(row.text(0), (int) row.whole(1), row.number(2), row.number(3)))
                        .toList());
    }

    /** Learns, unless another instance has learnt of that time already. */
    Uni<Void> learn(Lessons.Lesson lesson, double weightMax) {
        List<WeekProfile.Learned> all = new ArrayList<>(lesson.learned());
        return database.sql(
                        "update network.traffic_standing set learned_until = $1, profile = profile + 1 "
                                + "where learned_until < $1",
                        lesson.until())
                .chain(moved -> moved == 0
                        ? Uni.createFrom().voidItem()
                        : database.sql(
                                        LEARN,
                                        all.stream()
                                                .map(WeekProfile.Learned::roadClass)
                                                .toArray(String[]::new),
                                        all.stream()
                                                .map(WeekProfile.Learned::slot)
                                                .toArray(Integer[]::new),
                                        all.stream()
                                                .map(WeekProfile.Learned::share)
                                                .toArray(Double[]::new),
                                        all.stream()
                                                .map(WeekProfile.Learned::weight)
                                                .toArray(Double[]::new),
                                        weightMax)
                                .replaceWithVoid());
    }
}
