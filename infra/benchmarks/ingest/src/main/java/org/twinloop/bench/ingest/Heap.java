package org.twinloop.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Looks at the heap of the service, by its own metrics, once a second, and at single metrics when asked. */
public final class Heap {
    private static final String USED = "jvm_memory_used_bytes{area=\"heap\"";

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest metrics;
    private volatile double mostBytes;
    private volatile boolean looking;
    private Thread looker;

    public Heap(String httpPort) {
        metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/q/metrics"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    /** Forgets what was seen and looks from now on. */
    public void begin() {
        mostBytes = 0;
        looking = true;
        if (looker == null) {
            looker = new Thread(this::look, "heap");
            looker.setDaemon(true);
            looker.start();
        }
    }

    /** Looks no more: telling all its metrics costs the service some milliseconds. */
    public void end() {
        looking = false;
    }

    /** The greatest value of a metric of that name and labels; fails when the service tells none. */
    public double greatest(String metric) throws IOException, InterruptedException {
        return http.send(metrics, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(Heap::value)
                .max()
                .orElseThrow(() -> new IllegalStateException("the service tells no " + metric));
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    public double mostMb() {
        if (mostBytes == 0) {
            throw new IllegalStateException("the service tells nothing of its heap");
        }
        return mostBytes / 1024 / 1024;
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (looking) {
                    double used = http.send(metrics, BodyHandlers.ofLines())
                            .body()
                            .filter(line -> line.startsWith(USED))
                            .mapToDouble(Heap::value)
                            .sum();
                    mostBytes = Math.max(mostBytes, used);
                }
                Thread.sleep(1_000);
            } catch (IOException e) {
                System.err.println("no look at the heap: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
