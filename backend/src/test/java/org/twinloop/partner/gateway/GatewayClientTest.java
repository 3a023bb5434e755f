package org.twinloop.partner.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.common.key.HmacKey;
import org.twinloop.common.key.WebhookSignature;
import org.twinloop.notification.delivery.MessageGateway.Letter;
import org.twinloop.notification.delivery.MessageGateway.Outcome;
import org.twinloop.notification.delivery.MessageGateway.Verdict;
import org.twinloop.partner.PartnerHttp;

/** Letters to a gateway that works, is slow, refuses, is asked too much, sends elsewhere, or dies. */
@QuarkusTest
class GatewayClientTest {

    private static final Path KEY = Path.of("src/test/resources/webhook/test-1.pem");
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int FAILURES_MAX = 3;

    @Inject
    Vertx vertx;

    @Inject
    PartnerHttp http;

    @Inject
    ObjectMapper json;

    @Inject
    MeterRegistry meters;

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private Consumer<HttpServerRequest> answer =
            request -> request.response().setStatusCode(202).end();
    private HttpServer server;
    private Duration parkedFor = Duration.ofMinutes(1);
    private Duration timeout = Duration.ofSeconds(60);

    private record Seen(Map<String, String> headers, byte[] body) {}

    @BeforeEach
    void a_gateway() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new java.util.HashMap<>();
                    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
                    seen.add(new Seen(headers, body.getBytes()));
                    answer.accept(request);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_letter_is_signed_and_filled_in_so_that_no_text_breaks_out_of_its_place() throws Exception {
        Verdict verdict = send(client(), letter("引号\" 与 {login} \\ 换行\n"));

        assertEquals(Outcome.TAKEN, verdict.outcome());
        Seen call = seen.get(0);
        assertEquals(
                "引号\" 与 {login} \\ 换行\n",
                json.readTree(call.body()).path("text").asText());
        assertEquals("13900000000", json.readTree(call.body()).path("to").asText());
        assertTrue(WebhookSignature.fits(
                HmacKey.read("test-1", KEY, false),
                call.headers().get("webhook-id"),
                Long.parseLong(call.headers().get("webhook-timestamp")),
                call.body(),
                call.headers().get("webhook-signature")));
        assertEquals("test-1", call.headers().get("webhook-key-id"));
    }

    @Test
    void a_gateway_says_that_it_arrived() {
        answer = request -> request.response().end("{\"status\":\"DELIVERED\"}");

        assertEquals(Outcome.DELIVERED, send(client(), letter("文")).outcome());
    }

    @Test
    void a_refusal_is_for_ever_and_a_redirect_is_not_followed() {
        answer = request -> request.response().setStatusCode(422).end();
        assertEquals(Outcome.REFUSED, send(client(), letter("文")).outcome());

        answer = request -> request.response()
                .setStatusCode(307)
                .putHeader("Location", "http://127.0.0.1:" + server.actualPort() + "/elsewhere")
                .end();
        assertEquals(Outcome.REFUSED, send(client(), letter("文")).outcome());
        assertEquals(2, seen.size());
    }

    @Test
    void a_gateway_that_is_asked_too_much_says_for_how_long() {
        answer = request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", "90")
                .end();

        Verdict verdict = send(client(), letter("文"));

        assertEquals(Outcome.FAILED, verdict.outcome());
        assertEquals(Duration.ofSeconds(90), verdict.rest());
    }

    @Test
    void a_slow_gateway_and_one_that_dies_in_the_middle_fail_in_time() {
        timeout = Duration.ofMillis(700);
        answer = request -> vertx.setTimer(20_000, late -> request.response().end());
        Verdict slow = send(client(), letter("文"));
        assertEquals(Outcome.FAILED, slow.outcome());
        assertTrue(slow.detail().contains("no whole answer"), slow.detail());

        answer = request -> request.connection().close();
        assertEquals(Outcome.FAILED, send(client(), letter("文")).outcome());
    }

    @Test
    void a_gateway_that_fails_often_is_left_alone_without_being_called() {
        GatewayClient client = client();
        answer = request -> request.response().setStatusCode(503).end();
        for (int i = 0; i < FAILURES_MAX; i++) {
            assertEquals(Outcome.FAILED, send(client, letter("文")).outcome());
        }

        Verdict parked = send(client, letter("文"));

        assertEquals(Outcome.PARKED, parked.outcome());
        assertFalse(parked.rest().isZero());
        assertEquals(FAILURES_MAX, seen.size());
    }

