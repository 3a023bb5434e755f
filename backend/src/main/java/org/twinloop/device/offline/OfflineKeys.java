package org.twinloop.device.offline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.device.command.Command;
import org.twinloop.device.command.CommandRequest;
import org.twinloop.device.command.Commands;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Issues and revokes offline keys. Every method runs in the caller's act, which holds the trip's row. */
@ApplicationScoped
public class OfflineKeys {

    /** Room between the counters of two windows that begin a second apart. */
    private static final int ISSUES = 65_536;

    private static final Duration TOLD_WITHIN_MIN = Duration.ofMinutes(1);

    private final OfflineKeyRepository repository;
    private final SigningKeys keys;
    private final Commands commands;
    private final Journal journal;
    private final Clock clock;

    OfflineKeys(OfflineKeyRepository repository, SigningKeys keys, Commands commands, Journal journal, Clock clock) {
        this.repository = repository;
        this.keys = keys;
        this.commands = commands;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Who may open what, when.
     *
     * @param from city time from which the terminal obeys
     * @param to city time from which it does not any more
     */
    public record Grant(UUID tripId, UUID vehicleId, String vin, String deviceId, Instant from, Instant to) {}

    /**
     * A key to be given to the traveller's phone.
     *
     * @param key 168 characters of Base64 for URLs
     */
    public record Key(String key, Instant from, Instant to, long counter) {}

    /**
     * The key of a booking. Asking again gives the same key while car and window are the same; otherwise the old one is
     * revoked. Refused as UNAVAILABLE where the installation has no signing key.
     */
    public Uni<Key> issue(Grant grant, UUID actor) {
        int keyId = keys.signingId();
        return repository.ofTrip(grant.tripId()).chain(issued -> {
            if (!issued.isEmpty() && isSame(grant, issued.get(0))) {
                return Uni.createFrom().item(signed(keyId, grant, issued.get(0).counter()));
            }
            long lowest = Math.multiplyExact(grant.from().getEpochSecond(), ISSUES);
            return revoke(grant.tripId(), "replaced by another key")
                    .chain(() -> repository.nextCounter(grant, lowest))
                    .chain(counter -> add(grant, counter, actor).replaceWith(() -> signed(keyId, grant, counter)));
        });
    }

    private Uni<Void> add(Grant grant, long counter, UUID actor) {
        return repository
                .insert(grant, counter, clock.instant())
                .chain(unit -> journal.append(Event.of("device.offline-key-issued")
                        .subject("trip", grant.tripId())
                        .unit(unit)
                        .actor(actor)
                        .trip(grant.tripId())
                        .payload(Map.of(
                                "deviceId", grant.deviceId(),
                                "vehicleId", grant.vehicleId(),
                                "counter", counter,
                                "from", grant.from(),
                                "to", grant.to()))));
    }

    /**
     * The booking is over: its keys count no more, and the terminal is told when it is heard next. Nothing happens for
     * a trip without a key.
     */
    public Uni<Void> revoke(UUID tripId, String reason) {
        return repository.revoke(tripId, reason, clock.instant()).chain(revoked -> tell(tripId, revoked, reason));
    }

    private Uni<Void> tell(UUID tripId, List<OfflineKeyRepository.Issued> revoked, String reason) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (OfflineKeyRepository.Issued key : revoked) {
            ObjectNode extra = JsonNodeFactory.instance.objectNode();
            extra.putObject("key").put("trip", tripId.toString()).put("counter", key.counter());
            told = told.chain(() -> commands.send(new CommandRequest(
                            Ids.next(), key.deviceId(), Command.Kind.REVOKE_KEY, until(key), extra, null, null)))
                    .chain(() -> journal.append(Event.of("device.offline-key-revoked")
                            .subject("trip", tripId)
                            .trip(tripId)
                            .unit(key.unitId())
                            .payload(Map.of("deviceId", key.deviceId(), "counter", key.counter(), "reason", reason))));
        }
        return told;
    }

    /** The terminal needs to be told only as long as the key would open, but a command must have some time. */
    private Instant until(OfflineKeyRepository.Issued key) {
        Instant soonest = clock.instant().plus(TOLD_WITHIN_MIN);
        return key.to().isAfter(soonest) ? key.to() : soonest;
    }

    private static boolean isSame(Grant grant, OfflineKeyRepository.Issued issued) {
        return issued.revokedAt() == null
                && issued.deviceId().equals(grant.deviceId())
                && issued.vehicleId().equals(grant.vehicleId())
                && issued.from().equals(grant.from())
                && issued.to().equals(grant.to());
    }

    private Key signed(int keyId, Grant grant, long counter) {
        byte[] body = new OfflineKey(keyId, grant.vin(), grant.from(), grant.to(), grant.tripId(), counter).body();
        return new Key(OfflineKey.text(body, keys.sign(body)), grant.from(), grant.to(), counter);
    }
}
