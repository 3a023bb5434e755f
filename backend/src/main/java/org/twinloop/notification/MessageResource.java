package org.twinloop.notification;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.twinloop.common.Database;
import org.twinloop.common.EventStreams;
import org.twinloop.common.EventStreams.SharedLook;
import org.twinloop.common.Page;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.CurrentUser;
import org.twinloop.notification.template.Message;
import org.twinloop.notification.template.MessageTemplate;

/** The inbox of the person signed in. */
@Path("/api/v1/messages")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class MessageResource {

    private static final Duration STREAM_INTERVAL = Duration.ofSeconds(1);
    private static final int STREAM_BATCH_MAX = 50;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final MessageRepository repository;
    private final Database database;
    private final CurrentUser user;
    private final EventStreams streams;
    private final Clock clock;
    private final SharedLook<UUID, UUID> newest;

    MessageResource(
            MessageRepository repository, Database database, CurrentUser user, EventStreams streams, Clock clock) {
        this.repository = repository;
        this.database = database;
        this.user = user;
        this.streams = streams;
        this.clock = clock;
        this.newest = new SharedLook<>(
                STREAM_INTERVAL, people -> database.apart(Scope.SYSTEM, () -> repository.newest(people)));
    }

    record MessageView(
            UUID id,
            String kind,
            Instant createdAt,
            String titleZh,
            String titleEn,
            String textZh,
            String textEn,
            UUID tripId,
            String decisionPath,
            Instant readAt) {
        static MessageView of(Message m) {
            return new MessageView(
                    m.id(),
                    m.kind(),
                    m.createdAt(),
                    m.titleZh(),
                    m.titleEn(),
                    m.textZh(),
                    m.textEn(),
                    m.tripId(),
                    MessageTemplate.actionOf(m.kind(), m.tripId()).orElse(null),
                    m.readAt());
        }
    }

    @GET
    public Uni<Page<MessageView>> list(
            @QueryParam("cursor") @Size(min = 1, max = 200) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.LIMIT_MAX) int limit) {
        UUID before = Page.cursor(cursor, null, UUID::fromString);
        UUID person = user.personId();
        return database.read(user.scope(), () -> repository.inbox(person, before, limit + 1))
                .map(found -> Page.of(
                        found.stream().map(MessageView::of).toList(),
                        limit,
                        last -> last.id().toString()));
    }

    @POST
    @Path("/{id}/read")
    public Uni<Void> read(@PathParam("id") UUID id) {
        UUID person = user.personId();
        return database.act(user.scope(), () -> repository.read(person, id, clock.instant()))
                .invoke(rows -> {
                    if (rows == 0) {
                        throw ProblemException.notFound("message " + id);
                    }
                })
                .replaceWithVoid();
    }

    /** Tells messages that come from now on. */
    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        UUID person = user.personId();
        Scope scope = user.scope();
        AtomicReference<UUID> told = new AtomicReference<>();
        return streams.follow(
                        sse,
                        STREAM_INTERVAL,
                        () -> newest.ask(person).chain(id -> news(scope, person, told, id.orElse(BEFORE_ALL))))
                .onSubscription()
                .invoke(() -> newest.join(person))
                .onTermination()
                .invoke(() -> newest.leave(person));
    }

    /** Messages are read only when the newest is another than the one told last. */
    private Uni<List<EventStreams.Tell>> news(Scope scope, UUID person, AtomicReference<UUID> told, UUID newestId) {
        if (told.compareAndSet(null, newestId) || told.get().equals(newestId)) {
            return Uni.createFrom().item(List.of());
        }
        return database.apart(scope, () -> repository.since(person, told.get(), STREAM_BATCH_MAX))
                .map(news -> {
                    if (!news.isEmpty()) {
                        told.set(news.get(news.size() - 1).id());
                    }
                    return news.stream()
                            .map(message -> new EventStreams.Tell("message", MessageView.of(message)))
                            .toList();
                });
    }
}
