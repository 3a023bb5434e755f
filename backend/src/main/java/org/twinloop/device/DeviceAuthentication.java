package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;

/**
 * Lets a device in: proves the secret and, in the same transaction, gives the connection its epoch. Nothing about a
 * device that may connect is cached, so a block or a new secret counts at once; only refusals are remembered for a few
 * seconds, so that a device with a wrong secret in a loop does not become a load on the database.
 */
@ApplicationScoped
class DeviceAuthentication {

    private static final int REFUSALS_REMEMBERED_MAX = 10_000;
    private static final byte[] NO_SALT = new byte[0];

    private final Database database;
    private final DeviceRepository devices;
    private final SessionRepository sessions;
    private final DeviceConfig config;
    private final Clock clock;
    private final Map<String, Refusal> refusals = new LinkedHashMap<>();

    DeviceAuthentication(
            Database database, DeviceRepository devices, SessionRepository sessions, DeviceConfig config, Clock clock) {
        this.database = database;
        this.devices = devices;
        this.sessions = sessions;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What a CONNECT offers.
     *
     * @param secret null when a client certificate in the device's name takes its place
     */
    record Offer(String deviceId, String secret, int protocol, String remote, UUID instance) {}

    /** A device that proved itself, and the epoch of this connection. */
    record Admission(Uplink.Sender sender, long epoch) {

        String deviceId() {
            return sender.deviceId();
        }
    }

    private record Refusal(byte[] offered, long untilNanos, ProblemException answer) {}

    /** Fails as SIGN_IN_NEEDED for a wrong secret and as NOT_ALLOWED for a blocked device. */
    Uni<Admission> admit(Offer offer) {
        if (offer.secret() == null) {
            return database.apart(
                    Scope.SYSTEM,
                    () -> devices.credential(offer.deviceId())
                            .chain(found -> found.map(known -> admit(offer, known))
                                    .orElseGet(() -> refuse(
                                            CommonProblem.SIGN_IN_NEEDED, "there is no device " + offer.deviceId()))));
        }
        byte[] offered = offer.secret().getBytes(StandardCharsets.UTF_8);
        ProblemException remembered = remembered(offer.deviceId(), offered);
        if (remembered != null) {
            return Uni.createFrom().failure(remembered);
        }
        return database.apart(
                        Scope.SYSTEM,
                        () -> devices.credential(offer.deviceId())
                                .chain(found -> prove(offer, offered, found.orElse(null))))
                .onFailure(ProblemException.class)
                .invoke(refused -> remember(offer.deviceId(), offered, refused));
    }

    /** A device was unblocked or given a secret: ask the database again. */
    void forget(String deviceId) {
        synchronized (refusals) {
            refusals.remove(deviceId);
        }
    }

    private Uni<Admission> prove(Offer offer, byte[] offered, DeviceRepository.Credential credential) {
        boolean next = credential != null
                && credential.next() != null
                && credential.next().matches(offered);
        if (!next && !currentMatches(credential, offered)) {
            return refuse(CommonProblem.SIGN_IN_NEEDED, "the secret of " + offer.deviceId() + " does not match");
        }
        Uni<Integer> promoted = next && !credential.blocked()
                ? devices.promote(offer.deviceId(), credential.next())
                : Uni.createFrom().item(0);
        return promoted.chain(done -> admit(offer, credential));
    }

    private Uni<Admission> admit(Offer offer, DeviceRepository.Credential credential) {
        if (credential.blocked()) {
            return refuse(CommonProblem.NOT_ALLOWED, "device " + offer.deviceId() + " is blocked");
        }
        return sessions.claim(offer.deviceId(), offer.instance(), offer.protocol(), offer.remote(), clock.instant())
                .map(epoch -> new Admission(
                        new Uplink.Sender(
                                offer.deviceId(), credential.kind(), credential.subjectId(), credential.operatorId()),
                        epoch));
    }

    private boolean currentMatches(DeviceRepository.Credential credential, byte[] offered) {
        if (credential == null || credential.secret() == null) {
            return false;
        }
        Instant issued = credential.nextIssuedAt();
        boolean over = issued != null && issued.plus(config.secretOverlap()).isBefore(SystemTime.now());
        return !over && credential.secret().matches(offered);
    }

    private static Uni<Admission> refuse(CommonProblem problem, String detail) {
        return Uni.createFrom().failure(new ProblemException(problem, detail));
    }

    private ProblemException remembered(String deviceId, byte[] offered) {
        synchronized (refusals) {
            Refusal refusal = refusals.get(deviceId);
            boolean same = refusal != null
                    && refusal.untilNanos - SystemTime.nanos() > 0
                    && Arrays.equals(refusal.offered, DeviceSecret.digest(NO_SALT, offered));
            return same ? refusal.answer : null;
        }
    }

    private void remember(String deviceId, byte[] offered, ProblemException answer) {
        long until = SystemTime.nanos() + config.refusalRemembered().toNanos();
        synchronized (refusals) {
            refusals.remove(deviceId);
            refusals.put(deviceId, new Refusal(DeviceSecret.digest(NO_SALT, offered), until, answer));
            if (refusals.size() > REFUSALS_REMEMBERED_MAX) {
                refusals.remove(refusals.keySet().iterator().next());
            }
        }
    }
}
