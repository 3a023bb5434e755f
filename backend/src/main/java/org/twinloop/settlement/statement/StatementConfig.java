package org.twinloop.settlement.statement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of statements. */
@ConfigMapping(prefix = "twinloop.settlement.statement")
interface StatementConfig {

    /** Largest file, in bytes. */
    @WithDefault("20000000")
    long bytesMax();

    /** Most lines of one file. */
    @WithDefault("200000")
    int linesMax();

    /** Lines written or priced in one go. */
    @WithDefault("1000")
    int batchRows();
}
