package org.twinloop.trip.approval;

/** How a person travels on an official trip. */
public enum TravelMode {
    EV,
    BIKE,
    CHAUFFEUR,
    WALK,
    TRANSIT_ESTIMATE
}
