package org.twinloop.common;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "twinloop.database")
interface DatabaseConfig {

    /** Longest a statement of an act may run before the database ends it, 100 ms … 10 min; answered 503. */
    @WithDefault("30s")
    Duration statementTimeout();

    /** Longest a statement of an act waits for a lock before the database ends it, 100 ms … 10 min; answered 503. */
    @WithDefault("10s")
    Duration lockTimeout();

    /**
     * Longest an act of a request waits for a connection, and for any sign of life of the database while a statement
     * runs, 100 ms … 1 min; answered 503. A server that hangs keeps its connections and ends nothing by itself.
     */
    @WithDefault("4s")
    Duration answerWithin();

    /** Longest a statement of background work may run: watchers, timers, the sample city; 1 s … 1 h. */
    @WithDefault("5m")
    Duration backgroundStatementTimeout();
}
