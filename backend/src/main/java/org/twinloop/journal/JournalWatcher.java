package org.twinloop.journal;

import io.smallrye.mutiny.Uni;

/**
 * Reads sealed events in order and reacts, once per event: the reaction and the step of the cursor are one
 * transaction. Implementations are beans; {@link JournalLoop} runs them on one instance at a time.
 */
public interface JournalWatcher {

    /** Name of the cursor; never changes once released. */
    String name();

    /** Whether events of a type concern this watcher; the others are only stepped over. */
    boolean wants(String eventType);

    /**
     * Whether reactions to events of a type may share a transaction with others of this watcher: only where all they
     * do is to write rows of this watcher's own, so that nobody waits for what they lock meanwhile.
     */
    default boolean sharesTransaction(String eventType) {
        return false;
    }

    /**
     * Reacts, inside a transaction with {@link org.twinloop.common.Scope#SYSTEM}. A failure rolls back and is
     * retried.
     */
    Uni<Void> on(SealedEvent event);
}
