package org.twinloop.network.loop;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Row;
import org.twinloop.network.LoopId;

/** The SQL of stops, their versions and memberships. */
@ApplicationScoped
class StopRepository {

    private final Database database;

    StopRepository(Database database) {
        this.database = database;
    }

    /** Editors take turns until the act ends. */
    Uni<Void> lock() {
        return database.rows("select version from network.version for update").replaceWithVoid();
    }

    Uni<Void> newVersion(Instant at) {
        return database.sql(
                        "update network.version set version = version + 1, changed_at = greatest(changed_at, $1)", at)
                .replaceWithVoid();
    }

    Uni<Optional<StopSheet>> find(UUID id, Instant at) {
        return database.row("""
                        select s.id, s.code, s.place_id, v.name_zh, v.name_en, st_x(v.geom), st_y(v.geom), v.radius_m,
                            v.version, lower(v.valid)
                        from network.stop s
                        join network.stop_version v on v.stop_id = s.id and v.valid @> $2::timestamptz
                        where s.id = $1""", id, at)
                .chain(row -> row.isEmpty()
                        ? Uni.createFrom().item(Optional.<StopSheet>empty())
                        : memberships(id, at).map(those -> row.map(found -> sheet(found, those))));
    }

    private Uni<List<Membership>> memberships(UUID id, Instant at) {
        return database.rows("""
                        select loop, lower(valid), upper(valid) from network.loop_stop
                        where stop_id = $1 and (upper(valid) is null or upper(valid) > $2)
                        order by loop, valid""", id, at)
                .map(rows -> rows.stream()
                        .map(row -> new Membership(LoopId.valueOf(row.text(0)), row.instant(1), row.instant(2)))
                        .toList());
    }

    /** Answers whether the code was free. */
    Uni<Boolean> add(UUID id, StopChange stop, UUID by, Instant now) {
        return database.sql(
                        """
                        insert into network.stop (id, code, place_id, name_zh, name_en, geom, radius_m)
                        values ($1, $2, $3, $4, $5, st_setsrid(st_makepoint($6, $7), 4326), $8)
                        on conflict do nothing""",
                        id,
                        stop.code(),
                        stop.placeId(),
                        stop.nameZh(),
                        stop.nameEn(),
                        stop.position().lon(),
                        stop.position().lat(),
                        stop.radiusM())
                .chain(rows -> rows == 0
                        ? Uni.createFrom().item(false)
                        : version(id, 1, stop, by, now).replaceWith(true));
    }

    /** What it was until now stays as it was. */
    Uni<Void> renew(StopSheet before, StopChange wanted, UUID by, Instant now) {
        if (before.validFrom() != null && !before.validFrom().isBefore(now)) {
            return amend(before, wanted, by);
        }
        return database.sql(
                        "update network.stop_version set valid = tstzrange(lower(valid), $3) "
                                + "where stop_id = $1 and version = $2",
                        before.id(),
                        before.version(),
                        now)
                .chain(() -> version(before.id(), before.version() + 1, wanted, by, now));
    }

    /** Changed twice in one instant: the version in between never was. */
    private Uni<Void> amend(StopSheet before, StopChange wanted, UUID by) {
        return database.sql(
                        """
                        update network.stop_version set version = version + 1, name_zh = $3, name_en = $4,
                            geom = st_setsrid(st_makepoint($5, $6), 4326), radius_m = $7, changed_by = $8
                        where stop_id = $1 and version = $2""",
                        before.id(),
                        before.version(),
                        wanted.nameZh(),
                        wanted.nameEn(),
                        wanted.position().lon(),
                        wanted.position().lat(),
                        wanted.radiusM(),
                        by)
                .replaceWithVoid();
    }

    private Uni<Void> version(UUID id, int version, StopChange stop, UUID by, Instant now) {
        return database.sql(
                        """
                        insert into network.stop_version
                            (stop_id, version, valid, name_zh, name_en, geom, radius_m, changed_by)
                        values ($1, $2, tstzrange($3, null), $4, $5, st_setsrid(st_makepoint($6, $7), 4326), $8, $9)""",
                        id,
                        version,
                        now,
                        stop.nameZh(),
                        stop.nameEn(),
                        stop.position().lon(),
                        stop.position().lat(),
                        stop.radiusM(),
                        by)
                .replaceWithVoid();
    }

    Uni<Void> join(UUID id, List<Membership> memberships) {
        return database.sql(
                        """
                        insert into network.loop_stop (loop, stop_id, valid)
                        select l, $1, tstzrange(f, t) from unnest($2::text[], $3::timestamptz[], $4::timestamptz[])
                            u(l, f, t)""",
                        id,
                        memberships.stream().map(one -> one.loop().name()).toArray(String[]::new),
                        memberships.stream().map(Membership::from).toArray(Instant[]::new),
                        memberships.stream().map(Membership::to).toArray(Instant[]::new))
                .replaceWithVoid();
    }

    /** What lasts now ends now or goes on; what was to come is replaced. */
    Uni<Void> rejoin(StopSheet before, List<Membership> next, Instant now) {
        UUID id = before.id();
        List<Membership> fresh = next.stream()
                .filter(one -> before.memberships().stream()
                        .noneMatch(old -> old.loop() == one.loop()
                                && old.beganBefore(now)
                                && Objects.equals(old.from(), one.from())))
                .toList();
        List<Membership> goingOn =
                next.stream().filter(one -> !fresh.contains(one)).toList();
        return database.sql("delete from network.loop_stop where stop_id = $1 and lower(valid) >= $2", id, now)
                .chain(() -> database.sql(
                        """
                        update network.loop_stop s set valid = tstzrange(lower(valid),
                            case when u.l is null then $2 else u.t end)
                        from (select loop as l0 from unnest(array['INNER', 'OUTER']) loop) o
                        left join unnest($3::text[], $4::timestamptz[]) u(l, t) on u.l = o.l0
                        where s.stop_id = $1 and s.loop = o.l0 and s.valid @> $2::timestamptz""",
                        id,
                        now,
                        goingOn.stream().map(one -> one.loop().name()).toArray(String[]::new),
                        goingOn.stream().map(Membership::to).toArray(Instant[]::new)))
                .chain(() -> join(id, fresh));
    }

    private static StopSheet sheet(Row row, List<Membership> memberships) {
        return new StopSheet(
                row.uuid(0),
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                new GeoPoint(row.number(5), row.number(6)),
                (int) row.whole(7),
                (int) row.whole(8),
                row.instant(9),
                memberships);
    }
}
