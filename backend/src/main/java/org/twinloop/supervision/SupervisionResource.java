package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.identity.CurrentUser;
import org.twinloop.journal.JournalReader;
import org.twinloop.journal.SealedEvent;

/** What happened on a trip in its sealed order. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
class SupervisionResource {

    private final JournalReader journal;
    private final Database database;
    private final CurrentUser user;

    SupervisionResource(JournalReader journal, Database database, CurrentUser user) {
        this.journal = journal;
        this.database = database;
        this.user = user;
    }

    record JournalEntry(
            long seq,
            UUID id,
            String type,
            int schemaVersion,
            Instant occurredAt,
            Instant recordedAt,
            UUID actor,
            UUID onBehalfOf,
            String subjectType,
            String subjectId,
            UUID causationId,
            JsonNode payload,
            String hash) {
        static JournalEntry of(SealedEvent e) {
            return new JournalEntry(
                    e.seq(),
                    e.id(),
                    e.type(),
                    e.schemaVersion(),
                    e.occurredAt(),
                    e.recordedAt(),
                    e.actorId(),
                    e.onBehalfOf(),
                    e.subjectType(),
                    e.subjectId(),
                    e.causationId(),
                    e.payload(),
                    e.hash());
        }
    }

    record JournalEntryList(List<JournalEntry> items) {}

    @GET
    @Path("/trips/{id}/events")
    @RolesAllowed({"AUDITOR", "SUPERVISOR"})
    public Uni<JournalEntryList> events(@PathParam("id") UUID id) {
        return database.read(user.scope(), () -> journal.ofTrip(id)).map(events -> {
            if (events.isEmpty()) {
                throw ProblemException.notFound("events of trip " + id);
            }
            return new JournalEntryList(events.stream().map(JournalEntry::of).toList());
        });
    }
}
