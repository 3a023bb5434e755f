package org.twinloop.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/** The writing side: appends in the caller's transaction, so an event exists exactly when its act does. */
@ApplicationScoped
public class Journal {

    private static final int SALT_BYTES = 16;

    private final JournalRepository repository;
    private final ObjectMapper json;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Journal(JournalRepository repository, ObjectMapper json, Clock clock) {
        this.repository = repository;
        this.json = json.copy().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
        this.clock = clock;
    }

    /** Appends one event. Must be called inside an act. */
    public Uni<Void> append(Event event) {
        return append(event, clock.instant());
    }

    /** Appends an event that happened earlier than now, for example when a device says so. */
    public Uni<Void> append(Event event, Instant occurredAt) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String body = canonical(event.payload());
        return repository.insert(event, occurredAt, clock.instant(), Chain.commitment(salt, body), salt, body);
    }

    private String canonical(Object payload) {
        try {
            return json.writeValueAsString(json.valueToTree(payload));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event's payload cannot be written as JSON", e);
        }
    }
}
