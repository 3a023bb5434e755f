package org.twinloop.device.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What is counted of the broker mode. */
@Singleton
class BrokerMeters {

    private final Counter connected;
    private final Counter lost;
    private final Counter failed;
    private final Counter retried;

    BrokerMeters(MeterRegistry meters) {
        connected = meters.counter("twinloop.device.broker.connected");
        lost = meters.counter("twinloop.device.broker.lost");
        failed = meters.counter("twinloop.device.broker.failed");
        retried = meters.counter("twinloop.device.broker.retried");
    }

    /** A connection stands and has its subscription. */
    void connected() {
        connected.increment();
    }

    /** A connection that stood broke. */
    void lost() {
        lost.increment();
    }

    /** An attempt at a connection failed. */
    void failed() {
        failed.increment();
    }

    /** A message was handed to its reader once more. */
    void retried() {
        retried.increment();
    }
}
