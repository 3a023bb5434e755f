package org.twinloop.partner.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.twinloop.common.SystemTime;
import org.twinloop.common.key.WebhookSignature;
import org.twinloop.notification.delivery.MessageGateway;
import org.twinloop.partner.PartnerFailure;
import org.twinloop.partner.PartnerHttp;

/**
 * Hands copies of messages to HTTP gateways: a signed {@code POST} with a JSON body. Redirects are not followed, and
 * only hosts of the configuration are called.
 */
@Startup
@ApplicationScoped
class GatewayClient implements MessageGateway {

    private static final Logger LOG = Logger.getLogger(GatewayClient.class);
    private static final int ANSWER_BYTES_MAX = 65_536;
    private static final int DETAIL_LENGTH_MAX = 200;
    /** Statuses that mean "later" rather than "never": RFC 9110, RFC 6585, RFC 8470. */
    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private final PartnerHttp http;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Map<String, Gateway> gateways = new TreeMap<>();

    @Inject
    GatewayClient(
            PartnerHttp http,
            ObjectMapper json,
            GatewayConfig config,
            @ConfigProperty(name = "twinloop.mode") String mode,
            MeterRegistry meters) {
        this.http = http;
        this.json = json;
        this.meters = meters;
        config.of().forEach((name, gateway) -> {
            try {
                gateways.put(name, Gateway.of(name, gateway, config, json, mode.equals("demo")));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalStateException(
                        "twinloop.partner.gateway.of." + name + ": " + wrong.getMessage(), wrong);
            }
        });
    }

    @Override
    public boolean any() {
        return !gateways.isEmpty();
    }

    @Override
    public Optional<String> serving(String unitCode) {
        Optional<Gateway> own = gateways.values().stream()
                .filter(gateway -> gateway.units().contains(unitCode))
                .findFirst();
        return own.or(() -> gateways.values().stream()
                        .filter(gateway -> gateway.units().isEmpty())
                        .findFirst())
                .map(Gateway::name);
    }

    @Override
    public Uni<Verdict> send(String name, Letter letter) {
        Gateway gateway = gateways.get(name);
        if (gateway == null) {
            return Uni.createFrom().item(refused("gateway " + name + " is not configured any more"));
        }
        if (gateway.template().needsMobile() && letter.mobile() == null) {
            return Uni.createFrom().item(refused("no mobile number is known"));
        }
        return Uni.createFrom().deferred(() -> call(gateway, letter));
    }

    /** Whoever was let through by the circuit tells how it went, also when nobody waits for the answer any more. */
    private Uni<Verdict> call(Gateway gateway, Letter letter) {
        Duration rest = gateway.circuit().rest(SystemTime.nanos());
        if (!rest.isZero()) {
            return Uni.createFrom()
                    .item(new Verdict(Outcome.PARKED, rest, "the gateway failed often and is left alone"));
        }
        return Uni.createFrom()
                .deferred(() -> http.send(request(gateway, letter)))
                .ifNoItem()
                .after(gateway.timeout())
                .failWith(() -> new PartnerFailure(
                        "no whole answer within " + gateway.timeout().toMillis() + " ms"))
                .map(this::judged)
                .onFailure()
                .recoverWithItem(failed -> new Verdict(Outcome.FAILED, null, shortened(failed.getMessage())))
                .invoke(verdict -> learn(gateway, verdict))
                .onCancellation()
                .invoke(() -> learn(gateway, new Verdict(Outcome.FAILED, null, "given up before an answer came")));
    }

    private PartnerHttp.Call request(Gateway gateway, Letter letter) {
        byte[] body = gateway.template().fill(letter);
        String id = letter.id().toString();
        long epochS = SystemTime.now().getEpochSecond();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "Accept",
                "application/json",
                WebhookSignature.ID,
                id,
                WebhookSignature.TIMESTAMP,
                Long.toString(epochS),
                WebhookSignature.KEY_ID,
                gateway.key().id(),
                WebhookSignature.SIGNATURE,
                WebhookSignature.sign(gateway.key(), id, epochS, body));
        return new PartnerHttp.Call(HttpMethod.POST, gateway.url(), headers, body, ANSWER_BYTES_MAX);
    }

    private Verdict judged(PartnerHttp.Answer answer) {
        int status = answer.status();
        String said = "status " + status;
        if (status >= 200 && status < 300) {
            return new Verdict(isDelivered(answer.body()) ? Outcome.DELIVERED : Outcome.TAKEN, null, said);
        }
        if (status >= 500 || LATER.contains(status)) {
            return new Verdict(Outcome.FAILED, retryAfter(answer.headers().get("Retry-After")), said);
        }
        return refused(status >= 300 && status < 400 ? said + "; redirects are not followed" : said);
    }

    private boolean isDelivered(byte[] body) {
        try {
            JsonNode told = json.readTree(body);
            return told != null && told.path("status").asText().equals("DELIVERED");
        } catch (IOException notJson) {
            LOG.debugf("an answer of a gateway that is no JSON: %s", notJson.getMessage());
            return false;
        }
    }

    /** Seconds or a date (RFC 9110 section 10.2.3); null when it is neither, or over. */
    static Duration retryAfter(String value) {
        if (value == null) {
            return null;
        }
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration rest = Duration.between(SystemTime.now(), at);
            return rest.isNegative() ? null : rest;
        } catch (DateTimeException neither) {
            LOG.debugf("Retry-After '%s' is neither seconds nor a date", value);
            return null;
        }
    }

    /** A gateway that refuses a letter works; one that asks for patience does too, and is not called meanwhile. */
    private void learn(Gateway gateway, Verdict verdict) {
        meters.counter(
                        "twinloop.partner.gateway",
                        "gateway",
                        gateway.name(),
                        "outcome",
                        verdict.outcome().name())
                .increment();
        if (verdict.outcome() != Outcome.FAILED) {
            gateway.circuit().worked();
        } else if (gateway.circuit().failed(SystemTime.nanos())) {
            LOG.warnf("gateway %s is left alone for a while: %s", gateway.name(), verdict.detail());
        }
    }

    private static Verdict refused(String why) {
        return new Verdict(Outcome.REFUSED, null, why);
    }

    private static String shortened(String text) {
        String said = String.valueOf(text).replace("\0", "");
        return said.length() <= DETAIL_LENGTH_MAX ? said : said.substring(0, DETAIL_LENGTH_MAX);
    }
}
