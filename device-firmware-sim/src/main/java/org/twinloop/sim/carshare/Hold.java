package org.twinloop.sim.carshare;

import java.util.UUID;

/** One hold of a car and how it was answered. */
final class Hold {
    enum Status {
        PENDING,
        CONFIRMED,
        DECLINED
    }

    private final UUID id;
    private final String vin;
    private final long fromMs;
    private final long toMs;
    private Status status = Status.PENDING;
    private String reason;

    Hold(UUID id, String vin, long fromMs, long toMs) {
        this.id = id;
        this.vin = vin;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    /** The answer falls, once; a hold that was cancelled meanwhile stays so. */
    void settle(String declinedBecause) {
        if (status != Status.PENDING) {
            return;
        }
        status = declinedBecause == null ? Status.CONFIRMED : Status.DECLINED;
        reason = declinedBecause;
    }

    void cancel() {
        status = Status.DECLINED;
        reason = "cancelled";
    }

    /** Whether it keeps the car from others in this time; a pending hold does too. */
    boolean keeps(String otherVin, long otherFromMs, long otherToMs) {
        return status != Status.DECLINED && vin.equals(otherVin) && fromMs < otherToMs && otherFromMs < toMs;
    }

    UUID id() {
        return id;
    }

    String vin() {
        return vin;
    }

    long fromMs() {
        return fromMs;
    }

    long toMs() {
        return toMs;
    }

    Status status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
