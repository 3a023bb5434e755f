package org.twinloop.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The reading side, by sealed order only. Must be called inside an act or read. */
@ApplicationScoped
public class JournalReader {

    private final JournalRepository repository;

    JournalReader(JournalRepository repository) {
        this.repository = repository;
    }

    /** Sealed events after a sequence number, oldest first. */
    public Uni<List<SealedEvent>> after(long seq, int max) {
        return repository.after(seq, max);
    }

    /** Sealed events of one trip, oldest first; a trip has some dozens, the cut is at 1,000. */
    public Uni<List<SealedEvent>> ofTrip(UUID tripId) {
        return repository.ofTrip(tripId, 0, 1000);
    }

    /** Sealed events of one trip after a sequence number, oldest first. */
    public Uni<List<SealedEvent>> ofTrip(UUID tripId, long afterSeq, int max) {
        return repository.ofTrip(tripId, afterSeq, max);
    }
}
