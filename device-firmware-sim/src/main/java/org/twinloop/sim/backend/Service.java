package org.twinloop.sim.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.CityClock;

/** The service's public REST interface. */
public final class Service {
    private static final Duration CALL_MAX = Duration.ofSeconds(30);
    private static final int PAGE = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI root;
    private final String login;
    private final String password;
    private volatile String token;

    public Service(URI root, String login, String password) {
        this.root = root;
        this.login = login;
        this.password = password;
    }

    public URI root() {
        return root;
    }

    /** Whether the service says it is ready; a service that has no such page counts as ready when it answers. */
    public boolean ready() throws IOException {
        int status = exchange(request("/q/health/ready").GET()).statusCode();
        return status == 200 || status == 404;
    }

    public CityClock clock() throws IOException {
        JsonNode system = call(request("/api/v1/system").GET(), "GET /api/v1/system");
        if (!system.hasNonNull("clockRealOrigin") || !system.hasNonNull("clockCityOrigin")) {
            return new CityClock(0, 0, 1);
        }
        return CityClock.of(
                Instant.parse(system.get("clockRealOrigin").asText()),
                Instant.parse(system.get("clockCityOrigin").asText()),
                system.path("clockSpeed").asDouble(1));
    }

    /** Signs in; the code of the operator the account belongs to, empty when it belongs to none. */
    public String signIn() throws IOException {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("login", login).put("password", password).put("client", "APP");
        JsonNode answer = call(post("/api/v1/auth/login", body), "POST /api/v1/auth/login as " + login);
        token = answer.path("accessToken").asText();
        JsonNode operator = answer.path("person").path("operatorCode");
        return operator.isTextual() ? operator.asText() : "";
    }

    /** Issues new credentials for all devices of a kind, page by page. */
    public List<JsonNode> provision(String kind) throws IOException {
        List<JsonNode> devices = new ArrayList<>();
        String after = null;
        do {
            JsonNode page = provision(kind, after, PAGE);
            page.path("devices").forEach(devices::add);
            after = page.path("next").isTextual() ? page.path("next").asText() : null;
        } while (after != null);
        return devices;
    }

    /** Issues new credentials for some devices of a kind, in the order of their ids, after one id or from the first. */
    public List<JsonNode> provisionSome(String kind, String after, int count) throws IOException {
        List<JsonNode> devices = new ArrayList<>();
        String from = after;
        while (devices.size() < count) {
            JsonNode page = provision(kind, from, Math.min(PAGE, count - devices.size()));
            page.path("devices").forEach(devices::add);
            if (!page.path("next").isTextual()) {
                break;
            }
            from = page.path("next").asText();
        }
        return devices;
    }

    /** Issues a new credential for one device: the page of one that begins after its predecessor. */
    public List<JsonNode> provisionOne(String kind, String deviceId) throws IOException {
        int digits = deviceId.length() - 1;
        long number = Long.parseLong(deviceId.substring(1)) - 1;
        String before = deviceId.charAt(0) + String.format("%0" + digits + "d", number);
        List<JsonNode> devices = new ArrayList<>();
        provision(kind, before, 1).path("devices").forEach(devices::add);
        return devices;
    }

    private JsonNode provision(String kind, String after, int limit) throws IOException {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("kind", kind).put("after", after).put("limit", limit);
        return authorised("POST", "/api/v1/devices/provision", body);
    }

    /** A device claims its next secret: a code from the desk, exchanged by the device itself. */
    public JsonNode claim(String deviceId) throws IOException {
        JsonNode issued =
                authorised("POST", "/api/v1/devices/" + deviceId + "/claim-code", Json.MAPPER.createObjectNode());
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("code", issued.path("code").asText());
        return call(post("/api/v1/devices/claims", body), "POST /api/v1/devices/claims");
    }

    /** The public keys a terminal is provisioned with. */
    public JsonNode offlineKeys() throws IOException {
        return call(request("/api/v1/devices/offline-keys").GET(), "GET /api/v1/devices/offline-keys")
                .path("items");
    }

    /** All items of a paged list. */
    public List<JsonNode> list(String path) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String separator = path.contains("?") ? "&" : "?";
            String page = cursor.isEmpty() ? path : path + separator + "cursor=" + encoded(cursor);
            JsonNode answer = authorised("GET", page, null);
            answer.path("items").forEach(items::add);
            cursor = answer.path("next").isTextual() ? answer.path("next").asText() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** Puts something in the place of what is there. */
    public JsonNode put(String path, JsonNode body) throws IOException {
        return authorised("PUT", path, body);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode authorised(String method, String path, JsonNode body) throws IOException {
        if (token == null) {
            signIn();
        }
        try {
            return call(withToken(method, path, body), method + " " + path);
        } catch (ServiceRefusal refusal) {
            if (refusal.status() != 401) {
                throw refusal;
            }
            signIn();
            return call(withToken(method, path, body), method + " " + path);
        }
    }

    private HttpRequest.Builder withToken(String method, String path, JsonNode body) {
        HttpRequest.Builder request = body == null ? request(path).GET() : withBody(method, path, body);
        return request.header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(CALL_MAX).header("Accept", "application/json");
    }

    private HttpRequest.Builder post(String path, JsonNode body) {
        return withBody("POST", path, body);
    }

    private HttpRequest.Builder withBody(String method, String path, JsonNode body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()));
    }

    private JsonNode call(HttpRequest.Builder request, String name) throws IOException {
        HttpResponse<String> response = exchange(request);
        JsonNode body = tree(response.body());
        if (response.statusCode() / 100 != 2) {
            throw new ServiceRefusal(name, response.statusCode(), body);
        }
        return body;
    }

    private static JsonNode tree(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the service", e);
        }
    }
}
