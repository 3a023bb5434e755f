package org.twinloop.network.reach;

import java.time.Instant;
import org.twinloop.network.road.MetricStamp;

/** Which travel times an answer was made of. */
record MetricView(long version, Instant asOf) {

    static MetricView of(MetricStamp stamp) {
        return new MetricView(stamp.version(), stamp.asOf());
    }
}
