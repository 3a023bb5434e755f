package org.twinloop.partner.gb32960;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;

/** SQL of the places of terminals, one a car over all instances. */
@ApplicationScoped
class PlaceRepository {

    private final Database database;
    private final GbConfig config;

    PlaceRepository(Database database, GbConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Who wants the place of a terminal: an instance, for somebody at the other end of a connection. */
    record Claimant(UUID instance, String remote) {}

    /** A login that has, or had, the place of a terminal. */
    record Place(String vin, long epoch) {}

    /**
     * Takes the place of a car's terminal: whoever had it before has a smaller epoch from now on. The same SIM card
     * gets it at once, because the connection before may be dead without knowing it; another card only where that
     * one's login has ended or has been silent.
     *
     * @return the epoch, or nothing where another SIM card has the place
     */
    Uni<Optional<Long>> claim(String vin, String iccid, Claimant by, Instant at) {
        return database.row(
                        "insert into partner.gb_session as s "
                                + "(vin, epoch, instance_id, iccid, remote, connected_at, heard_at) "
                                + "values ($1, 1, $2, $3, $4, $5, clock_timestamp()) on conflict (vin) do update "
                                + "set epoch = s.epoch + 1, instance_id = $2, iccid = $3, remote = $4, "
                                + "connected_at = $5, heard_at = clock_timestamp(), ended_at = null, "
                                + "end_reason = null where s.ended_at is not null or s.iccid = excluded.iccid "
                                + "or s.heard_at < clock_timestamp() - make_interval(secs => $6) returning epoch",
                        vin,
                        by.instance(),
                        iccid,
                        by.remote(),
                        at,
                        config.otherSimAfter().plus(heardEvery(config)).toMillis() / 1000.0)
                .map(row -> row.map(one -> one.whole(0)));
    }

    /** How far behind it may be written when a terminal was heard; a part of the time another card has to wait. */
    static Duration heardEvery(GbConfig config) {
        return config.otherSimAfter().dividedBy(4);
    }

    /** Ends a login; nothing happens when a newer one is there already. */
    Uni<Integer> end(Place place, String reason, Instant at) {
        return database.sql(
                "update partner.gb_session set ended_at = $3, end_reason = $4 "
                        + "where vin = $1 and epoch = $2 and ended_at is null",
                place.vin(),
                place.epoch(),
                at,
                reason);
    }

    /**
     * Those that a newer login has followed on another instance. One on this instance closes them itself, unless it
     * ended before it could.
     */
    Uni<List<Place>> overtaken(List<Place> held, UUID instance) {
        return database.rows(
                        "select l.vin, l.epoch from unnest($1::text[], $2::bigint[]) l(vin, epoch) "
                                + "join partner.gb_session s on s.vin = l.vin where s.epoch > l.epoch "
                                + "and (s.instance_id <> $3 or s.ended_at is not null)",
                        vins(held),
                        epochs(held),
                        instance)
                .map(rows -> rows.stream()
                        .map(row -> new Place(row.text(0), row.whole(1)))
                        .toList());
    }

    /** Writes when terminals were heard, as many seconds ago. */
    Uni<Integer> heard(List<Place> held, Double[] secondsAgo) {
        return database.sql(
                "update partner.gb_session s set heard_at = clock_timestamp() - make_interval(secs => l.ago) "
                        + "from unnest($1::text[], $2::bigint[], $3::float8[]) l(vin, epoch, ago) "
                        + "where s.vin = l.vin and s.epoch = l.epoch",
                vins(held),
                epochs(held),
                secondsAgo);
    }

    private static String[] vins(List<Place> held) {
        return held.stream().map(Place::vin).toArray(String[]::new);
    }

    private static Long[] epochs(List<Place> held) {
        return held.stream().map(Place::epoch).toArray(Long[]::new);
    }
}
