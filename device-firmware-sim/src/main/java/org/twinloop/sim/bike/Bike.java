package org.twinloop.sim.bike;

import org.twinloop.sim.road.GeoPoint;

/** A bike: docked, standing somewhere, reserved or being ridden. */
final class Bike {
    private String publicId;
    private GeoPoint at;
    private Station station;
    private boolean reserved;
    private boolean riding;
    private final boolean broken;
    private long lastReportedMs;

    Bike(String publicId, GeoPoint at, boolean broken, long nowMs) {
        this.publicId = publicId;
        this.at = at;
        this.broken = broken;
        this.lastReportedMs = nowMs;
    }

    void dockAt(Station where) {
        where.dock();
        station = where;
        at = where.at();
    }

    void reserve() {
        reserved = true;
    }

    void ride() {
        reserved = false;
        riding = true;
        if (station != null) {
            station.undock();
            station = null;
        }
    }

    /** The ride is over: the bike stands somewhere else and is known by another id. */
    void park(GeoPoint where, String newPublicId, long nowMs) {
        riding = false;
        at = where;
        publicId = newPublicId;
        lastReportedMs = nowMs;
    }

    boolean idle() {
        return !riding && !reserved && !broken;
    }

    String publicId() {
        return publicId;
    }

    GeoPoint at() {
        return at;
    }

    Station station() {
        return station;
    }

    boolean reserved() {
        return reserved;
    }

    boolean riding() {
        return riding;
    }

    boolean broken() {
        return broken;
    }

    long lastReportedMs() {
        return lastReportedMs;
    }
}
