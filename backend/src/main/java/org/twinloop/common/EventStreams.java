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
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Server-sent events made by asking anew at an interval. A client that cannot keep up skips ticks and then gets the
 * newest state, so nothing piles up; while the database is away the stream stays open and says so in a comment. A
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
    private final int max;
    private int open;

    EventStreams(
            ObjectMapper json,
            MeterRegistry meters,
            @ConfigProperty(name = "twinloop.streams.heartbeat", defaultValue = "15s") Duration heartbeat,
            @ConfigProperty(name = "twinloop.streams.life", defaultValue = "10m") Duration life,
            @ConfigProperty(name = "twinloop.streams.max", defaultValue = "5000") int max) {
        this.json = json;
        this.heartbeat = heartbeat;
        this.life = life;
        this.max = max;
        this.meters = meters;
        meters.gauge("twinloop.streams.open", this, EventStreams::open);
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
