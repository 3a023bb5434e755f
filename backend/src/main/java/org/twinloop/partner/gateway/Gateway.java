package org.twinloop.partner.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.twinloop.common.key.HmacKey;

/**
 * A gateway that was found to be configured soundly.
 *
 * @param units codes of the units it serves; empty for all that no other serves
 */
record Gateway(
        String name,
        URI url,
        Set<String> units,
        LetterTemplate template,
        HmacKey key,
        Duration timeout,
        Circuit circuit) {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    /** Throws {@link IllegalArgumentException} saying which key is wrong and what is accepted. */
    static Gateway of(String name, GatewayConfig.Gateway said, GatewayConfig config, ObjectMapper json, boolean demo) {
        return new Gateway(
                name,
                checked(said.url(), config.hosts().orElse(List.of())),
                Set.copyOf(said.units().orElse(List.of())),
                new LetterTemplate(json, said.template()),
                HmacKey.read(said.keyId(), said.keyFile(), demo),
                said.timeout(),
                new Circuit(config.failuresMax(), config.parkedFor()));
    }

    /** Only a host that is named as allowed, only over TLS unless it is this machine, and nobody's name in it. */
    static URI checked(URI url, List<String> hosts) {
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("url '" + url.getScheme()
                    + ":…'; an address with a host, without user, password and fragment is accepted");
        }
        boolean secure = "https".equals(url.getScheme());
        boolean plainHere = "http".equals(url.getScheme()) && THIS_MACHINE.contains(host);
        if (!secure && !plainHere) {
            throw new IllegalArgumentException(
                    "url with scheme '" + url.getScheme() + "'; https is accepted, and http on this machine");
        }
        String place = url.getPort() < 0 ? host : host + ":" + url.getPort();
        if (!hosts.contains(place) && !hosts.contains(host)) {
            throw new IllegalArgumentException(
                    "host '" + place + "'; accepted are those of " + "twinloop.partner.gateway.hosts: " + hosts);
        }
        return url;
    }
}
