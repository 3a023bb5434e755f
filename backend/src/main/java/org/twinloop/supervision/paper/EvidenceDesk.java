package org.twinloop.supervision.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.journal.JournalReader;
import org.twinloop.journal.evidence.Evidence;
import org.twinloop.journal.evidence.EvidenceBundle;

/** Hands out the evidence of trips whose events the reader may see. */
@ApplicationScoped
class EvidenceDesk {

    private final JournalReader journal;
    private final Evidence evidence;
    private final People people;
    private final Database database;
    private final ObjectMapper json;
    private final Vertx vertx;

    EvidenceDesk(
            JournalReader journal,
            Evidence evidence,
            People people,
            Database database,
            ObjectMapper json,
            Vertx vertx) {
        this.journal = journal;
        this.evidence = evidence;
        this.people = people;
        this.database = database;
        this.json = json;
        this.vertx = vertx;
    }

    /** Fails with {@code not-found} when there is no event of the trip that the reader may see. */
    Uni<EvidenceBundle> bundle(Scope reader, UUID tripId) {
        return database.read(reader, () -> journal.ofTrip(tripId, 0, 1)).chain(seen -> {
            if (seen.isEmpty()) {
                throw ProblemException.notFound("events of trip " + tripId);
            }
            return evidence.ofTrip(tripId);
        });
    }

    /** A PDF file; setting it takes long enough to leave the event loop to others. */
    Uni<byte[]> paper(Scope reader, UUID tripId) {
        return bundle(reader, tripId).chain(bundle -> {
            EvidencePaper paper = EvidencePaper.of(bundle, json);
            return database.read(reader, () -> people.names(paper.personIds(), Set.of()))
                    .chain(names -> Uni.createFrom()
                            .completionStage(() -> vertx.executeBlocking(
                                            () -> EvidencePdf.of(paper, names.people(), written(bundle)), false)
                                    .toCompletionStage()));
        });
    }

    /** As the JSON answer writes it. */
    private byte[] written(EvidenceBundle bundle) {
        try {
            return json.writeValueAsBytes(bundle);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a bundle cannot be written as JSON", e);
        }
    }
}
