package org.twinloop.bench.tiles;

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
import java.util.Random;

/** Which tiles are asked for, and the sign-in of a fleet desk that may see them all. */
final class Tiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] LAYERS = {"roads", "places", "stops", "loops", "piles", "cars"};
    private static final int ZOOM_MIN = 9;
    private static final int ZOOM_MAX = 15;
    private static final long SEED = 20261127;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    Tiles(int port) throws IOException, InterruptedException {
        base = "http://127.0.0.1:" + port + "/api/v1";
        token = signedIn();
    }

    String token() {
        return token;
    }

    /** Paths of so many tiles, layer by layer in turn, each around a stop. */
    List<String> paths(int count) throws IOException, InterruptedException {
        JsonNode stops = send(request("/stops")).get("items");
        Random random = new Random(SEED);
        System.out.println("seed=" + SEED);
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode stop = stops.get(random.nextInt(stops.size()));
            int zoom = ZOOM_MIN + random.nextInt(ZOOM_MAX - ZOOM_MIN + 1);
            double lat = Math.toRadians(stop.get("lat").asDouble());
            double north = (1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2;
            int x = (int) ((stop.get("lon").asDouble() + 180) / 360 * (1 << zoom));
            int y = (int) (north * (1 << zoom));
            paths.add("/api/v1/tiles/" + LAYERS[i % LAYERS.length] + "/" + zoom + "/" + x + "/" + y);
        }
        return paths;
    }

    private String signedIn() throws IOException, InterruptedException {
        String password = send(request("/system"))
                .get("demoAccounts")
                .get(0)
                .get("password")
                .asText();
        String body = JSON.createObjectNode()
                .put("login", "li")
                .put("password", password)
                .put("client", "APP")
                .toString();
        return send(request("/auth/login").POST(HttpRequest.BodyPublishers.ofString(body)))
                .get("accessToken")
                .asText();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
