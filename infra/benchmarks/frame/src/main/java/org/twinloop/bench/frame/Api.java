package org.twinloop.bench.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls outside the measured time: who may sign in, what time it is, what can be booked. */
public final class Api {
    public static final ObjectMapper JSON = new ObjectMapper();
    /** traveller01, traveller02 … of the sample city, beside the accounts it lists. */
    private static final int NUMBERED_TRAVELLERS = 28;

    /** A signed-in traveller. */
    public record Traveller(
            String login, String personId, String unitId, String unitCode, String token, String costCentre) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    public Api(String base) {
        this.base = base;
    }

    public JsonNode get(String path, String token) throws IOException, InterruptedException {
        return send("GET", path, token, null);
    }

    public JsonNode post(String path, String token, JsonNode body) throws IOException, InterruptedException {
        return send("POST", path, token, body);
    }

    /** The travellers of the sample city, signed in, each with a budget of the unit. */
    public List<Traveller> travellers() throws IOException, InterruptedException {
        JsonNode listed = get("/system", null).get("demoAccounts");
        String password = listed.get(0).get("password").asText();
        Set<String> logins = new LinkedHashSet<>();
        listed.forEach(account -> logins.add(account.get("login").asText()));
        for (int number = 1; number <= NUMBERED_TRAVELLERS; number++) {
            logins.add(String.format("traveller%02d", number));
        }
        List<Traveller> travellers = new ArrayList<>();
        for (String login : logins) {
            JsonNode answer = post(
                    "/auth/login",
                    null,
                    JSON.createObjectNode()
                            .put("login", login)
                            .put("password", password)
                            .put("client", "APP"));
            if (answer.get("person").get("roles").toString().contains("TRAVELLER")) {
                travellers.add(withBudget(answer));
            }
        }
        return interleaved(travellers);
    }

    /** One of each unit in turn, so that neighbours in the list draw on different budgets. */
    private static List<Traveller> interleaved(List<Traveller> travellers) {
        Map<String, Integer> seen = new HashMap<>();
        Map<Traveller, Integer> turn = new HashMap<>();
        travellers.forEach(traveller -> turn.put(traveller, seen.merge(traveller.unitCode(), 1, Integer::sum)));
        return travellers.stream().sorted(Comparator.comparing(turn::get)).toList();
    }

    private Traveller withBudget(JsonNode signedIn) throws IOException, InterruptedException {
        JsonNode person = signedIn.get("person");
        String unit = person.get("unit").get("code").asText();
        String token = signedIn.get("accessToken").asText();
        for (JsonNode budget : get("/budgets", token).get("items")) {
            if (!budget.hasNonNull("unitCode")
                    || budget.get("unitCode").asText().equals(unit)) {
                return new Traveller(
                        person.get("login").asText(),
                        person.get("id").asText(),
                        person.get("unit").get("id").asText(),
                        unit,
                        token,
                        budget.get("code").asText());
            }
        }
        throw new IllegalStateException(person.get("login") + " of " + unit + " has no budget");
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
