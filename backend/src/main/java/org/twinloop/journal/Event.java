package org.twinloop.journal;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.twinloop.common.Ids;

/**
 * A domain event about to be appended. Built by steps, since most of the envelope is optional:
 * {@code Event.of("trip.booked").subject("trip", id).unit(unit).payload(Map.of(...))}.
 */
public final class Event {

    private final UUID id = Ids.next();
    private final String type;
    private int schemaVersion = 1;
    private String subjectType;
    private String subjectId;
    private UUID actorId;
    private UUID onBehalfOf;
    private UUID unitId;
    private UUID operatorId;
    private UUID tripId;
    private UUID causationId;
    private Object payload = Map.of();

    private Event(String type) {
        this.type = type;
    }

    /** Starts an event of a type, {@code feature.verb-in-past-tense}. */
    public static Event of(String type) {
        return new Event(Objects.requireNonNull(type));
    }

    /** Version of the payload's shape; grows when the shape changes, and golden files keep the old ones readable. */
    public Event version(int version) {
        schemaVersion = version;
        return this;
    }

    public Event subject(String subject, Object id) {
        subjectType = subject;
        subjectId = id.toString();
        return this;
    }

    /** Who did it; absent for the service itself. */
    public Event actor(UUID personId) {
        actorId = personId;
        return this;
    }

    public Event onBehalfOf(UUID personId) {
        onBehalfOf = personId;
        return this;
    }

    public Event unit(UUID id) {
        unitId = id;
        return this;
    }

    public Event operator(UUID id) {
        operatorId = id;
        return this;
    }

    public Event trip(UUID id) {
        tripId = id;
        return this;
    }

    /** The event that led to this one. */
    public Event causedBy(UUID eventId) {
        causationId = eventId;
        return this;
    }

    /** What happened: a map or record that Jackson can write. */
    public Event payload(Object body) {
        payload = body;
        return this;
    }

    public UUID id() {
        return id;
    }

    String type() {
        return type;
    }

    int schemaVersion() {
        return schemaVersion;
    }

    String subjectType() {
        return subjectType;
    }

    String subjectId() {
        return subjectId;
    }

    UUID actorId() {
        return actorId;
    }

    UUID onBehalfOf() {
        return onBehalfOf;
    }

    UUID unitId() {
        return unitId;
    }

    UUID operatorId() {
        return operatorId;
    }

    UUID tripId() {
        return tripId;
    }

    UUID causationId() {
        return causationId;
    }

    Object payload() {
        return payload;
    }
}