    @Test
    void a_try_that_nobody_waits_for_any_more_does_not_leave_the_gateway_alone_for_ever() {
        parkedFor = Duration.ofNanos(1);
        GatewayClient client = client();
        answer = request -> request.response().setStatusCode(503).end();
        for (int i = 0; i < FAILURES_MAX; i++) {
            assertEquals(Outcome.FAILED, send(client, letter("文")).outcome());
        }

        client.send("all", letter("文")).subscribe().with(verdict -> {}).cancel();
        answer = request -> request.response().setStatusCode(202).end();

        assertEquals(Outcome.TAKEN, send(client, letter("文")).outcome());
    }

    @Test
    void a_letter_to_nobody_is_refused_before_it_is_sent() {
        Letter letter = letter("文");
        Letter unknown = new Letter(
                letter.id(), letter.messageId(), "trip.booked", null, "wang", null, "题", "t", "文", "x", Instant.EPOCH);

        assertEquals(Outcome.REFUSED, send(client(), unknown).outcome());
        assertEquals(0, seen.size());
    }

    @Test
    void a_units_own_gateway_comes_before_the_one_for_all() {
        GatewayClient client = client();

        assertEquals(Optional.of("own"), client.serving("SHJ-01"));
        assertEquals(Optional.of("all"), client.serving("SHJ-02"));
    }

    @Test
    void only_hosts_of_the_configuration_are_called_and_only_over_tls() {
        List<String> hosts = List.of("sms.example.cn", "127.0.0.1");
        assertEquals(
                "/x",
                Gateway.checked(URI.create("https://sms.example.cn/x"), hosts).getPath());
        for (String bad : List.of(
                "https://169.254.169.254/latest",
                "https://sms.example.cn.evil.cn/x",
                "http://sms.example.cn/x",
                "https://user:word@sms.example.cn/x",
                "https://sms.example.cn@evil.cn/x",
                "file:///etc/passwd",
                "gopher://127.0.0.1/x",
                "/x")) {
            assertThrows(IllegalArgumentException.class, () -> Gateway.checked(URI.create(bad), hosts), bad);
        }
    }

    @Test
    void a_template_is_checked_when_the_service_starts() {
        assertThrows(IllegalArgumentException.class, () -> new LetterTemplate(json, "{\"a\":\"{password}\"}"));
        assertThrows(IllegalArgumentException.class, () -> new LetterTemplate(json, "[]"));
        assertThrows(IllegalArgumentException.class, () -> new LetterTemplate(json, "{"));
    }

    @Test
    void a_circuit_lets_one_try_through_after_its_rest() {
        Circuit circuit = new Circuit(2, Duration.ofSeconds(1));
        assertFalse(circuit.failed(0));
        assertTrue(circuit.failed(0));
        assertEquals(Duration.ofNanos(500_000_000), circuit.rest(500_000_000));

        assertTrue(circuit.rest(1_000_000_000).isZero(), "one tries");
        assertFalse(circuit.rest(1_000_000_000).isZero(), "the others wait");
        assertFalse(circuit.failed(1_000_000_000));
        assertFalse(circuit.rest(1_500_000_000).isZero());
        assertTrue(circuit.rest(2_000_000_000).isZero());
        circuit.worked();

        assertTrue(circuit.rest(2_000_000_001L).isZero());
    }

    private Verdict send(GatewayClient client, Letter letter) {
        return client.send("all", letter).await().atMost(SOON);
    }

    private static Letter letter(String text) {
        return new Letter(
                Ids.next(),
                UUID.randomUUID(),
                "trip.booked",
                null,
                "wang",
                "13900000000",
                "题",
                "title",
                text,
                "text",
                Instant.parse("2026-11-23T02:00:00Z"));
    }

    private GatewayClient client() {
        return new GatewayClient(http, json, config(), "demo", meters);
    }

    private GatewayConfig config() {
        return new GatewayConfig() {
            @Override
            public Optional<List<String>> hosts() {
                return Optional.of(List.of("127.0.0.1:" + server.actualPort()));
            }

            @Override
            public Map<String, Gateway> of() {
                return Map.of("all", gateway(Optional.empty()), "own", gateway(Optional.of(List.of("SHJ-01"))));
            }

            @Override
            public int failuresMax() {
                return FAILURES_MAX;
            }

            @Override
            public Duration parkedFor() {
                return parkedFor;
            }
        };
    }

    private GatewayConfig.Gateway gateway(Optional<List<String>> units) {
        URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/send");
        return new GatewayConfig.Gateway() {
            @Override
            public URI url() {
                return url;
            }

            @Override
            public Optional<List<String>> units() {
                return units;
            }

            @Override
            public String template() {
                return "{\"to\":\"{mobile}\",\"text\":\"{textZh}\"}";
            }

            @Override
            public String keyId() {
                return "test-1";
            }

            @Override
            public Path keyFile() {
                return KEY;
            }

            @Override
            public Duration timeout() {
                return timeout;
            }
        };
    }
}
