package org.twinloop.device.command;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Whoever knows trips: what was sent or signed for one that is not over is still needed. */
public interface OpenTrips {

    /** Those of the given trips that are not over, of whatever unit. Joins the caller's act. */
    Uni<Set<UUID>> openAmong(Collection<UUID> tripIds);
}
