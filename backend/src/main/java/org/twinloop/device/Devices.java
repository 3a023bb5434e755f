package org.twinloop.device;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.SystemTime;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** The device desk: enrols, issues secrets, blocks. Every method runs in the caller's act. */
@ApplicationScoped
public class Devices {

    private static final Logger LOG = Logger.getLogger(Devices.class);

    private final DeviceRepository repository;
    private final DeviceAuthentication authentication;
    private final DeviceConfig config;
    private final List<SubjectDirectory> directories;
    private final Journal journal;
    private final Clock clock;

    Devices(
            DeviceRepository repository,
            DeviceAuthentication authentication,
            DeviceConfig config,
            @All List<SubjectDirectory> directories,
            Journal journal,
            Clock clock) {
        this.repository = repository;
        this.authentication = authentication;
        this.config = config;
        this.directories = directories;
        this.journal = journal;
        this.clock = clock;
    }

    /** A device with a secret just issued to it. The secret is nowhere else. */
    record Provisioned(String deviceId, String secret, SubjectDirectory.Subject subject) {}

    /**
     * A device to be enrolled.
     *
     * @param subjectId its car or pile
     * @param operatorId who sees the device; null for cars of government units
     */
    public record NewDevice(String deviceId, DeviceKind kind, UUID subjectId, UUID operatorId) {}

    /**
     * Enrols devices of cars and piles in one statement; they can connect once they are provisioned. Enrolling the same
     * again changes nothing.
     */
    public Uni<Void> register(List<NewDevice> devices) {
        return repository
                .register(devices, clock.instant())
                .chain(() -> repository.ofSomethingElse(devices))
                .invoke(taken -> taken.ifPresent(deviceId -> {
                    throw new ProblemException(
                            CommonProblem.CONFLICT, "device " + deviceId + " belongs to something else");
                }))
                .replaceWithVoid();
    }

    /**
     * Devices of one page with their new secrets.
     *
     * @param next the last device that was looked at, whether or not it got a secret; null on the last page
     */
    record Batch(List<Provisioned> devices, String next) {}

    /** Issues next secrets for a page of devices, in order of their ids. */
    Uni<Batch> provision(DeviceKind kind, String after, int limit, UUID actor) {
        return repository.page(kind, after, limit).chain(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().item(new Batch(List.of(), null));
            }
            String next = page.size() == limit ? page.get(limit - 1).deviceId() : null;
            List<UUID> subjects =
                    page.stream().map(DeviceRepository.Listed::subjectId).toList();
            return directory(kind)
                    .describe(subjects)
                    .chain(known -> issue(kind, page, known, actor))
                    .map(devices -> new Batch(devices, next));
        });
    }

    private Uni<List<Provisioned>> issue(
            DeviceKind kind,
            List<DeviceRepository.Listed> page,
            Map<UUID, SubjectDirectory.Subject> known,
            UUID actor) {
        List<Provisioned> provisioned = new ArrayList<>(page.size());
        List<DeviceSecret> kept = new ArrayList<>(page.size());
        for (DeviceRepository.Listed device : page) {
            SubjectDirectory.Subject subject = known.get(device.subjectId());
            if (subject == null) {
                LOG.warnf("device %s sits in nothing that is known and gets no secret", device.deviceId());
                continue;
            }
            String secret = DeviceSecret.issue();
            provisioned.add(new Provisioned(device.deviceId(), secret, subject));
            kept.add(DeviceSecret.of(secret));
        }
        if (provisioned.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<String> ids = provisioned.stream().map(Provisioned::deviceId).toList();
        return repository
                .issue(ids, kept, SystemTime.now(), SystemTime.now().minus(config.secretOverlap()))
                .invoke(rows -> ids.forEach(authentication::forget))
                .chain(() -> journal.append(Event.of("device.provisioned")
                        .subject("device", ids.get(0))
                        .actor(actor)
                        .payload(Map.of(
                                "kind", kind, "from", ids.get(0), "to", ids.get(ids.size() - 1), "count", ids.size()))))
                .replaceWith(provisioned);
    }

    /**
     * A device's next secret; it is nowhere else.
     *
     * @param previousUntil until when the secret before works beside it, real time; null when there was none
     */
    public record NextSecret(String deviceId, String secret, Instant previousUntil) {}

    /** Issues the next secret of one device. The one before ends when this one is first used, or after the overlap. */
    public Uni<NextSecret> issueNext(String deviceId) {
        String secret = DeviceSecret.issue();
        Instant now = SystemTime.now();
        return repository
                .issue(List.of(deviceId), List.of(DeviceSecret.of(secret)), now, now.minus(config.secretOverlap()))
                .invoke(rows -> authentication.forget(deviceId))
                .chain(() -> repository.credential(deviceId))
                .map(found -> found.filter(credential -> credential.secret() != null)
                        .map(credential -> credential.nextIssuedAt().plus(config.secretOverlap()))
                        .orElse(null))
                .map(previousUntil -> new NextSecret(deviceId, secret, previousUntil));
    }

    /** From now on the device may not connect. */
    Uni<DeviceKind> block(String deviceId, String reason, UUID actor) {
        return change(deviceId, "device.blocked", reason, actor, Map.of("deviceId", deviceId, "reason", reason));
    }

    Uni<DeviceKind> unblock(String deviceId, UUID actor) {
        return change(deviceId, "device.unblocked", null, actor, Map.of("deviceId", deviceId));
    }

    private Uni<DeviceKind> change(String deviceId, String event, String reason, UUID actor, Map<String, ?> payload) {
        return repository.block(deviceId, reason, clock.instant()).chain(kind -> {
            if (kind.isEmpty()) {
                throw ProblemException.notFound("there is no device " + deviceId);
            }
            authentication.forget(deviceId);
            return journal.append(Event.of(event)
                            .subject("device", deviceId)
                            .actor(actor)
                            .payload(payload))
                    .replaceWith(kind.get());
        });
    }

    private SubjectDirectory directory(DeviceKind kind) {
        return directories.stream()
                .filter(directory -> directory.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody describes devices of kind " + kind));
    }
}
