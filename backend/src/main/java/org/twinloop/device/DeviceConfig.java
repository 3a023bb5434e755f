package org.twinloop.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Limits of the MQTT door. Time-outs are real time. */
@ConfigMapping(prefix = "twinloop.device")
public interface DeviceConfig {

    /** Address the MQTT server listens on. */
    @WithDefault("${TWINLOOP_HTTP_HOST:0.0.0.0}")
    String host();

    /** TCP port of MQTT 3.1.1 and 5; 0 takes a free one. */
    @WithDefault("${TWINLOOP_MQTT_PORT:1883}")
    int port();

    /** Whether MQTT without TLS is offered at all. */
    @WithDefault("true")
    boolean plain();

    /** MQTT over TLS; offered when there is a certificate. */
    Tls tls();

    /** Certificates in PEM. Files that change are read again without a restart. */
    interface Tls {

        /** TCP port of MQTT over TLS; 0 takes a free one. */
        @WithDefault("${TWINLOOP_MQTTS_PORT:8883}")
        int port();

        /** The door's own certificate, its chain after it. */
        Optional<Path> certificateFile();

        /** Private key of the certificate, PKCS #8. */
        Optional<Path> keyFile();

        /** Authorities whose client certificates let a device in whose id is the certificate's common name. */
        Optional<Path> clientCaFile();

        /** Whether a device without a client certificate is turned away, whatever its secret. */
        @WithDefault("false")
        boolean clientCertificateRequired();

        /** How often the files are compared with what is in force; real time. */
        @WithDefault("60s")
        Duration reloadInterval();
    }

    /** Event loops that serve the connections of each port, by turns, 1…64. */
    @WithDefault("2")
    int eventLoops();

    /** Connections held at once, 1…1,000,000; the next CONNECT is refused as busy. */
    @WithDefault("20000")
    int connectionsMax();

    /** Largest MQTT packet in bytes, 1,024…16,777,216; a larger one ends the connection. */
    @WithDefault("131072")
    int messageBytesMax();

    /**
     * Unacknowledged messages per connection, 1…16,383. Announced to MQTT 5 as Receive Maximum; an MQTT 3.1.1 client,
     * which cannot be told, is closed at four times as many.
     */
    @WithDefault("256")
    int window();

    /**
     * Bytes not yet acknowledged, payloads and 512 for each message, over all connections; beyond, whoever sends is
     * closed as over quota. What a connection that has gone left under way counts until it is decided. What a broker
     * handed over counts, and is bounded by the windows of its sessions.
     */
    @WithDefault("67108864")
    long unacknowledgedBytesMax();

    /** Commands on their way to one device without its PUBACK, 1…65,535. */
    @WithDefault("16")
    int downWindow();

    /** Time from the TCP connection to the CONNECT packet. */
    @WithDefault("10s")
    Duration connectWithin();

    /** Longest silence of a connection; MQTT 5 clients that ask for more are told this keep-alive. */
    @WithDefault("20m")
    Duration keepAliveMax();

    /** How often sessions are compared with the database: taken over elsewhere, blocked elsewhere, silent too long. */
    @WithDefault("500ms")
    Duration sweepInterval();

    /** How long a refused credential is refused again without asking the database. */
    @WithDefault("5s")
    Duration refusalRemembered();

    /** How long the previous secret works beside one that was issued but never used. */
    @WithDefault("24h")
    Duration secretOverlap();

    /** How long a message in the quarantine is kept, city time. */
    @WithDefault("P90D")
    Duration keepQuarantined();
}
