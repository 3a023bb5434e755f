package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** A car in service has been silent for too long. Only after the service itself has listened for that long. */
final class Unheard implements StreamRule {

    private final Occurrences occurrences;
    private final Duration after;
    private Instant listeningSince;

    Unheard(Occurrences occurrences, Duration after) {
        this.occurrences = occurrences;
        this.after = after;
    }

    @Override
    public String name() {
        return "unheard";
    }

    @Override
    public Uni<Void> tick(Instant now) {
        if (listeningSince == null) {
            listeningSince = now;
        }
        Instant since = now.minus(after);
        return since.isBefore(listeningSince) ? Uni.createFrom().voidItem() : occurrences.noteSilent(name(), since);
    }
}
