package org.twinloop.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The calls outside the measured time: who may sign in, what time it is, what can be booked. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    /** A signed-in traveller. */
    record Traveller(String login, String personId, String unitCode, String token, String costCentre) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    Api(String base) {
        this.base = base;
    }

    JsonNode get(String path, String token) throws IOException, InterruptedException {
        return send("GET", path, token, null);
    }

    JsonNode post(String path, String token, JsonNode body) throws IOException, InterruptedException {
        return send("POST", path, token, body);
    }

    /** Everybody among the demo accounts who travels, signed in, with the unit's first budget. */
    List<Traveller> travellers() throws IOException, InterruptedException {
        List<Traveller> travellers = new ArrayList<>();
        for (JsonNode account : get("/system", null).get("demoAccounts")) {
            JsonNode answer = post(
                    "/auth/login",
                    null,
                    JSON.createObjectNode()
                            .put("login", account.get("login").asText())
                            .put("password", account.get("password").asText())
                            .put("client", "APP"));
            JsonNode person = answer.get("person");
            if (!person.get("roles").toString().contains("TRAVELLER")) {
                continue;
            }
            String token = answer.get("accessToken").asText();
            JsonNode budgets = get("/budgets", token).get("items");
            String unit = person.get("unit").get("code").asText();
            for (JsonNode budget : budgets) {
                if (!budget.hasNonNull("unitCode")
                        || budget.get("unitCode").asText().equals(unit)) {
                    travellers.add(new Traveller(
                            person.get("login").asText(),
                            person.get("id").asText(),
                            unit,
                            token,
                            budget.get("code").asText()));
                    break;
                }
            }
        }
        return travellers;
    }

    private JsonNode send(String method, String path, String token, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
