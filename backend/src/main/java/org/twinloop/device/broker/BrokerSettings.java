package org.twinloop.device.broker;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import org.twinloop.device.DeviceConfig;

/** What the configuration of the broker mode comes to, checked. */
record BrokerSettings(BrokerConfig config, List<MqttClientTransportConfig> nodes, int messageBytesMax) {

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int SLOTS_MAX = 64;
    /** Room for topic and properties of a packet, beside its payload. */
    private static final int HEADER_BYTES = 4096;

    /** Most unacknowledged messages a session can be allowed (MQTT 5, 3.1.2.11.3). */
    static final int WINDOW_MAX = 65_535;

    private static final long CONNECT_WITHIN_S = 10;
    private static final String KEY = "twinloop.device.broker.";

    /** False when the configuration names no broker. */
    boolean on() {
        return !nodes.isEmpty();
    }

    /** The session of a slot: the same whoever serves it. */
    String clientId(int slot) {
        return clientId(config.group(), slot);
    }

    private static String clientId(String group, int slot) {
        return "twinloop-" + group + "-" + slot;
    }

    /** Fails when a session with the broker would be served by nobody: it may keep what devices hold for delivered. */
    void servesAll(List<BrokerRepository.Known> known) {
        List<String> left = known.stream()
                .filter(one -> one.slot() > config.slots() || !one.group().equals(config.group()))
                .map(one -> clientId(one.group(), one.slot()))
                .toList();
        check(
                left.isEmpty(),
                KEY + "group " + config.group() + " and " + KEY + "slots " + config.slots()
                        + " leave out sessions in which the broker may keep messages: " + String.join(", ", left)
                        + "; set them as before, or empty and end these sessions as docs/devices.md tells");
    }

    /** Largest packet the broker may hand over; a larger one it drops (MQTT 5, 3.1.2.11.4). */
    int packetBytesMax() {
        return messageBytesMax + HEADER_BYTES;
    }

    String filter() {
        return "$share/" + config.group() + "/tl/v1/+/up/#";
    }

    /** Fails with what is wrong and how to mend it. */
    static BrokerSettings of(BrokerConfig config, DeviceConfig device) {
        List<String> urls = config.urls().orElse(List.of());
        if (urls.isEmpty()) {
            check(
                    config.username().isEmpty()
                            && config.password().isEmpty()
                            && config.caFile().isEmpty(),
                    KEY + "username, password or ca-file is set and " + KEY + "urls is not; set both or none");
            return new BrokerSettings(config, List.of(), device.messageBytesMax());
        }
        numbers(config, device);
        check(
                GROUP.matcher(config.group()).matches(),
                KEY + "group " + config.group() + "; 1 to 32 letters, digits, - and _ are accepted");
        check(
                config.username().isPresent() || config.password().isEmpty(),
                KEY + "password is set and " + KEY + "username is not; set the username too");
        List<MqttClientTransportConfig> nodes = new ArrayList<>();
        for (String url : urls) {
            nodes.add(node(url.strip(), config, device));
        }
        check(
                config.caFile().isEmpty()
                        || nodes.stream().allMatch(node -> node.getSslConfig().isPresent()),
                KEY + "ca-file is set, but not every url begins with mqtts; a certificate is checked over TLS only");
        return new BrokerSettings(config, List.copyOf(nodes), device.messageBytesMax());
    }

    private static void numbers(BrokerConfig config, DeviceConfig device) {
        range("slots", config.slots(), SLOTS_MAX);
        range("receive-maximum", config.receiveMaximum(), WINDOW_MAX);
        long most = (long) config.slots() * config.receiveMaximum() * device.messageBytesMax();
        check(
                most <= device.unacknowledgedBytesMax(),
                KEY + "slots × receive-maximum × twinloop.device.message-bytes-max is " + most
                        + " bytes; at most twinloop.device.unacknowledged-bytes-max, "
                        + device.unacknowledgedBytesMax() + ", may wait for their commit");
        longer("slot-lease", config.slotLease(), config.slotInterval().multipliedBy(3), "three times slot-interval");
        longer("silent-after", config.silentAfter(), config.heardInterval().multipliedBy(2), "twice heard-interval");
        longer("rest-max", config.restMax(), config.restMin(), "rest-min");
        longer("rest-min", config.restMin(), Duration.ofMillis(1), "1 ms");
        longer("slot-interval", config.slotInterval(), Duration.ofMillis(1), "1 ms");
        longer("session-kept", config.sessionKept(), config.slotLease(), "slot-lease");
    }

    private static void range(String key, int value, int most) {
        check(value >= 1 && value <= most, KEY + key + " " + value + "; 1 to " + most + " is accepted");
    }

    private static void longer(String key, Duration value, Duration least, String what) {
        check(value.compareTo(least) >= 0, KEY + key + " " + value + "; at least " + what + ", " + least);
    }

    private static MqttClientTransportConfig node(String url, BrokerConfig config, DeviceConfig device) {
        URI at;
        try {
            at = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(wrong(url), e);
        }
        boolean secure = "mqtts".equals(at.getScheme());
        check((secure || "mqtt".equals(at.getScheme())) && at.getHost() != null, wrong(url));
        check(at.getUserInfo() == null, KEY + "urls names a user; use " + KEY + "username and password");
        check(at.getRawPath().isEmpty() && at.getRawQuery() == null, wrong(url));
        int port = at.getPort() > 0 ? at.getPort() : secure ? 8883 : 1883;
        int own = secure ? device.tls().port() : device.port();
        boolean offered = secure ? device.tls().certificateFile().isPresent() : device.plain();
        check(
                !(offered && port == own && LOOPBACK.contains(at.getHost())),
                KEY + "urls " + url + " is this service's own door; name a broker, or give the door another port");
        MqttClientTransportConfigBuilder node = MqttClientTransportConfig.builder()
                .serverHost(at.getHost())
                .serverPort(port)
                .socketConnectTimeout(CONNECT_WITHIN_S, TimeUnit.SECONDS)
                .mqttConnectTimeout(CONNECT_WITHIN_S, TimeUnit.SECONDS);
        return (secure ? node.sslConfig(tls(config)) : node).build();
    }

    private static String wrong(String url) {
        return KEY + "urls " + url + "; mqtt://host:port and mqtts://host:port are accepted";
    }

    private static MqttClientSslConfig tls(BrokerConfig config) {
        return config.caFile()
                .map(file -> MqttClientSslConfig.builder()
                        .trustManagerFactory(trusting(file))
                        .build())
                .orElseGet(() -> MqttClientSslConfig.builder().build());
    }

    private static TrustManagerFactory trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("authority-" + authorities.size(), one);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(KEY + "ca-file " + file + "; a readable file of certificates in PEM", e);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
