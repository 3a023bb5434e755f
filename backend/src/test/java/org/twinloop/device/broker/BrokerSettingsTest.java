package org.twinloop.device.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.device.DeviceConfig;
import org.twinloop.device.broker.BrokerRepository.Known;

/** A configuration that contradicts itself is refused, saying which key and what is accepted. */
class BrokerSettingsTest {

    private static final String KEY = "twinloop.device.broker.";

    @Test
    void without_urls_there_is_no_broker_mode() {
        assertFalse(settings(Map.of()).on());
    }

    @Test
    void the_nodes_of_a_cluster_may_differ_in_transport_and_have_the_standard_ports() {
        BrokerSettings settings = settings(Map.of("urls", "mqtt://one, mqtts://two,mqtt://three:1999"));
        assertTrue(settings.on());
        assertEquals(
                List.of(1883, 8883, 1999),
                settings.nodes().stream()
                        .map(node -> node.getServerAddress().getPort())
                        .toList());
        assertTrue(settings.nodes().get(1).getSslConfig().isPresent());
        assertEquals("$share/twinloop/tl/v1/+/up/#", settings.filter());
        assertEquals("twinloop-twinloop-3", settings.clientId(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://one                  | urls http://one; mqtt://host:port and mqtts://host:port are accepted
            mqtt://                     | urls mqtt://; mqtt://host:port
            mqtt://one/path             | urls mqtt://one/path; mqtt://host:port
            mqtt://o ne                 | urls mqtt://o ne; mqtt://host:port
            mqtt://me:secret@one        | urls names a user; use
            mqtt://127.0.0.1:1883       | is this service's own door; name a broker
            """)
    void urls_that_cannot_be_a_broker_are_refused(String url, String why) {
        refused(Map.of("urls", url), why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            group            | a/b      | group a/b; 1 to 32 letters
            slots            | 0        | slots 0; 1 to 64 is accepted
            receive-maximum  | 65536    | receive-maximum 65536; 1 to 65535 is accepted
            receive-maximum  | 129      | at most twinloop.device.unacknowledged-bytes-max
            slot-lease       | 2s       | slot-lease PT2S; at least three times slot-interval
            silent-after     | 59s      | silent-after PT59S; at least twice heard-interval
            rest-max         | 100ms    | rest-max PT0.1S; at least rest-min
            session-kept     | 5s       | session-kept PT5S; at least slot-lease
            password         | secret   | password is set and
            ca-file          | ca.pem   | ca-file is set, but not every url begins with mqtts
            """)
    void keys_that_do_not_go_together_are_refused(String key, String value, String why) {
        refused(Map.of("urls", "mqtt://one", key, value), why);
    }

    @Test
    void authorities_that_cannot_be_read_are_refused() {
        refused(Map.of("urls", "mqtts://one", "ca-file", "/nowhere.pem"), "ca-file /nowhere.pem; a readable file");
    }

    @Test
    void a_user_without_a_broker_is_refused() {
        refused(Map.of("username", "we"), "urls is not; set both or none");
    }

    @Test
    void sessions_in_which_the_broker_may_keep_messages_are_not_left_to_nobody() {
        BrokerSettings settings = settings(Map.of("urls", "mqtt://one", "slots", "2"));
        settings.servesAll(List.of(new Known("twinloop", 1), new Known("twinloop", 2)));
        List<Known> more = List.of(new Known("twinloop", 2), new Known("twinloop", 3), new Known("other", 1));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> settings.servesAll(more));
        assertTrue(refused.getMessage().contains(": twinloop-twinloop-3, twinloop-other-1; "), refused.getMessage());
    }

    private static void refused(Map<String, String> keys, String why) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> settings(keys));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    static BrokerSettings settings(Map<String, String> keys) {
        Map<String, String> full = new HashMap<>();
        keys.forEach((key, value) -> full.put(KEY + key, value));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(BrokerConfig.class)
                .withMapping(DeviceConfig.class)
                .withSources(new PropertiesConfigSource(full, "test", 100))
                .withValidateUnknown(false)
                .build();
        return BrokerSettings.of(
                config.getConfigMapping(BrokerConfig.class), config.getConfigMapping(DeviceConfig.class));
    }
}
