package org.twinloop.device.claim;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.device.Devices;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Issues claim codes, and takes them for secrets. The same deed gives a device its first secret and its next one. */
@ApplicationScoped
class Claims {

    private final Database database;
    private final ClaimRepository repository;
    private final Devices devices;
    private final Journal journal;
    private final ClaimConfig config;

    Claims(Database database, ClaimRepository repository, Devices devices, Journal journal, ClaimConfig config) {
        this.database = database;
        this.repository = repository;
        this.devices = devices;
        this.journal = journal;
        this.config = config;
    }

    /** A code just issued; it stands nowhere else. */
    record Issued(ClaimCode code, Instant expiresAt) {}

    /** In the caller's act. A code issued before and not used yet is void from now on. */
    Uni<Issued> issue(String deviceId, UUID actor) {
        ClaimCode code = ClaimCode.random();
        Instant now = SystemTime.now();
        Instant expiresAt = now.plus(config.validFor());
        return repository
                .voidOpen(deviceId, now)
                .chain(() -> repository.insert(deviceId, code.hash(), now, expiresAt))
                .invoke(known -> {
                    if (!known) {
                        throw ProblemException.notFound("there is no device " + deviceId);
                    }
                })
                .chain(() -> journal.append(Event.of("device.claim-issued")
                        .subject("device", deviceId)
                        .actor(actor)
                        .payload(Map.of("deviceId", deviceId, "expiresAt", expiresAt))))
                .replaceWith(new Issued(code, expiresAt));
    }

    /** Uses a code up and gives the device its next secret; the secret before works beside it for a while. */
    Uni<Devices.NextSecret> claim(String typed) {
        return database.act(
                Scope.SYSTEM,
                () -> ClaimCode.parse(typed)
                        .map(code -> repository.use(code.hash(), SystemTime.now()))
                        .orElseThrow(Claims::refused)
                        .map(used -> used.orElseThrow(Claims::refused))
                        .chain(deviceId -> devices.issueNext(deviceId)
                                .call(() -> journal.append(Event.of("device.claimed")
                                        .subject("device", deviceId)
                                        .payload(Map.of("deviceId", deviceId))))));
    }

    /** Unknown, used, void and too late are one answer: whoever guesses learns nothing. */
    private static ProblemException refused() {
        return new ProblemException(
                DeviceProblem.CLAIM_REFUSED,
                "the code is unknown, used, replaced or out of date, or its device is blocked; ask for a new one");
    }
}
