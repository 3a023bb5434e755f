import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The trip's stream of server-sent events, read on a thread of its own and waited for by name. */
final class LiveTrip {
    private final Map<String, List<Json>> events = new LinkedHashMap<>();
    private final CompletableFuture<HttpResponse<Stream<String>>> stream;
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private volatile String broken;

    LiveTrip(Phone phone, String trip) {
        stream = phone.stream("/trips/" + trip + "/live");
        Thread reader = new Thread(this::read, "live-trip");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            HttpResponse<Stream<String>> answer = stream.join();
            if (answer.statusCode() != 200) {
                end("the stream answered " + answer.statusCode());
                return;
            }
            String[] name = {"message"};
            StringBuilder payload = new StringBuilder();
            answer.body().forEach(line -> {
                if (line.startsWith("event:")) {
                    name[0] = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    payload.append(line.substring(5).strip());
                } else if (line.isEmpty() && payload.length() > 0) {
                    add(name[0], Json.parse(payload.toString()));
                    name[0] = "message";
                    payload.setLength(0);
                }
            });
            end("the stream has ended");
        } catch (RuntimeException failure) {
            end("the stream broke: " + failure);
        }
    }

    private synchronized void add(String name, Json event) {
        events.computeIfAbsent(name, key -> new ArrayList<>()).add(event);
        notifyAll();
    }

    private synchronized void end(String why) {
        broken = why;
        notifyAll();
    }

    /** Hands each event of that name to the handler, once and in order, until it says that this is enough. */
    synchronized void await(String name, Predicate<Json> enough) throws InterruptedException {
        long deadline = System.nanoTime() + Phone.PATIENCE.toNanos();
        while (true) {
            List<Json> all = events.getOrDefault(name, List.of());
            for (int next = seen.getOrDefault(name, 0); next < all.size(); next++) {
                seen.put(name, next + 1);
                if (enough.test(all.get(next))) {
                    return;
                }
            }
            StepFailed.unless(broken == null, broken + ", while waiting for " + name);
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            StepFailed.unless(
                    leftMs > 0,
                    "waited " + Phone.PATIENCE.toSeconds() + " s for " + name + "; events so far: " + events);
            wait(leftMs);
        }
    }

    void close() {
        stream.cancel(true);
    }
}
