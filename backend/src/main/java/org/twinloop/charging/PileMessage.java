package org.twinloop.charging;

import java.time.Instant;
import java.util.UUID;

/** What a pile said, decoded. Identity of a message is (pile, event time, boot, sequence). */
sealed interface PileMessage {

    UUID pileId();

    Instant eventTime();

    long boot();

    long seq();

    int connector();

    Instant receivedAt();

    /** A connector's status, told at every change and at least once a minute. */
    record Status(
            UUID pileId,
            Instant eventTime,
            long boot,
            long seq,
            int connector,
            Instant receivedAt,
            ConnectorStatus status,
            String error)
            implements PileMessage {}

    /** A meter reading in watt-hours with the power drawn in watts. */
    record Meter(
            UUID pileId,
            Instant eventTime,
            long boot,
            long seq,
            int connector,
            Instant receivedAt,
            long meterWh,
            Integer powerW,
            String vin)
            implements PileMessage {}
}
