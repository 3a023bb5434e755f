package org.twinloop.telematics.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What becomes of partitions of the history that are too old. */
@ConfigMapping(prefix = "twinloop.telematics.retention")
interface RetentionConfig {

    /** What is done with a partition whose class of retention is over. */
    enum Then {
        /** It goes. */
        DROP,
        /** It goes once its rows are in a file that was read back. */
        ARCHIVE
    }

    /** Whether old partitions go at all; off, the history grows for ever. */
    @WithDefault("true")
    boolean on();

    /** Of raw reports, once {@code twinloop.telematics.history-kept} is over. */
    @WithDefault("drop")
    Then rawThen();

    /** How long the summary of a car's day is kept, city time, 366 days or more; whole calendar years go. */
    @WithDefault("P3653D")
    Duration summaryKept();

    /** Of summaries of days. */
    @WithDefault("drop")
    Then summaryThen();

    /** Folder of archived partitions, shared by all instances; needed where a class is archived. */
    Optional<Path> folder();

    /** Partitions of a class removed in one look, 1…400; the rest waits for the next. */
    @WithDefault("7")
    int partsMax();

    /** How long the database may take over one partition before the connection counts as lost; real time. */
    @WithDefault("30m")
    Duration within();
}
