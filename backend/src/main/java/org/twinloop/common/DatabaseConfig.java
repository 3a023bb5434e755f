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

    /** Longest a statement of background work may run: watchers, timers, the sample city; 1 s … 1 h. */
    @WithDefault("5m")
    Duration backgroundStatementTimeout();
}
