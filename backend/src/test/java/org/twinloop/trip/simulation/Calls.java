package org.twinloop.trip.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** What a phone or a browser sends to the service, over HTTP. */
final class Calls {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient client = HttpClient.newHttpClient();

    /** An answer with its body; {@code null} in JSON when there is none. */
    record Answer(int status, JsonNode body) {
        boolean isDone() {
            return status >= 200 && status < 300;
        }

        /** Last part of the problem's type, or the state of the trip. */
        String words() {
            String type = body.path("type").asText("");
            return type.isEmpty() ? body.path("state").asText("") : type.substring(type.lastIndexOf('/') + 1);
        }

        @Override
        public String toString() {
            return status + " " + words();
        }
    }

    /** One call; it can be sent again. */
    record Call(String method, String path, String token, Map<String, Object> body) {
        Call with(Map<String, Object> other) {
            return new Call(method, path, token, other);
        }
    }

    Answer send(Call call) {
        HttpRequest.BodyPublisher body = call.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json(call.body()));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + call.path()))
                .header("Authorization", "Bearer " + call.token())
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .method(call.method(), body)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body().isEmpty() ? "null" : answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling " + call.path(), e);
        }
    }

    private static String json(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
