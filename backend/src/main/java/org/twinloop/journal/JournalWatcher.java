package org.twinloop.journal;

import io.smallrye.mutiny.Uni;

/**
 * Reads sealed events in order and reacts, once per event: the reaction and the step of the cursor are one transaction.
 * Implementations are beans; {@link JournalLoop} runs them on one instance at a time.
 */
public interface JournalWatcher {

    /** Name of the cursor; never changes once released. */
    String name();

    /** Whether events of a type concern this watcher; the others are only stepped over. */
    boolean wants(String eventType);

    /**
     * Reacts, inside a transaction with {@link org.twinloop.common.Scope#SYSTEM}. A failure rolls back and is
     * retried.
     */
    Uni<Void> on(SealedEvent event);
}
