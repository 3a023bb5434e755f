package org.twinloop.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Server-sent events made by asking anew at an interval. A client that cannot keep up skips ticks and then gets the
 * newest state, so nothing piles up; while the database is away, or an answer takes longer than
 * {@code twinloop.streams.patience}, the stream stays open and says so in a comment, and the next tick asks anew. A
 * stream ends after {@code twinloop.streams.life} and is asked for anew, so that a lost role or suspension takes hold.
 */
@ApplicationScoped
public class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    private static final Trouble TROUBLE = new Trouble(LOG, "streams");
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Duration heartbeat;
    private final Duration life;
    private final Duration patience;
    private final int max;
    private int open;

    EventStreams(
            ObjectMapper json,
            MeterRegistry meters,
            @ConfigProperty(name = "twinloop.streams.heartbeat", defaultValue = "15s") Duration heartbeat,
            @ConfigProperty(name = "twinloop.streams.life", defaultValue = "10m") Duration life,
            @ConfigProperty(name = "twinloop.streams.patience", defaultValue = "10s") Duration patience,
            @ConfigProperty(name = "twinloop.streams.max", defaultValue = "5000") int max) {
        this.json = json;
        this.heartbeat = heartbeat;
        this.life = life;
        this.patience = patience;
        this.max = max;
        this.meters = meters;
        meters.gauge("twinloop.streams.open", this, EventStreams::open);
    }

    /**
     * One reading an instance for all who follow something: whoever asks within the interval gets the newest reading or
     * the one that is under way, so the database is asked once however many listen, and not at all when nobody does.
     *
     * @param <K> what is followed, for example the id of a trip
     * @param <V> how it stands
     */
    public static final class SharedLook<K, V> {

        private record Reading<K, V>(long atNanos, Set<K> keys, Uni<Map<K, V>> found) {}

        private final long freshNanos;
        private final Function<Set<K>, Uni<Map<K, V>>> read;
        private final Map<K, Integer> followers = new HashMap<>();
        private Reading<K, V> newest;

        /**
         * @param interval between two readings; a little less, so that a stream's next tick never meets its last one
         * @param read how the followed things stand; what is not there is left out
         */
        public SharedLook(Duration interval, Function<Set<K>, Uni<Map<K, V>>> read) {
            this.freshNanos = interval.toNanos() * 8 / 10;
            this.read = read;
        }

        public synchronized void join(K key) {
            followers.merge(key, 1, Integer::sum);
        }

        public synchronized void leave(K key) {
            followers.computeIfPresent(key, (one, count) -> count > 1 ? count - 1 : null);
        }

        /** How a thing stands; empty when it is not there. Whoever asks has joined. */
        public Uni<Optional<V>> ask(K key) {
            return reading(key).found().map(all -> Optional.ofNullable(all.get(key)));
        }

        /** One who has just joined does not wait for the next interval. */
        private synchronized Reading<K, V> reading(K key) {
            boolean fresh = newest != null && SystemTime.nanos() - newest.atNanos() < freshNanos;
            if (!fresh || !newest.keys().contains(key)) {
                Set<K> keys = new HashSet<>(followers.keySet());
                keys.add(key);
                newest = new Reading<>(
                        SystemTime.nanos(), keys, read.apply(keys).memoize().indefinitely());
            }
            return newest;
        }
    }

    /** One event to tell: its name, and a record or map as its data. */
    public record Tell(String name, Object data) {}

    /** Asks at once and then at every interval until the client leaves or the stream has lived its life. */
    public Multi<OutboundSseEvent> follow(Sse sse, Duration interval, Supplier<Uni<List<Tell>>> ask) {
        enter();
        Multi<OutboundSseEvent> news = ticks(AT_ONCE, interval)
                .onItem()
                .transformToUniAndConcatenate(tick -> events(sse, ask))
                .onItem()
                .transformToIterable(events -> events);
        Multi<OutboundSseEvent> beats = ticks(heartbeat, heartbeat).map(tick -> comment(sse, "still here"));
        return Multi.createBy()
                .merging()
                .streams(news, beats)
                .select()
                .first(life)
                .onTermination()
                .invoke(this::leave);
    }

    private Uni<List<OutboundSseEvent>> events(Sse sse, Supplier<Uni<List<Tell>>> ask) {
        return Uni.createFrom()
                .deferred(() -> ask.get())
                .ifNoItem()
                .after(patience)
                .fail()
                .map(told -> told.stream().map(tell -> event(sse, tell)).toList())
                .invoke(TROUBLE::over)
                .onFailure(failed -> !(failed instanceof ProblemException))
                .recoverWithItem(failed -> {
                    TROUBLE.met(failed);
                    meters.counter("twinloop.streams.failed.asks").increment();
                    return List.of(comment(sse, "no news: the service cannot tell just now"));
                });
    }

    private OutboundSseEvent event(Sse sse, Tell tell) {
        try {
            return sse.newEventBuilder()
                    .name(tell.name())
                    .data(json.writeValueAsString(tell.data()))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + tell.name() + " cannot be written", e);
        }
    }

    private static OutboundSseEvent comment(Sse sse, String text) {
        return sse.newEventBuilder().comment(text).build();
    }

    private static Multi<Long> ticks(Duration first, Duration every) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(first)
                .every(every)
                .onOverflow()
                .drop();
    }

    private synchronized void enter() {
        if (open >= max) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "twinloop.streams.max " + max + " is reached; close one or wait");
        }
        open++;
    }

    private synchronized void leave() {
        open--;
    }

    private synchronized int open() {
        return open;
    }
}
