package org.twinloop.device.offline;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** SQL of offline keys and of their uses. */
@ApplicationScoped
class OfflineKeyRepository {

    private static final String COLUMNS =
            "k.counter, k.device_id, k.vehicle_id, k.unit_id, k.valid_from, k.valid_to, k.revoked_at";

    private final Database database;

    OfflineKeyRepository(Database database) {
        this.database = database;
    }

    /** A key that was issued. */
    record Issued(
            long counter, String deviceId, UUID vehicleId, UUID unitId, Instant from, Instant to, Instant revokedAt) {}

    /** The keys of a trip, the one in force first. */
    Uni<List<Issued>> ofTrip(UUID tripId) {
        return database.rows(
                        "select " + COLUMNS + " from device.offline_key k where k.trip_id = $1 "
                                + "order by k.revoked_at is not null, k.counter desc",
                        tripId)
                .map(rows -> rows.stream().map(OfflineKeyRepository::issued).toList());
    }

    Uni<Optional<Issued>> find(String deviceId, UUID tripId, long counter) {
        return database.row(
                        "select " + COLUMNS + " from device.offline_key k "
                                + "where k.trip_id = $1 and k.counter = $2 and k.device_id = $3",
                        tripId,
                        counter,
                        deviceId)
                .map(row -> row.map(OfflineKeyRepository::issued));
    }

    /** The counter of the next key of a device; nobody else numbers one of the device before this act is over. */
    Uni<Long> nextCounter(OfflineKeys.Grant grant, long lowest) {
        return database.rows(
                        "select device.next_offline_counter($1, $2, $3, $4)",
                        grant.deviceId(),
                        lowest,
                        grant.from(),
                        grant.to())
                .map(rows -> rows.get(0).whole(0));
    }

    /** Answers the unit of the trip. */
    Uni<UUID> insert(OfflineKeys.Grant grant, long counter, Instant at) {
        return database.rows(
                        "insert into device.offline_key (trip_id, counter, device_id, vehicle_id, valid_from, "
                                + "valid_to, issued_at) values ($1, $2, $3, $4, $5, $6, $7) returning unit_id",
                        grant.tripId(),
                        counter,
                        grant.deviceId(),
                        grant.vehicleId(),
                        grant.from(),
                        grant.to(),
                        at)
                .map(rows -> rows.get(0).uuid(0));
    }

    /** Revokes what is not revoked yet and not over by itself; answers those. */
    Uni<List<Issued>> revoke(UUID tripId, String reason, Instant at) {
        return database.rows(
                        "update device.offline_key k set revoked_at = $2, revoked_reason = $3 "
                                + "where k.trip_id = $1 and k.revoked_at is null and k.valid_to > $2 returning "
                                + COLUMNS,
                        tripId,
                        at,
                        reason)
                .map(rows -> rows.stream().map(OfflineKeyRepository::issued).toList());
    }

    /** False when the same use was told before. */
    Uni<Boolean> insertUse(OfflineKeyUses.Use use, UUID unitId, String verdict, Instant at) {
        return database.sql(
                        "insert into device.offline_key_use (device_id, used_at, counter, result, trip_id, unit_id, "
                                + "reason, verdict, reported_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                                + "on conflict do nothing",
                        use.deviceId(),
                        use.at(),
                        use.counter(),
                        use.opened() ? "OPENED" : "REFUSED",
                        use.tripId(),
                        unitId,
                        use.reason(),
                        verdict,
                        at)
                .map(rows -> rows == 1);
    }

    private static Issued issued(Row row) {
        return new Issued(
                row.whole(0), row.text(1), row.uuid(2), row.uuid(3), row.instant(4), row.instant(5), row.instant(6));
    }
}
