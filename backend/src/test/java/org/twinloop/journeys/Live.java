package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The stream of a trip as the phone follows it; remembers which events came. */
final class Live implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final Stream<String> lines;

    private Live(Stream<String> lines) {
        this.lines = lines;
    }

    static Live of(Phone traveller, UUID trip) {
        URI address = URI.create(
                "http://127.0.0.1:" + RestAssured.port + "/api/v1/trips/" + trip + "/live?reason=looks+after+the+ride");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + traveller.token())
                .header("Accept", "text/event-stream")
                .build();
        try {
            Live live = new Live(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofLines()).body());
            Thread reader = new Thread(live::read, "live-" + trip);
            reader.setDaemon(true);
            reader.start();
            return live;
        } catch (IOException e) {
            throw new UncheckedIOException("the stream does not open", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read() {
        try {
            lines.filter(line -> line.startsWith("event:"))
                    .forEach(
                            line -> events.add(line.substring("event:".length()).strip()));
        } catch (UncheckedIOException closed) {
            events.add("closed");
        }
    }

    void awaitEvent(String name) {
        await("event " + name + " on the stream").atMost(Phone.PATIENCE).until(() -> events.contains(name));
    }

    @Override
    public void close() {
        lines.close();
    }
}
