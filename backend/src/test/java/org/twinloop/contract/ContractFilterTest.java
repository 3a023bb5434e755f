package org.twinloop.contract;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The filter of the API tests sees what it is there to see. */
class ContractFilterTest {

    private static final String PERSON = """
            {"id":"0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00","login":"wang","nameZh":"王明","roles":["TRAVELLER"]%s}""";

    private HttpServer server;

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_answer_as_promised_passes() throws IOException {
        serve(200, "application/json", PERSON.formatted(""));
        assertDoesNotThrow(() -> asking().get("/api/v1/me"));
    }

    @Test
    void an_answer_with_an_unknown_property_is_reported() throws IOException {
        serve(200, "application/json", PERSON.formatted(",\"password\":\"x\""));
        assertReported("password", () -> asking().get("/api/v1/me"));
    }

    @Test
    void an_answer_of_a_wrong_type_is_reported() throws IOException {
        serve(200, "application/json", PERSON.formatted(",\"operatorCode\":17"));
        assertReported("operatorCode", () -> asking().get("/api/v1/me"));
    }

    @Test
    void an_answer_without_a_required_property_is_reported() throws IOException {
        serve(200, "application/json", "{\"login\":\"wang\"}");
        assertReported("required", () -> asking().get("/api/v1/me"));
    }

    @Test
    void a_null_in_an_answer_is_reported() throws IOException {
        serve(200, "application/json", PERSON.formatted(",\"operatorCode\":null"));
        assertReported("operatorCode", () -> asking().get("/api/v1/me"));
    }

    @Test
    void a_status_that_was_not_promised_is_reported() throws IOException {
        serve(418, "application/json", "{}");
        assertReported("418", () -> asking().get("/api/v1/me"));
    }

    @Test
    void a_media_type_that_was_not_promised_is_reported() throws IOException {
        serve(400, "application/json", "{\"type\":\"/problems/x\",\"title\":\"x\",\"status\":400}");
        assertReported("application/json", () -> asking().queryParam("q", "x").get("/api/v1/places"));
    }

    @Test
    void an_accepted_request_that_breaks_the_contract_is_reported() throws IOException {
        serve(200, "application/json", "{\"items\":[]}");
        assertReported(
                "limit",
                () -> asking().queryParam("q", "x").queryParam("limit", 5000).get("/api/v1/places"));
    }

    @Test
    void a_refused_request_may_break_the_contract() throws IOException {
        serve(
                400,
                "application/problem+json",
                "{\"type\":\"/problems/invalid-request\",\"title\":\"x\",\"status\":400}");
        assertDoesNotThrow(
                () -> asking().queryParam("q", "x").queryParam("limit", 5000).get("/api/v1/places"));
    }

    @Test
    void an_unknown_path_may_only_be_answered_with_404() throws IOException {
        serve(200, "application/json", "{}");
        assertReported("No API path found", () -> asking().get("/api/v1/nothing"));
    }

    private RequestSpecification asking() {
        return given().filter(new Contract(Project.text(Project.spec("openapi.yaml"))))
                .baseUri("http://127.0.0.1:" + server.getAddress().getPort())
                .header("Authorization", "Bearer x");
    }

    private static void assertReported(String word, Runnable asking) {
        String message = assertThrows(AssertionError.class, asking::run).getMessage();
        assertTrue(message.contains(word), message);
    }

    private void serve(int status, String type, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }
}
