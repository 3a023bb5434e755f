package org.twinloop.device.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The broker mode. All times are real time. */
@ConfigMapping(prefix = "twinloop.device.broker")
interface BrokerConfig {

    /** Nodes of one MQTT 5 cluster: {@code mqtt://host:1883} or {@code mqtts://host:8883}; none, no broker mode. */
    Optional<List<String>> urls();

    /** Name of the consumer group: letters, digits, minus and underscore, at most 32. One an installation. */
    @WithDefault("twinloop")
    String group();

    /** Who we are to the broker. */
    Optional<String> username();

    Optional<String> password();

    /** Authorities in PEM that the broker's certificate is checked with; those of the platform when there are none. */
    Optional<Path> caFile();

    /** Sessions with the broker, shared among all instances, 1…64; the same on each instance. */
    @WithDefault("4")
    int slots();

    /** Messages the broker may hand to one session before the first is acknowledged, 1…65,535. */
    @WithDefault("128")
    int receiveMaximum();

    /** How long the broker keeps a session that nobody serves, with all that waits in it. */
    @WithDefault("24h")
    Duration sessionKept();

    /** How often instances renew and share out the sessions and, apart from that, look for blocked devices. */
    @WithDefault("1s")
    Duration slotInterval();

    /** How long after its last sign the sessions of an instance go to others; at least three intervals. */
    @WithDefault("6s")
    Duration slotLease();

    /** First rest before another attempt at the broker; doubled each time. */
    @WithDefault("250ms")
    Duration restMin();

    /** Longest rest between attempts at the broker. */
    @WithDefault("30s")
    Duration restMax();

    /** Time after which a command without an answer is published again; terminals obey an id once. */
    @WithDefault("30s")
    Duration resendAfter();

    /** How often it is written down that a device was heard. */
    @WithDefault("30s")
    Duration heardInterval();

    /** Silence after which a device that announces nothing counts as gone; at least twice the interval above. */
    @WithDefault("10m")
    Duration silentAfter();
}
