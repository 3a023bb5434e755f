package org.twinloop.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/**
 * Streams of the console. Each tells the counts once an interval and the cars that changed since it last spoke; one
 * that cannot keep up skips intervals and catches up with the newest state, so nothing piles up.
 */
@ApplicationScoped
class LiveStreams {

    private static final Logger LOG = Logger.getLogger(LiveStreams.class);
    private static final Trouble TROUBLE = new Trouble(LOG, "streams of the console");
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final LiveBoard board;
    private final ConsoleConfig config;
    private final ObjectMapper json;
    private final AtomicInteger open;

    LiveStreams(LiveBoard board, ConsoleConfig config, ObjectMapper json, MeterRegistry meters) {
        this.board = board;
        this.config = config;
        this.json = json;
        this.open = meters.gauge("twinloop.console.streams", new AtomicInteger());
    }

    Multi<OutboundSseEvent> follow(Scope scope, Sse sse) {
        if (open.incrementAndGet() > config.streamsMax()) {
            open.decrementAndGet();
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "at most " + config.streamsMax() + " streams; close one or wait");
        }
        Map<UUID, ConsoleVehicle> remembered = Sighting.nothingRemembered();
        Multi<OutboundSseEvent> news = ticks(AT_ONCE, config.interval())
                .onItem()
                .transformToUniAndConcatenate(tick -> events(scope, sse, remembered))
                .onItem()
                .transformToIterable(events -> events);
        Multi<OutboundSseEvent> heartbeat = ticks(config.heartbeat(), config.heartbeat())
                .map(tick -> sse.newEventBuilder().comment("still here").build());
        return Multi.createBy()
                .merging()
                .streams(news, heartbeat)
                .select()
                .first(config.streamLife())
                .onTermination()
                .invoke(() -> open.decrementAndGet());
    }

    private static Multi<Long> ticks(Duration first, Duration every) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(first)
                .every(every)
                .onOverflow()
                .drop();
    }

    /** While the database does not answer the stream stays open and silent: the ages shown in the page grow. */
    private Uni<List<OutboundSseEvent>> events(Scope scope, Sse sse, Map<UUID, ConsoleVehicle> remembered) {
        return board.newest(scope)
                .map(sighting -> {
                    List<OutboundSseEvent> events = new ArrayList<>(2);
                    events.add(event(sse, "overview", sighting.overview()));
                    List<ConsoleVehicle> changed = sighting.changedSince(remembered);
                    if (!changed.isEmpty()) {
                        events.add(event(
                                sse, "positions", new ConsoleResource.ConsoleVehicleList(sighting.at(), changed)));
                    }
                    return events;
                })
                .invoke(TROUBLE::over)
                .onFailure()
                .recoverWithItem(failed -> {
                    TROUBLE.met(failed);
                    return List.of(
                            sse.newEventBuilder().comment("no news just now").build());
                });
    }

    private OutboundSseEvent event(Sse sse, String name, Object payload) {
        try {
            return sse.newEventBuilder()
                    .name(name)
                    .data(json.writeValueAsString(payload))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event that cannot be written", impossible);
        }
    }
}
