package org.twinloop.exchange;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Sends requests to the service under test. Of a stream it reads the first event and leaves. */
public final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Answer send(Ask ask) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + ask.target()))
                .timeout(PATIENCE)
                .method(
                        ask.method(),
                        ask.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(ask.body()));
        ask.headers().forEach(request::header);
        try {
            return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(ask.method() + " " + ask.target(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + ask.target(), stopped);
        }
    }

    private static Answer answer(HttpResponse<InputStream> response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String type = headers.getOrDefault("content-type", "").split(";")[0].strip();
        try (InputStream in = response.body()) {
            byte[] body = type.equals("text/event-stream") ? firstEvent(in) : in.readAllBytes();
            return new Answer(response.statusCode(), type, headers, body);
        }
    }

    private static byte[] firstEvent(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        StringBuilder event = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            event.append(line).append('\n');
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
