package org.twinloop.network.loop;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.network.LoopId;

/** What the network needs to know of those who promise places at a stop. Both must be called inside an act. */
public interface StopClaims {

    /**
     * When the last promise that cars of a loop may end at a stop is over; empty when none lasts beyond an instant.
     * Until the act ends no other promise can be made, so the answer stays true.
     */
    Uni<Optional<Instant>> lastBeyond(UUID stopId, LoopId loop, Instant at);

    /** From now on nothing at a stop is promised beyond an instant; null lifts that. */
    Uni<Void> openUntil(UUID stopId, Instant at);
}
