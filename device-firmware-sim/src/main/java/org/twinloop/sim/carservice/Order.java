package org.twinloop.sim.carservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.terminal.Json;

/** One order and how far it has come. */
final class Order {
    enum Status {
        PENDING,
        ACCEPTED,
        DECLINED,
        ARRIVED,
        ONBOARD,
        COMPLETED,
        CANCELLED
    }

    /** What was used, told when the ride is over. */
    record Usage(double km, long minutes, long tollFen, long parkingFen) {}

    private final UUID id;
    private final Route route;
    private final long pickupMs;
    private final long untilMs;
    private final String vehicleClass;
    private Status status = Status.PENDING;
    private String reason;
    private Driver driver;
    private long startedMs;
    private long endedMs;
    private Usage usage;

    Order(UUID id, Route route, long pickupMs, long untilMs, String vehicleClass) {
        this.id = id;
        this.route = route;
        this.pickupMs = pickupMs;
        this.untilMs = untilMs;
        this.vehicleClass = vehicleClass;
    }

    void accept(Driver by) {
        driver = by;
        driver.orders().add(this);
        status = Status.ACCEPTED;
    }

    void decline(String why) {
        status = Status.DECLINED;
        reason = why;
    }

    void arrive() {
        status = Status.ARRIVED;
    }

    void board(long atMs) {
        status = Status.ONBOARD;
        startedMs = atMs;
    }

    void complete(long atMs, Usage used) {
        status = Status.COMPLETED;
        endedMs = atMs;
        usage = used;
    }

    /** False when somebody is on board already or the ride is over. */
    boolean cancel() {
        if (status == Status.ONBOARD || status == Status.COMPLETED) {
            return false;
        }
        if (status != Status.DECLINED) {
            status = Status.CANCELLED;
        }
        return true;
    }

    /** Nothing more will come of it. */
    boolean over() {
        return status == Status.COMPLETED || status == Status.CANCELLED || status == Status.DECLINED;
    }

    boolean busy(long fromMs, long toMs) {
        return !over() && pickupMs < toMs && fromMs < untilMs;
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("orderId", id.toString()).put("status", status.name());
        if (reason != null) {
            json.put("reason", reason);
        }
        if (driver != null) {
            json.putObject("driver")
                    .put("name", driver.name())
                    .put("phone", driver.phone())
                    .put("plate", driver.plate());
        }
        if (startedMs > 0) {
            json.put("startedAt", Instant.ofEpochMilli(startedMs).toString());
        }
        if (usage != null) {
            json.put("endedAt", Instant.ofEpochMilli(endedMs).toString());
            json.putObject("usage")
                    .put("km", usage.km())
                    .put("minutes", usage.minutes())
                    .put("tollFen", usage.tollFen())
                    .put("parkingFen", usage.parkingFen());
        }
        return json;
    }

    UUID id() {
        return id;
    }

    Route route() {
        return route;
    }

    long pickupMs() {
        return pickupMs;
    }

    long untilMs() {
        return untilMs;
    }

    String vehicleClass() {
        return vehicleClass;
    }

    long startedMs() {
        return startedMs;
    }

    Status status() {
        return status;
    }
}
