package org.twinloop.device.broker;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.twinloop.common.SystemTime;

/** The way to devices that speak through the broker. */
@ApplicationScoped
public class Broker {

    private final BrokerSlots slots;
    private final BrokerConfig config;

    Broker(BrokerSlots slots, BrokerConfig config) {
        this.slots = slots;
        this.config = config;
    }

    /** Whether this instance can publish now; false where there is no broker mode. */
    public boolean isUp() {
        return !slots.up().isEmpty();
    }

    /** What was published before this and has no answer is to be published again; real time. */
    public Instant triedBefore() {
        return SystemTime.now().minus(config.resendAfter());
    }

    /**
     * Publishes to the device's own topic with QoS 1. Messages to one device keep their order while the same sessions
     * with the broker stand.
     *
     * @param within after that the broker need not deliver it any more
     * @return false when the broker has taken it and the device had not subscribed; fails when the broker has not
     */
    public CompletionStage<Boolean> publish(String deviceId, byte[] command, Duration within) {
        List<BrokerLink> up = slots.up();
        if (up.isEmpty()) {
            return CompletableFuture.failedStage(new IllegalStateException("no connection to the broker stands"));
        }
        BrokerLink link = up.get(Math.floorMod(deviceId.hashCode(), up.size()));
        return link.publish("tl/v1/" + deviceId + "/down/command", command, within);
    }
}
