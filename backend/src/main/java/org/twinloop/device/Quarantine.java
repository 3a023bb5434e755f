package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;

/** Keeps messages that could not be read or believed, whatever door they came through. One desk looks at them all. */
@ApplicationScoped
public class Quarantine {

    private final Database database;
    private final DeviceRepository devices;

    Quarantine(Database database, DeviceRepository devices) {
        this.database = database;
        this.devices = devices;
    }

    /**
     * A message as it was received.
     *
     * @param sender at most 20 characters: device id, VIN or code of a platform
     * @param operatorId who may see it, null when only the service's own desk may
     * @param topic the channel it came on, at most 200 characters
     * @param reason field, value and fix; cut to 500 characters
     */
    public record Entry(
            String sender, UUID operatorId, String topic, byte[] payload, String reason, Instant receivedAt) {}

    /** In a transaction of its own. */
    public Uni<Void> keep(Entry entry) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> devices.quarantine(
                                entry.sender(),
                                entry.operatorId(),
                                entry.topic(),
                                entry.payload(),
                                entry.reason(),
                                entry.receivedAt()))
                .replaceWithVoid();
    }
}
