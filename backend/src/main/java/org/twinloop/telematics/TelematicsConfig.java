package org.twinloop.telematics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the intake and thresholds of the stream rules. */
@ConfigMapping(prefix = "twinloop.telematics")
public interface TelematicsConfig {

    /** Writers, each with a thread and a connection of its own, 1…64; a vehicle always has the same one. */
    @WithDefault("2")
    int shards();

    /** Messages waiting for one writer, 100…1,000,000; beyond, they are not taken and their connections are closed. */
    @WithDefault("50000")
    int queueMessagesMax();

    /** Reports in one transaction, 1…50,000; a message is not divided, so it may be some thousands more. */
    @WithDefault("10000")
    int batchRowsMax();

    /**
     * Least time from one transaction of a writer to its next while it has fewer reports than most; real time. Larger
     * transactions take less of the processor for each report; a report after a rest does not wait.
     */
    @WithDefault("20ms")
    Duration batchWaitMax();

    /** How long a statement may take before the connection counts as lost; real time. */
    @WithDefault("10s")
    Duration statementWithin();

    /** Longest rest between attempts while the database is away; real time. */
    @WithDefault("1s")
    Duration retryRestMax();

    /** How far back an event may lie; older ones go to the quarantine. */
    @WithDefault("30d")
    Duration acceptedPast();

    /** How far ahead an event may lie; later ones go to the quarantine. */
    @WithDefault("5m")
    Duration acceptedFuture();

    /** Days of history partitions made ahead, 1…60. */
    @WithDefault("7")
    int daysAhead();

    /** How long the raw history is kept, 31 days or more; a day older than that is dropped or archived. */
    @WithDefault("184d")
    Duration historyKept();

    /** City time without a report after which a car in service is noted as unheard. */
    @WithDefault("10m")
    Duration unheardAfter();

    /** City time a car has to stand before that is its new place. */
    @WithDefault("2m")
    Duration standsAfter();

    /** Least level of a battery alarm that is noted, 1…4 as in GB/T 32960.3. */
    @WithDefault("1")
    int batteryAlarmLevel();

    /** Least level of a battery alarm that is noted as a danger, 1…4; 3 means stop at once. */
    @WithDefault("3")
    int batteryDangerLevel();
}
