package org.twinloop.device.claim;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.twinloop.common.Database;

/** SQL of claims. */
@ApplicationScoped
class ClaimRepository {

    private final Database database;

    ClaimRepository(Database database) {
        this.database = database;
    }

    Uni<Integer> voidOpen(String deviceId, Instant at) {
        return database.sql(
                "update device.claim set voided_at = $2 where device_id = $1 and used_at is null and voided_at is null",
                deviceId,
                at);
    }

    /** False when there is no such device. */
    Uni<Boolean> insert(String deviceId, byte[] codeHash, Instant at, Instant expiresAt) {
        return database.sql(
                        "insert into device.claim (code_hash, device_id, issued_at, expires_at) "
                                + "select $2, device_id, $3, $4 from device.device where device_id = $1",
                        deviceId,
                        codeHash,
                        at,
                        expiresAt)
                .map(rows -> rows == 1);
    }

    /** Uses a code up; nothing when it is not good. Of two at once the second waits and finds it used. */
    Uni<Optional<String>> use(byte[] codeHash, Instant at) {
        return database.row(
                        "update device.claim c set used_at = $2 from device.device d where c.code_hash = $1 "
                                + "and c.used_at is null and c.voided_at is null and c.expires_at > $2 "
                                + "and d.device_id = c.device_id and d.blocked_at is null returning c.device_id",
                        codeHash,
                        at)
                .map(row -> row.map(found -> found.text(0)));
    }
}
