package org.twinloop.device;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.twinloop.common.Ids;

/** The connections this instance holds, at most one per device. */
@ApplicationScoped
public class LiveSessions {

    private final UUID instance = Ids.next();
    private final ConcurrentHashMap<String, DeviceSession> sessions = new ConcurrentHashMap<>();

    LiveSessions(MeterRegistry meters) {
        meters.gaugeMapSize("twinloop.device.connections", java.util.List.of(), sessions);
    }

    /** This running instance of the service, as it stands in {@code device.session}. */
    public UUID instance() {
        return instance;
    }

    /**
     * Publishes a command on the session with that epoch.
     *
     * @return false when that session is not here any more or its window is full; nothing was sent then
     */
    public boolean send(String deviceId, long epoch, byte[] command, boolean again) {
        DeviceSession session = sessions.get(deviceId);
        return session != null && session.epoch() == epoch && session.send(command, again);
    }

    /** How many more commands the session takes now; 0 when it is not here. */
    public int room(String deviceId, long epoch) {
        DeviceSession session = sessions.get(deviceId);
        return session == null || session.epoch() != epoch ? 0 : session.room();
    }

    /**
     * Puts a session in its device's place.
     *
     * @return the session that has to go: the one before, or the given one when a newer one is there already; null when
     *     the place was empty
     */
    DeviceSession admit(DeviceSession session) {
        DeviceSession[] out = new DeviceSession[1];
        sessions.compute(session.deviceId(), (id, present) -> {
            boolean newer = present == null || present.epoch() < session.epoch();
            out[0] = newer ? present : session;
            return newer ? session : present;
        });
        return out[0];
    }

    /** Forgets a session; a successor in its place stays. */
    void remove(DeviceSession session) {
        sessions.remove(session.deviceId(), session);
    }

    DeviceSession find(String deviceId) {
        return sessions.get(deviceId);
    }

    Collection<DeviceSession> all() {
        return sessions.values();
    }

    int count() {
        return sessions.size();
    }
}
