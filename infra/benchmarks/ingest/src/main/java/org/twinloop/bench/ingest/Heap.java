package org.twinloop.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Looks at the heap of the service, by its own metrics, twice a second. */
final class Heap {
    private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest metrics;
    private volatile double mostBytes;
    private Thread looker;

    Heap(String httpPort) {
        metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/q/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    /** Forgets what was seen and looks from now on. */
    void begin() {
        mostBytes = 0;
        if (looker == null) {
            looker = new Thread(this::look, "heap");
            looker.setDaemon(true);
            looker.start();
        }
    }

    double mostMb() {
        if (mostBytes == 0) {
            throw new IllegalStateException("the service tells nothing of its heap");
        }
        return mostBytes / 1024 / 1024;
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                double used = http.send(metrics, BodyHandlers.ofLines())
                        .body()
                        .filter(line -> line.startsWith(USED))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
                mostBytes = Math.max(mostBytes, used);
                Thread.sleep(500);
            } catch (IOException e) {
                System.err.println("no look at the heap: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
