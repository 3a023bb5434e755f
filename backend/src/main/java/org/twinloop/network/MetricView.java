package org.twinloop.network;

import java.time.Instant;
import org.twinloop.network.road.MetricStamp;

/**
 * Which travel times an answer was made of.
 *
 * @param version of the whole metric; a newer one is greater
 * @param asOf when it was made, city time
 */
public record MetricView(long version, Instant asOf) {

    public static MetricView of(MetricStamp stamp) {
        return new MetricView(stamp.version(), stamp.asOf());
    }
}
