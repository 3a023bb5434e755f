package org.twinloop.device.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.device.LiveSessions;
import org.twinloop.device.Uplink;
import org.twinloop.device.UplinkHandler;

/**
 * Who is on the line through the broker. A device says so on {@code up/presence}, and its last will there says that it
 * is gone; one that does neither is there from its newest message until it is silent.
 */
@ApplicationScoped
class BrokerPresence implements UplinkHandler {

    /** A change is seen by a look when its transaction took no longer than this. */
    private static final Duration COMMITS_WITHIN = Duration.ofMinutes(1);

    private final Database database;
    private final BrokerRepository repository;
    private final LiveSessions live;
    private final BrokerConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile long lookedNanos = SystemTime.nanos();

    BrokerPresence(
            Database database,
            BrokerRepository repository,
            LiveSessions live,
            BrokerConfig config,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.live = live;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String topicSuffix() {
        return "presence";
    }

    /** Says nothing of a device that is connected to this service, whose connection is known here. */
    @Override
    public Uni<Uplink.Verdict> receive(Uplink.Message message) {
        JsonNode said;
        try {
            said = json.readTree(message.payload());
        } catch (IOException e) {
            return refuse("not readable as JSON; send one object with online and connection");
        }
        if (said == null || !said.path("online").isBoolean()) {
            return refuse("/online: " + (said == null ? null : said.path("online")) + "; send true or false");
        }
        JsonNode connection = said.path("connection");
        if (!connection.isIntegralNumber() || !connection.canConvertToLong() || connection.asLong() < 0) {
            return refuse("/connection: " + connection + "; send a whole number that grows with each connection");
        }
        return database.apart(
                        Scope.SYSTEM,
                        () -> said.path("online").asBoolean()
                                ? repository.connected(
                                        live.instance(), message.deviceId(), connection.asLong(), clock.instant())
                                : repository.disconnected(message.deviceId(), connection.asLong(), clock.instant()))
                .replaceWith(Uplink.Verdict.ACCEPTED);
    }

    private static Uni<Uplink.Verdict> refuse(String why) {
        return Uni.createFrom().item(Uplink.Verdict.quarantine(why));
    }

    /**
     * Writes down who was heard, ends who was not, and looks which devices were blocked. Each in a transaction of its
     * own, so that no row is held while another is waited for. Looks follow each other.
     */
    Uni<Void> look(BrokerIntake intake) {
        Instant now = SystemTime.now();
        long nanos = SystemTime.nanos();
        Instant silent = now.minus(config.silentAfter());
        Duration unseen = Duration.ofNanos(nanos - lookedNanos).plus(COMMITS_WITHIN);
        return write(intake.lines().stream()
                        .filter(line -> line.isNews(now.minus(config.heardInterval())))
                        .toList())
                .chain(() -> database.apart(Scope.SYSTEM, () -> repository.endSilent(silent, clock.instant())))
                .chain(() -> database.apart(Scope.SYSTEM, () -> repository.changed(unseen)))
                .invoke(changed -> {
                    intake.lines().forEach(line -> learn(line, changed));
                    intake.forget(silent);
                    lookedNanos = nanos;
                })
                .replaceWithVoid();
    }

    private Uni<Void> write(List<DeviceLine> heard) {
        if (heard.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> ids = heard.stream().map(DeviceLine::deviceId).toList();
        List<DeviceLine.Heard> at = heard.stream().map(DeviceLine::heard).toList();
        return database.apart(Scope.SYSTEM, () -> repository.heard(live.instance(), ids, at))
                .invoke(() -> {
                    for (int i = 0; i < at.size(); i++) {
                        heard.get(i).written(at.get(i));
                    }
                })
                .replaceWithVoid();
    }

    private static void learn(DeviceLine line, Map<String, BrokerRepository.Standing> changed) {
        BrokerRepository.Standing standing = changed.get(line.deviceId());
        if (standing != null) {
            line.known(standing);
        }
    }
}
