package org.twinloop.partner.gb32960.upward;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.twinloop.common.Ids;
import org.twinloop.common.ServiceOpens;

/** Keeps one link to each configured platform, on one instance of the service at a time. */
@ApplicationScoped
class UpwardLinks {

    private static final Logger LOG = Logger.getLogger(UpwardLinks.class);
    private static final int CODE_MAX = 17;
    private static final int ACCOUNT_MAX = 12;
    private static final int PASSWORD_MAX = 20;

    private final Vertx vertx;
    private final UpwardConfig config;
    private final UpwardHistory history;
    private final UpwardMeters meters;
    private final Clock clock;
    private final ObjectMapper json;
    private final UUID instance = Ids.next();
    private final Map<String, UpwardLink> links = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    UpwardLinks(
            Vertx vertx,
            UpwardConfig config,
            UpwardHistory history,
            UpwardMeters meters,
            Clock clock,
            ObjectMapper json) {
        this.vertx = vertx;
        this.config = config;
        this.history = history;
        this.meters = meters;
        this.clock = clock;
        this.json = json;
        config.targets().forEach(UpwardLinks::check);
    }

    void open(@Observes ServiceOpens opens) {
        config.targets().forEach((name, target) -> keep(link(name, target)));
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        links.values().forEach(this::letGo);
    }

    /** A link that is not kept yet. */
    UpwardLink link(String name, UpwardConfig.Target target) {
        return links.computeIfAbsent(
                name, key -> new UpwardLink(vertx, name, target, config, history, meters, clock, json));
    }

    /** Takes the link for this instance as soon as no other has it, and prolongs that. */
    void keep(UpwardLink link) {
        history.take(link.name(), instance)
                .subscribe()
                .with(
                        taken -> {
                            if (taken) {
                                link.start();
                            } else {
                                link.stop("another instance has the link");
                            }
                            again(link);
                        },
                        failed -> {
                            LOG.warnf("the link to %s cannot be prolonged: %s", link.name(), failed.getMessage());
                            again(link);
                        });
    }

    private void again(UpwardLink link) {
        if (!stopping && links.containsValue(link)) {
            vertx.setTimer(Math.max(1, config.lease().toMillis() / 3), timer -> keep(link));
        }
    }

    /** Logs out and leaves the link to whoever wants it. */
    void letGo(UpwardLink link) {
        links.remove(link.name());
        link.stop("the service stops");
        history.release(link.name(), instance)
                .subscribe()
                .with(
                        released -> LOG.debugf("left the link to %s", link.name()),
                        failed ->
                                LOG.debugf("the link to %s runs out by itself: %s", link.name(), failed.getMessage()));
    }

    private static void check(String name, UpwardConfig.Target target) {
        String key = "twinloop.partner.gb32960.upward.targets." + name;
        if (!name.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(key + ": name it with lower case letters, digits and hyphens");
        }
        check(key + ".code", target.code(), CODE_MAX);
        check(key + ".account", target.account(), ACCOUNT_MAX);
        check(key + ".password", target.password(), PASSWORD_MAX);
    }

    private static void check(String key, String value, int max) {
        if (!value.matches("[!-~]{1," + max + "}")) {
            throw new IllegalArgumentException(
                    key + " has " + value.length() + " characters; allowed are 1 to " + max + " of printable ASCII");
        }
    }
}
